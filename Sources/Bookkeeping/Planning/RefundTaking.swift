/// What of a sale refunds may still take back, and the parts of one refund.
struct RefundTaking: Sendable {
    private var remaining: [Amount]
    let components: [SaleComponent]
    private let order: Order

    init(_ components: [SaleComponent], of order: Order) {
        self.components = components
        self.order = order
        remaining = components.map(\.gross)
    }

    /// The amounts of each component that the refund takes back.
    ///
    /// Throws the alert that holds the refund; the
    /// sale is as before then.
    mutating func take(_ refund: Refund) throws(Alert) -> [Amount] {
        let before = remaining
        do throws(Alert) {
            return try parts(refund)
        } catch {
            remaining = before
            throw error
        }
    }

    /// As ``take(_:)``, and the money must be right: not above the credit, and below it only as far as something
    /// is still owed.
    mutating func checked(
        _ refund: Refund,
        outstanding: Amount,
        _ currency: Currency
    ) throws(Alert) -> [Amount] {
        let before = remaining
        let parts = try take(refund)
        let unpaid = refund.credited - refund.money
        guard unpaid >= .zero, unpaid <= max(.zero, outstanding) else {
            remaining = before
            throw .refundMismatch(refund.id, .money(refund, currency))
        }
        return parts
    }

    /// The parts summed by account and code.
    func amounts(_ parts: [Amount]) -> [PostingKey: Amount] {
        var amounts: [PostingKey: Amount] = [:]
        for (component, part) in zip(components, parts) where !part.isZero {
            amounts[component.key, default: .zero] += part
        }
        return amounts
    }

    private mutating func parts(_ refund: Refund) throws(Alert) -> [Amount] {
        var parts = [Amount](repeating: .zero, count: components.count)
        for line in refund.lines where !line.amount.isZero {
            guard let number = order.lines.firstIndex(where: { $0.id == line.lineID }) else {
                throw .refundMismatch(refund.id, .unknownLine(line.lineID))
            }
            try take(line.amount, into: &parts, refund.id) { $0.origin == .line(number) }
        }
        try take(refund.shipping, into: &parts, refund.id) {
            if case .shipping = $0.origin { true } else { false }
        }
        try take(refund.tip, into: &parts, refund.id) { $0.origin == .tip }
        if refund.adjustment > .zero {
            try take(refund.adjustment, into: &parts, refund.id) { $0.bearsGoodwill }
        } else if refund.adjustment < .zero {
            try giveBack(-refund.adjustment, of: &parts, refund.id)
        }
        return parts
    }

    /// Takes an amount of the components that fit, in proportion to what is left of them: by account and code
    /// first, so that the order of lines changes nothing.
    private mutating func take(
        _ amount: Amount,
        into parts: inout [Amount],
        _ refund: String,
        where fits: (SaleComponent) -> Bool
    ) throws(Alert) {
        guard !amount.isZero else { return }
        let all = components.indices.filter { fits(components[$0]) && !remaining[$0].isZero }
        // What is left of the other sign (an earlier part invoice) bears no part of this.
        let indices = all.filter { (remaining[$0] < .zero) == (amount < .zero) }
        guard indices.map({ remaining[$0] }).total.magnitude >= amount.magnitude else {
            throw .refundExceedsSale(refund)
        }
        for (index, share) in split(amount, over: indices, by: remaining) {
            parts[index] += share
            remaining[index] -= share
        }
    }

    /// A fee kept makes the refund of the same goods smaller.
    private mutating func giveBack(
        _ amount: Amount,
        of parts: inout [Amount],
        _ refund: String
    ) throws(Alert) {
        let indices = parts.indices.filter { parts[$0] > .zero }
        guard indices.map({ parts[$0] }).total >= amount else {
            throw .refundMismatch(refund, .feeAboveGoods)
        }
        for (index, share) in split(amount, over: indices, by: parts) {
            parts[index] -= share
            remaining[index] += share
        }
    }

    private func split(
        _ amount: Amount,
        over indices: [Int],
        by weights: [Amount]
    ) -> [(Int, Amount)] {
        let groups = Dictionary(grouping: indices) { components[$0].key }
            .sorted { $0.key < $1.key }
        let sums = groups.map { group in group.value.map { weights[$0] }.total }
        return zip(groups, amount.spread(over: sums)).flatMap { group, share in
            zip(group.value, share.spread(over: group.value.map { weights[$0] }))
        }
    }
}

extension Refund {
    /// What the customer is credited for.
    var credited: Amount { lines.map(\.amount).total + shipping + tip + adjustment }

    /// What the customer gets back.
    var money: Amount { transactions.map(\.amount).total }
}
