/// What the shop's own figures come to, before any rule is asked.
struct OrderFigures: Sendable {
    /// Quantity times price less the line's own discount, as priced.
    let lines: [Amount]
    /// Charges less their own discounts, as priced.
    let shipping: [Amount]
    /// Including VAT; nil when the source does not say what VAT it added.
    let total: Amount?

    /// Lines in one document; more is refused, so that sums stay within what an amount can be.
    static let maximumCount = 100_000

    /// Payments, and refunds, of one order; each is held against every other.
    static let maximumPayments = 1_000

    /// Throws the alert that holds an order whose figures cannot be right.
    init(_ order: Order) throws(Alert) {
        guard order.lines.count <= Self.maximumCount, order.shipping.count <= Self.maximumCount
        else { throw .impossibleFigure("lines") }
        guard order.payments.count <= Self.maximumPayments,
            order.refunds.count <= Self.maximumPayments
        else { throw .impossibleFigure("payments") }
        try Self.check(order)
        lines = order.lines.map { $0.unitPrice.times($0.quantity) - $0.discount }
        shipping = order.shipping.map { $0.amount - $0.discount }
        let limit = Amount(minor: Amount.limit * 2)
        guard lines.allSatisfy({ $0.magnitude <= limit }),
            shipping.allSatisfy({ $0.magnitude <= limit })
        else { throw .impossibleFigure("lines.unitPrice") }
        let priced =
            lines.total + shipping.total - order.orderDiscount + order.tip + order.rounding
        total = Self.addedVAT(order, lines: lines, shipping: shipping).map { priced + $0 }
    }

    private static func check(_ order: Order) throws(Alert) {
        for line in order.lines {
            guard line.unitPrice.isPossible, line.discount.isPossible, line.shopVAT.isPossible,
                line.foreignVAT.isPossible
            else { throw .impossibleFigure("lines") }
            guard line.quantity.units >= 0, line.quantity.units <= Amount.limit else {
                throw .impossibleFigure("lines.quantity")
            }
        }
        for charge in order.shipping {
            guard charge.amount.isPossible, charge.discount.isPossible, charge.shopVAT.isPossible,
                charge.foreignVAT.isPossible
            else { throw .impossibleFigure("shipping") }
        }
        try check([order.orderDiscount, order.tip, order.rounding, order.total], "total")
        guard order.orderDiscount >= .zero, order.tip >= .zero else {
            throw .impossibleFigure("orderDiscount")
        }
        for payment in order.payments {
            try check([payment.amount, payment.amountNOK], "payments")
            guard payment.amount >= .zero else { throw .impossibleFigure("payments.amount") }
        }
        var (refunds, transactions): (Set<String>, Set<String>) = ([], [])
        for refund in order.refunds {
            // Both would be booked under one key, and one of them lost.
            guard refunds.insert(refund.id).inserted else {
                throw .impossibleFigure("refunds.id")
            }
            for transaction in refund.transactions where !transaction.amount.isZero {
                guard transaction.id.map({ transactions.insert($0).inserted }) ?? true else {
                    throw .impossibleFigure("refunds.transactions.id")
                }
            }
            try check(
                refund.lines.map(\.amount) + refund.transactions.map(\.amount)
                    + [refund.shipping, refund.adjustment, refund.tip],
                "refunds"
            )
        }
    }

    private static func check(_ amounts: [Amount?], _ field: String) throws(Alert) {
        guard amounts.allSatisfy(\.isPossible) else { throw .impossibleFigure(field) }
    }

    /// The VAT that net prices do not show: as stated, else by the stated rates on their sums.
    private static func addedVAT(
        _ order: Order,
        lines: [Amount],
        shipping: [Amount]
    ) -> Amount? {
        guard !order.pricesIncludeVAT else { return .zero }
        // Without a discount on the order only: the discount's share of each line is the rules' matter.
        var added = Amount.zero
        var sums: [Percentage: Amount] = [:]
        let charges =
            zip(order.lines, lines).map { ($0.shopVATRate, $0.shopVAT, $0.foreignVAT, $1) }
            + zip(order.shipping, shipping).map { ($0.shopVATRate, $0.shopVAT, $0.foreignVAT, $1) }
        for (rate, vat, foreign, amount) in charges {
            if let foreign {
                added += foreign.amount
            } else if let vat {
                added += vat
            } else if let rate, order.orderDiscount.isZero {
                sums[rate, default: .zero] += amount
            } else {
                return nil
            }
        }
        return sums.reduce(added) { $0 + $1.value.addedVAT(at: $1.key) }
    }
}

extension Amount {
    /// Whether something outside can have sent it.
    fileprivate var isPossible: Bool { minor.magnitude <= Self.limit.magnitude }
}

extension Amount? {
    fileprivate var isPossible: Bool { self?.isPossible ?? true }
}

extension ForeignVAT? {
    fileprivate var isPossible: Bool { self?.amount.isPossible ?? true }
}
