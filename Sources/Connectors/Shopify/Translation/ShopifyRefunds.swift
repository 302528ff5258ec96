import Bookkeeping

/// The refunds of an order in two kinds: those that make the sale smaller, and those that are credited later.
///
/// Goods that were never sent were never sold: a refund of cancelled lines, or one before the last fulfilment,
/// reduces the sale. Every other refund is a credit note of its own; one about both kinds of goods is parted.
struct ShopifyRefunds: Sendable {
    /// One refund in the booked currency; line and shipping amounts as priced.
    struct Entry: Sendable {
        var source: ShopifyRefund
        var lines: [Line] = []
        var shipping: [Shipping] = []
        /// What went back to the customer, or is on its way.
        var money: [Money] = []
        /// More money than the lines (positive), or a fee kept; including tax.
        var adjustment = Amount.zero
    }

    struct Line: Sendable {
        var lineID: Int64
        var quantity: Int
        var amount: Amount
        var tax: Amount
    }

    struct Money: Sendable {
        var id: Int64
        var parentID: Int64?
        var method: String
        var amount: Amount
        var isOnItsWay: Bool
    }

    struct Shipping: Sendable {
        var lineID: Int64?
        var amount: Amount
        var tax: Amount
    }

    var reducing: [Entry] = []
    var separate: [Entry] = []

    init(
        of order: ShopifyOrder,
        figures: ShopifyFigures,
        delivery: ShopifyDelivery
    ) throws(Alert) {
        for refund in order.refunds ?? [] {
            let entry = try Self.entry(refund, of: order, figures: figures)
            let lines = refund.refundLineItems ?? []
            let cancelled = lines.indices.filter { lines[$0].restockType == "cancel" }
            if try Self.isBeforeDelivery(refund, delivery)
                || (!lines.isEmpty && cancelled.count == lines.count)
            {
                reducing.append(entry)
            } else if cancelled.isEmpty {
                separate.append(entry)
            } else {
                let parts = try entry.parted(cancelled, includesTax: order.taxesIncluded == true)
                reducing.append(parts.reducing)
                separate.append(parts.separate)
            }
        }
    }

    private static func isBeforeDelivery(
        _ refund: ShopifyRefund,
        _ delivery: ShopifyDelivery
    ) throws(Alert) -> Bool {
        guard let seconds = ShopCalendar.secondsSince1970(refund.processedAt ?? refund.createdAt)
        else {
            throw .shopifyUnreadable("refunds.processed_at")
        }
        return delivery.lastSeconds.map { seconds < $0 } ?? true
    }

    private static func entry(
        _ refund: ShopifyRefund,
        of order: ShopifyOrder,
        figures: ShopifyFigures
    ) throws(Alert) -> Entry {
        guard (refund.duties ?? []).isEmpty else { throw .shopifyDuties }
        var entry = Entry(source: refund)
        entry.money = try money(of: refund, figures: figures)
        for line in refund.refundLineItems ?? [] {
            entry.lines.append(
                Line(
                    lineID: line.lineItemId,
                    quantity: line.quantity,
                    amount: try figures.amount(
                        line.subtotal,
                        line.subtotalSet,
                        "refund_line_items.subtotal"
                    ),
                    tax: try figures.amount(
                        line.totalTax,
                        line.totalTaxSet,
                        "refund_line_items.total_tax"
                    )
                )
            )
        }
        for shipping in refund.refundShippingLines ?? [] {
            entry.shipping.append(try Self.shipping(shipping, of: order, figures: figures))
        }
        let includesTax = order.taxesIncluded == true
        for adjustment in refund.orderAdjustments ?? [] {
            try entry.add(adjustment, includesTax: includesTax, figures: figures)
        }
        return entry
    }

    /// What failed to go back has not gone.
    private static func money(
        of refund: ShopifyRefund,
        figures: ShopifyFigures
    ) throws(Alert) -> [Money] {
        var money: [Money] = []
        for transaction in refund.transactions ?? []
        where transaction.isPaidBack || transaction.isOnItsWayBack {
            money.append(
                Money(
                    id: transaction.id,
                    parentID: transaction.parentId,
                    method: transaction.method,
                    amount: try figures.amount(of: transaction),
                    isOnItsWay: transaction.isOnItsWayBack
                )
            )
        }
        return money
    }

    /// The tax of refunded shipping is not stated: it is the refunded share of the shipping line's.
    private static func shipping(
        _ refunded: ShopifyRefund.ShippingLine,
        of order: ShopifyOrder,
        figures: ShopifyFigures
    ) throws(Alert) -> Shipping {
        let amount = try figures.amount(
            nil,
            refunded.subtotalAmountSet,
            "refund_shipping_lines.subtotal_amount"
        )
        let id = refunded.shippingLineId ?? refunded.shippingLine?.id
        let line = (order.shippingLines ?? []).first { $0.id == id } ?? refunded.shippingLine
        guard let line else { return Shipping(lineID: id, amount: amount, tax: .zero) }
        let net = try figures.price(of: line) - figures.discount(of: line)
        let tax = try figures.tax(line.taxLines).share(amount.minor, of: net.minor)
        return Shipping(lineID: id, amount: amount, tax: tax)
    }
}

extension ShopifyRefunds.Entry {
    fileprivate mutating func add(
        _ adjustment: ShopifyRefund.Adjustment,
        includesTax: Bool,
        figures: ShopifyFigures
    ) throws(Alert) {
        let amount = try figures.amount(
            adjustment.amount,
            adjustment.amountSet,
            "order_adjustments.amount"
        )
        let tax = try figures.amount(
            adjustment.taxAmount,
            adjustment.taxAmountSet,
            "order_adjustments.tax_amount"
        )
        if adjustment.kind == "shipping_refund" {
            // The form of versions before 2024-10; negative amounts are money to the customer.
            shipping.append(.init(lineID: nil, amount: -amount, tax: -tax))
        } else {
            self.adjustment -= amount + (includesTax ? .zero : tax)
        }
    }

    /// Whether some of its money is still to go back: it is credited when all of it has.
    var isWaiting: Bool { money.contains(where: \.isOnItsWay) }

    /// The lines that were cancelled with their money, and the rest.
    ///
    /// What went back pays for the cancelled goods first; money that does not even cover those cannot be parted.
    fileprivate func parted(
        _ cancelled: [Int],
        includesTax: Bool
    ) throws(Alert) -> (reducing: Self, separate: Self) {
        var reducing = Self(source: source)
        var separate = self
        reducing.lines = cancelled.map { lines[$0] }
        separate.lines = lines.indices.filter { !cancelled.contains($0) }.map { lines[$0] }
        separate.money = []
        guard !money.isEmpty else { return (reducing, separate) }
        var left = reducing.gross(includesTax: includesTax)
        for part in money {
            let taken = min(left, part.amount)
            left -= taken
            var piece = part
            piece.amount = taken
            if !taken.isZero { reducing.money.append(piece) }
            piece.amount = part.amount - taken
            if !piece.amount.isZero { separate.money.append(piece) }
        }
        guard left.isZero else { throw .shopifyMixedRefund }
        return (reducing, separate)
    }

    /// What the customer gets for it, including tax.
    func gross(includesTax: Bool) -> Amount {
        let tax = lines.map(\.tax).total + shipping.map(\.tax).total
        return lines.map(\.amount).total + shipping.map(\.amount).total + adjustment
            + (includesTax ? .zero : tax)
    }

    func refund(
        includesTax: Bool,
        tipLines: Set<Int64>,
        date: LocalDate
    ) -> Refund {
        func gross(_ amount: Amount, _ tax: Amount) -> Amount {
            includesTax ? amount : amount + tax
        }
        let goods = lines.filter { !tipLines.contains($0.lineID) && !$0.amount.isZero }
        let tips = lines.filter { tipLines.contains($0.lineID) }
        return Refund(
            id: String(source.id),
            date: date,
            lines: goods.map {
                Refund.Line(lineID: String($0.lineID), amount: gross($0.amount, $0.tax))
            },
            shipping: shipping.map { gross($0.amount, $0.tax) }.total,
            adjustment: adjustment,
            tip: tips.map { gross($0.amount, $0.tax) }.total,
            transactions: money.filter { !$0.isOnItsWay }.map {
                Refund.Transaction(id: String($0.id), method: $0.method, amount: $0.amount)
            }
        )
    }
}
