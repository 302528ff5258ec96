import Bookkeeping

/// What was sold: the order's lines and shipping after removals, and after refunds that reduce the sale.
struct ShopifySale: Sendable {
    struct Line: Sendable {
        var source: ShopifyLine
        var quantity: Int
        var unitPrice: Amount
        var net: Amount
        var tax: Amount
    }

    struct Shipping: Sendable {
        var source: ShopifyShippingLine
        var amount: Amount
        var net: Amount
        var tax: Amount

        /// A free shipping line stays visible; a refunded one goes.
        var isFreeByDiscount: Bool { !(source.discountAllocations ?? []).isEmpty }
    }

    private(set) var lines: [Line] = []
    private(set) var shipping: [Shipping] = []
    private(set) var tip = Amount.zero
    /// A rebate given before delivery that belongs to no line.
    private(set) var orderDiscount = Amount.zero
    /// Whether an edit took goods or shipping out, so that the order's original totals say nothing any more.
    private(set) var isEdited = false
    let includesTax: Bool

    init(
        of order: ShopifyOrder,
        refunds: ShopifyRefunds,
        figures: ShopifyFigures
    ) throws(Alert) {
        includesTax = order.taxesIncluded == true
        let reducing = Self.quantities(of: refunds.reducing)
        let separate = Self.quantities(of: refunds.separate)
        for source in order.lineItems {
            let line = try Self.line(
                source,
                reducing: reducing[source.id] ?? 0,
                separate: separate[source.id] ?? 0,
                figures: figures,
                isEdited: &isEdited
            )
            lines.append(line)
        }
        for source in order.shippingLines ?? [] {
            if source.isRemoved == true {
                isEdited = true
                continue
            }
            let amount = try figures.price(of: source)
            let net = try amount - figures.discount(of: source)
            shipping.append(
                Shipping(
                    source: source,
                    amount: amount,
                    net: net,
                    tax: try figures.tax(source.taxLines)
                )
            )
        }
        if !order.lineItems.contains(where: \.isTip), let stated = order.totalTipReceived {
            tip = try figures.amount(stated, nil, "total_tip_received")
        }
    }

    /// The same sale after the refunds that reduce it, with nothing left that was not sold.
    func reduced(by entries: [ShopifyRefunds.Entry]) throws(Alert) -> ShopifySale {
        var sale = self
        for entry in entries { try sale.reduce(by: entry) }
        sale.takeOutTips()
        return sale
    }

    /// What all of it comes to, including tax.
    var total: Amount {
        let tax = lines.map(\.tax).total + shipping.map(\.tax).total
        return lines.map(\.net).total + shipping.map(\.net).total + tip - orderDiscount
            + (includesTax ? .zero : tax)
    }

    private static func quantities(of entries: [ShopifyRefunds.Entry]) -> [Int64: Int] {
        var quantities: [Int64: Int] = [:]
        for line in entries.flatMap(\.lines) {
            quantities[line.lineID, default: 0] += line.quantity
        }
        return quantities
    }

    /// The line as it was sold, before its reducing refunds are taken off its amount.
    ///
    /// Order edits keep a line's `quantity` and lower only `current_quantity`, as refunds do; what no refund
    /// explains was taken out by an edit, and its share of discount and tax with it.
    private static func line(
        _ source: ShopifyLine,
        reducing: Int,
        separate: Int,
        figures: ShopifyFigures,
        isEdited: inout Bool
    ) throws(Alert) -> Line {
        let left = source.quantity - reducing
        let sold = min(left, source.currentQuantity.map { $0 + separate } ?? left)
        guard source.quantity > 0, sold >= 0, reducing >= 0, separate >= 0 else {
            throw .shopifyUnreadable("line_items.quantity")
        }
        let price = try figures.price(of: source)
        let remaining = sold + reducing
        if remaining < source.quantity { isEdited = true }
        guard let gross = price.times(remaining) else {
            throw .shopifyUnreadable("line_items.price")
        }
        let (part, whole) = (Int64(remaining), Int64(source.quantity))
        return Line(
            source: source,
            quantity: sold,
            unitPrice: price,
            net: gross - (try figures.discount(of: source)).share(part, of: whole),
            tax: (try figures.tax(source.taxLines)).share(part, of: whole)
        )
    }

    // MARK: Refunds before delivery

    private mutating func reduce(by entry: ShopifyRefunds.Entry) throws(Alert) {
        for refunded in entry.lines {
            guard let index = lines.firstIndex(where: { $0.source.id == refunded.lineID }) else {
                throw .shopifyRefundedMore
            }
            lines[index].net -= refunded.amount
            lines[index].tax -= refunded.tax
            guard lines[index].net >= .zero, lines[index].tax >= .zero else {
                throw .shopifyRefundedMore
            }
        }
        for refunded in entry.shipping { try reduceShipping(by: refunded) }
        guard !entry.adjustment.isZero else { return }
        // A rebate is spread over the lines by the planner, which it can do exactly only when tax is included.
        guard entry.adjustment > .zero, includesTax else { throw .shopifyFeeKept }
        orderDiscount += entry.adjustment
    }

    private mutating func reduceShipping(by refunded: ShopifyRefunds.Shipping) throws(Alert) {
        let index =
            shipping.firstIndex { refunded.lineID != nil && $0.source.id == refunded.lineID }
            ?? shipping.firstIndex { $0.net >= refunded.amount }
        guard let index else { throw .shopifyRefundedMore }
        shipping[index].net -= refunded.amount
        shipping[index].tax -= refunded.tax
        guard shipping[index].net >= .zero, shipping[index].tax >= .zero else {
            throw .shopifyRefundedMore
        }
    }

    /// Tips come as lines, but are not sold; lines without anything left are not sold either.
    private mutating func takeOutTips() {
        tip += lines.filter(\.source.isTip).map(\.net).total
        lines.removeAll { $0.source.isTip || ($0.quantity == 0 && $0.net.isZero) }
        shipping.removeAll {
            !$0.amount.isZero && $0.net.isZero && $0.tax.isZero && !$0.isFreeByDiscount
        }
    }
}

extension ShopifySale.Line {
    func orderLine(_ statement: ShopifyTax.Statement, statesTax: Bool) throws(Alert) -> OrderLine {
        let isGiftCard = source.giftCard == true
        let (price, count, discount) = try pricing()
        return OrderLine(
            id: String(source.id),
            quantity: DecimalNumber(units: Int64(count), scale: 0),
            unitPrice: price,
            discount: discount,
            productClass: isGiftCard ? .giftCardMultiPurpose : nil,
            shopVATRate: statement.rate,
            shopVAT: statesTax ? statement.shopVAT : nil,
            foreignVAT: statement.foreignVAT,
            sku: source.sku.unlessEmpty,
            productID: source.productId.map { String($0) },
            title: source.name.unlessEmpty ?? source.title.unlessEmpty
        )
    }

    /// Price, quantity and discount that come to the net exactly.
    private func pricing() throws(Alert) -> (price: Amount, quantity: Int, discount: Amount) {
        if quantity > 0, let gross = unitPrice.times(quantity), gross >= net {
            return (unitPrice, quantity, gross - net)
        }
        // An øre more is left than the units that stay would cost: the refund's own rounding.
        return (net, 1, .zero)
    }
}

extension ShopifySale.Shipping {
    func charge(_ statement: ShopifyTax.Statement, statesTax: Bool) -> ShippingCharge {
        ShippingCharge(
            amount: amount,
            discount: amount - net,
            shopVATRate: statement.rate,
            shopVAT: statesTax ? statement.shopVAT : nil,
            foreignVAT: statement.foreignVAT,
            title: source.title.unlessEmpty
        )
    }
}
