extension ShopLife {
    func tax(of line: Line) -> ShopMoney {
        line.net.tax(percent: line.percent, isIncluded: includesTax)
    }

    /// What edits left of a line, before refunds.
    func keptNet(of line: Line) -> ShopMoney {
        line.price * line.kept - line.discount.share(line.kept, of: line.quantity)
    }

    func keptTax(of line: Line) -> ShopMoney {
        tax(of: line).share(line.kept, of: line.quantity)
    }

    var shippingNet: ShopMoney { shipping - shippingDiscount }

    var shippingTax: ShopMoney {
        shippingNet.tax(percent: shippingPercent, isIncluded: includesTax)
    }

    /// Lines that the original totals count.
    private var placed: [Line] { lines.filter { countsAdded || !$0.isAdded } }

    var goods: ShopMoney { placed.filter { !$0.isTip }.map { $0.price * $0.quantity }.total }

    var discounts: ShopMoney { placed.map(\.discount).total }

    var tips: ShopMoney { lines.filter(\.isTip).map(\.net).total }

    var totalTax: ShopMoney { placed.map(tax).total + shippingTax }

    var total: ShopMoney {
        goods - discounts + shippingNet + tips + (includesTax ? .zero : totalTax)
    }

    var currentSubtotal: ShopMoney {
        lines.filter { !$0.isTip }.map(keptNet).total
            - refunds.flatMap(\.lines).map(\.amount).total
    }

    var currentTax: ShopMoney {
        lines.map(keptTax).total + shippingTax - refunds.flatMap(\.lines).map(\.tax).total
            - refunds.map(\.shippingTax).total
    }

    /// What the order comes to after edits and refunds.
    var currentTotal: ShopMoney { sold - refunds.map(gross).total }

    /// What the order comes to after edits alone.
    var sold: ShopMoney {
        lines.map(keptNet).total + shippingNet
            + (includesTax ? .zero : lines.map(keptTax).total + shippingTax)
    }

    func gross(_ refund: Refund) -> ShopMoney {
        let tax = refund.lines.map(\.tax).total + refund.shippingTax
        return refund.lines.map(\.amount).total + refund.shipping + refund.goodwill
            + (includesTax ? .zero : tax)
    }

    var capturedMinor: Int64 {
        transactions.filter { $0.status == "success" && ["sale", "capture"].contains($0.kind) }
            .map(\.minor).reduce(0, +)
    }

    var paidBackMinor: Int64 {
        transactions.filter { $0.status == "success" && $0.kind == "refund" }
            .map(\.minor).reduce(0, +)
    }

    var roundingMinor: Int64 { transactions.compactMap(\.roundingMinor).reduce(0, +) }

    var isFulfilled: Bool {
        !fulfillments.isEmpty && lines.allSatisfy { $0.isTip || $0.fulfilled >= $0.current }
    }

    var isPaid: Bool { capturedMinor - paidBackMinor == currentTotal.customer }

    /// The day on and after which a refund is a credit note instead of a smaller sale.
    private var deliveredAt: Int64? { fulfillments.map(\.moment).max() }

    /// What the sales document comes to: sold, less what was taken back before all was delivered.
    var documentTotal: ShopMoney {
        refunds.reduce(sold) { left, refund in
            let cancelled = refund.lines.filter { $0.restockType == "cancel" }
            let isEarly = deliveredAt.map { refund.moment < $0 } ?? true
            if isEarly || (!cancelled.isEmpty && cancelled.count == refund.lines.count) {
                return left - gross(refund)
            }
            return left - cancelled.map(\.amount).total
                - (includesTax ? .zero : cancelled.map(\.tax).total)
        }
    }

    var financialStatus: String {
        let due = currentTotal.customer
        let captured = capturedMinor
        guard captured > 0 else {
            if total.isZero { return "paid" }
            if transactions.contains(where: { $0.kind == "void" }) { return "voided" }
            return transactions.contains { $0.kind == "authorization" } ? "authorized" : "pending"
        }
        if captured - paidBackMinor < due { return "partially_paid" }
        if paidBackMinor == 0 { return "paid" }
        return due == 0 ? "refunded" : "partially_refunded"
    }

    var fulfillmentStatus: String? {
        if isFulfilled { return "fulfilled" }
        return fulfillments.isEmpty ? nil : "partial"
    }

    /// The order as it is handed out, with all that happened to it.
    var generated: GeneratedOrder {
        let total = documentTotal.customer
        return GeneratedOrder(
            id: id,
            number: String(number),
            isBookable: isPaid && isFulfilled && total > 0,
            totalMinor: total + roundingMinor,
            currency: currency,
            steps: steps
        )
    }
}
