import Bookkeeping

/// The refunds of an order in two kinds: those that make the sale smaller, and those that are credited later.
///
/// Goods that were never sent were never sold: a refund of cancelled lines, or one before the last fulfilment,
/// reduces the sale. Every other refund is a credit note of its own.
struct ShopifyRefunds: Sendable {
    /// One refund in the booked currency; line and shipping amounts as priced.
    struct Entry: Sendable {
        var source: ShopifyRefund
        var lines: [Line] = []
        var shipping: [Shipping] = []
        /// More money than the lines (positive), or a fee kept; including tax.
        var adjustment = Amount.zero
    }

    struct Line: Sendable {
        var lineID: Int64
        var quantity: Int
        var amount: Amount
        var tax: Amount
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
            if try Self.reducesSale(refund, delivery: delivery) {
                reducing.append(entry)
            } else {
                separate.append(entry)
            }
        }
    }

    private static func reducesSale(
        _ refund: ShopifyRefund,
        delivery: ShopifyDelivery
    ) throws(Alert) -> Bool {
        guard let seconds = ShopCalendar.secondsSince1970(refund.processedAt ?? refund.createdAt)
        else {
            throw .shopifyUnreadable("refunds.processed_at")
        }
        guard let lastSeconds = delivery.lastSeconds, seconds >= lastSeconds else { return true }
        let lines = refund.refundLineItems ?? []
        let cancelled = lines.filter { $0.restockType == "cancel" }
        guard cancelled.isEmpty || cancelled.count == lines.count else { throw .shopifyMixedRefund }
        return !cancelled.isEmpty
    }

    private static func entry(
        _ refund: ShopifyRefund,
        of order: ShopifyOrder,
        figures: ShopifyFigures
    ) throws(Alert) -> Entry {
        guard (refund.duties ?? []).isEmpty else { throw .shopifyDuties }
        var entry = Entry(source: refund)
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
                entry.shipping.append(Shipping(lineID: nil, amount: -amount, tax: -tax))
            } else {
                entry.adjustment -= amount + (includesTax ? .zero : tax)
            }
        }
        return entry
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
    /// What the customer gets for it, including tax.
    func gross(includesTax: Bool) -> Amount {
        let tax = lines.map(\.tax).total + shipping.map(\.tax).total
        return lines.map(\.amount).total + shipping.map(\.amount).total + adjustment
            + (includesTax ? .zero : tax)
    }

    func refund(
        includesTax: Bool,
        tipLines: Set<Int64>,
        money: [Refund.Transaction],
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
            transactions: money
        )
    }
}
