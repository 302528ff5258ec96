import Bookkeeping

/// A product, fee or shipping line; of an order as sold, of a refund with negative amounts.
struct WooLine: Sendable {
    /// The part of one rate; unrounded.
    struct Tax: Sendable {
        var rateID: Int64
        var total: WooFigure
        var subtotal: WooFigure?
    }

    var id: Int64
    var name: String?
    var productID: Int64?
    var variationID: Int64?
    var sku: String?
    var quantity: DecimalNumber
    /// Without tax, after coupons.
    var net: WooFigure
    /// Rounded as the shop rounds.
    var tax: WooFigure
    /// Without tax, before coupons; only products have it.
    var subtotal: WooFigure?
    var subtotalTax: WooFigure?
    var taxes: [Tax]
    var methodID: String?
    var meta: WooMeta

    init(_ json: WooJSON) throws(Alert) {
        id = json.integer("id") ?? 0
        name = json.text("name") ?? json.text("method_title")
        productID = json.integer("product_id").flatMap { $0 > 0 ? $0 : nil }
        variationID = json.integer("variation_id").flatMap { $0 > 0 ? $0 : nil }
        sku = json.text("sku")
        quantity = try Self.quantity(json)
        net = try json.figure("total") ?? .zero
        tax = try json.figure("total_tax") ?? .zero
        subtotal = try json.figure("subtotal")
        subtotalTax = try json.figure("subtotal_tax")
        methodID = json.text("method_id")
        meta = WooMeta(json)
        var taxes: [Tax] = []
        for item in json.list("taxes") {
            guard let rate = item.integer("id"), let total = try item.figure("total") else {
                continue
            }
            // Shipping and fees have none, written as an empty text.
            let hasSubtotal = item.text("subtotal") != nil
            let subtotal = try hasSubtotal ? item.figure("subtotal") : nil
            taxes.append(Tax(rateID: rate, total: total, subtotal: subtotal))
        }
        self.taxes = taxes
    }

    private static func quantity(_ json: WooJSON) throws(Alert) -> DecimalNumber {
        guard let text = json.text("quantity") else { return .one }
        guard let number = DecimalNumber(text), number.units.magnitude <= Amount.limit.magnitude
        else { throw .wooUnreadable("\(json.path).quantity") }
        return number
    }

    /// As exact as WooCommerce knows it.
    var exactTax: WooFigure { taxes.isEmpty ? tax : taxes.map(\.total).total }

    /// What it costs with tax: exact, or as shown where the shop shows whole units only.
    func gross(inWholeUnits isWhole: Bool) -> WooFigure {
        net + (isWhole && net.isWhole ? tax : exactTax)
    }

    /// As ``gross(inWholeUnits:)``, before coupons.
    func fullGross(inWholeUnits isWhole: Bool) -> WooFigure {
        guard let subtotal else { return gross(inWholeUnits: isWhole) }
        let shown = subtotalTax.flatMap { isWhole && subtotal.isWhole ? $0 : nil }
        return subtotal + (shown ?? exactSubtotalTax)
    }

    /// Before coupons, as exact as WooCommerce knows it.
    var exactSubtotalTax: WooFigure {
        let parts = taxes.map(\.subtotal)
        guard !parts.isEmpty, parts.allSatisfy({ $0 != nil }) else {
            return subtotalTax ?? exactTax
        }
        return parts.compactMap(\.self).total
    }

    /// The line of the order that a refund's line takes back.
    var refundedLine: Int64? { meta.text("_refunded_item_id").flatMap { Int64($0) } }
}
