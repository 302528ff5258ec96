import Bookkeeping

/// An order as `wc/v3` answers and webhooks carry it; only what is read.
///
/// Lenient about what older versions and plugins leave out. Source: woocommerce-rest-api-docs, Orders.
struct WooOrder: Sendable {
    var id: Int64
    /// What people know it by; plugins change it.
    var number: String
    var status: String
    var currency: String
    /// How prices were entered; the amounts of lines are net in either case.
    var pricesIncludeTax: Bool
    var created: WooMoment?
    var modified: WooMoment?
    var paid: WooMoment?
    var completed: WooMoment?
    var head: Head
    var billing: WooAddress
    var shipping: WooAddress
    var paymentMethod: String
    var meta: WooMeta
    var lines: [WooLine]
    var fees: [WooLine]
    var shippingLines: [WooLine]
    var taxLines: [WooTaxLine]
    var coupons: [WooCoupon]
    var refunds: [WooRefund]
    var giftCards: [WooGiftCard]

    /// The order's own sums.
    struct Head: Sendable {
        var discountTotal: WooFigure?
        var shippingTotal: WooFigure?
        var shippingTax: WooFigure?
        var cartTax: WooFigure?
        var totalTax: WooFigure?
        var total: WooFigure

        fileprivate init(_ json: WooJSON) throws(Alert) {
            discountTotal = try json.figure("discount_total")
            shippingTotal = try json.figure("shipping_total")
            shippingTax = try json.figure("shipping_tax")
            cartTax = try json.figure("cart_tax")
            totalTax = try json.figure("total_tax")
            guard let total = try json.figure("total") else { throw .wooUnreadable("total") }
            self.total = total
        }

        var all: [WooFigure] {
            [discountTotal, shippingTotal, shippingTax, cartTax, totalTax, total].compactMap(\.self)
        }
    }

    /// Whether the value is an order at all; error objects of WordPress are none.
    static func id(of value: JSONValue) -> Int64? {
        WooJSON(value).integer("id").flatMap { $0 > 0 ? $0 : nil }
    }

    init(_ value: JSONValue) throws(Alert) {
        let json = WooJSON(value)
        guard let id = Self.id(of: value) else { throw .wooUnreadable("id") }
        guard let status = json.text("status") else { throw .wooUnreadable("status") }
        guard let currency = json.text("currency") else { throw .wooUnreadable("currency") }
        self.id = id
        number = json.text("number") ?? String(id)
        self.status = status.hasPrefix("wc-") ? String(status.dropFirst(3)) : status
        self.currency = currency
        pricesIncludeTax = json.flag("prices_include_tax")
        created = try WooMoment(json, "date_created_gmt")
        modified = try WooMoment(json, "date_modified_gmt")
        paid = try WooMoment(json, "date_paid_gmt")
        completed = try WooMoment(json, "date_completed_gmt")
        head = try Head(json)
        billing = WooAddress(json.object("billing"))
        shipping = WooAddress(json.object("shipping"))
        paymentMethod = json.text("payment_method") ?? ""
        meta = WooMeta(json)
        lines = try json.list("line_items").map { (item) throws(Alert) in try WooLine(item) }
        fees = try json.list("fee_lines").map { (item) throws(Alert) in try WooLine(item) }
        shippingLines = try json.list("shipping_lines").map { (item) throws(Alert) in
            try WooLine(item)
        }
        taxLines = try json.list("tax_lines").map { (item) throws(Alert) in try WooTaxLine(item) }
        coupons = try json.list("coupon_lines").map { (item) throws(Alert) in try WooCoupon(item) }
        refunds = try json.list("refunds").map { (item) throws(Alert) in try WooRefund(item) }
        giftCards = try json.list("gift_cards").map { (item) throws(Alert) in
            try WooGiftCard(item)
        }
    }

    /// Every line that has a price, in the shop's own order.
    var charges: [WooLine] { lines + fees + shippingLines }

    /// Whether the shop keeps prices in whole units only, so that its sums differ from the exact ones by up to one.
    ///
    /// Told by taxes that were rounded to whole units, or by a total written without decimals.
    var hasWholePrices: Bool {
        guard head.all.allSatisfy(\.isWhole), charges.allSatisfy({ $0.tax.isWhole }) else {
            return false
        }
        return charges.contains { line in line.taxes.contains { !$0.total.isWhole } }
    }
}

struct WooAddress: Sendable {
    var firstName: String?
    var lastName: String?
    var company: String?
    var line1: String?
    var line2: String?
    var city: String?
    var postcode: String?
    /// ISO 3166 alpha-2 in capitals.
    var country: String?
    var email: String?
    var phone: String?

    init(_ json: WooJSON) {
        firstName = json.text("first_name")
        lastName = json.text("last_name")
        company = json.text("company")
        line1 = json.text("address_1")
        line2 = json.text("address_2")
        city = json.text("city")
        postcode = json.text("postcode")
        country = json.text("country")?.uppercased()
        email = json.text("email")
        phone = json.text("phone")
    }
}

/// A discount code; its amounts are inside the lines already, except store credit's.
struct WooCoupon: Sendable {
    var id: Int64
    var code: String
    var type: String
    var discount: WooFigure
    var discountTax: WooFigure

    init(_ json: WooJSON) throws(Alert) {
        id = json.integer("id") ?? 0
        code = json.text("code") ?? ""
        type = json.text("discount_type") ?? ""
        discount = try json.figure("discount") ?? .zero
        discountTax = try json.figure("discount_tax") ?? .zero
    }
}

/// A card redeemed with the official gift card plugin.
struct WooGiftCard: Sendable {
    var id: Int64?
    var amount: WooFigure

    init(_ json: WooJSON) throws(Alert) {
        id = json.integer("id")
        amount = try json.figure("amount") ?? .zero
    }
}

/// A rate of the order with what it came to.
struct WooTaxLine: Sendable {
    var rateID: Int64
    /// Country, state, name and priority: `NO-MVA-1`.
    var rateCode: String
    /// Absent in old versions.
    var percent: String?
    var taxTotal: WooFigure
    var shippingTaxTotal: WooFigure
    var label: String

    init(_ json: WooJSON) throws(Alert) {
        rateID = json.integer("rate_id") ?? 0
        rateCode = json.text("rate_code") ?? ""
        percent = json.text("rate_percent")
        taxTotal = try json.figure("tax_total") ?? .zero
        shippingTaxTotal = try json.figure("shipping_tax_total") ?? .zero
        label = json.text("label") ?? ""
    }

    /// Whose tax it is, when the code says so.
    var country: String? {
        let parts = rateCode.split(separator: "-")
        guard parts.count >= 3, parts[0].utf8.count == 2,
            parts[0].utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains)
        else { return nil }
        return String(parts[0])
    }
}
