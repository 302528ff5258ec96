/// What of a sale refunds may still take back, and the parts of one refund.
struct RefundTaking: Sendable {
    private var remaining: [Amount]
    let components: [SaleComponent]
    private let currency: Currency
    /// Where each line of the order is among the components; a line may have none left.
    private var places: [String: [Int]] = [:]

    init(_ components: [SaleComponent], of order: Order) {
        self.components = components
        currency = order.currency
        guard !order.refunds.isEmpty else {
            remaining = []
            return
        }
        remaining = components.map(\.gross)
        for line in order.lines { places[line.id] = [] }
        for (index, component) in components.enumerated() {
            if case .line(let number) = component.origin {
                places[order.lines[number].id]?.append(index)
            }
        }
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
        outstanding: Amount
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
            guard let own = places[line.lineID] else {
                throw .refundMismatch(refund.id, .unknownLine(line.lineID))
            }
            try take(line.amount, of: own, into: &parts, refund.id)
        }
        if !refund.shipping.isZero {
            let own = indices { if case .shipping = $0.origin { true } else { false } }
            try take(refund.shipping, of: own, into: &parts, refund.id)
        }
        if !refund.tip.isZero {
            try take(refund.tip, of: indices { $0.origin == .tip }, into: &parts, refund.id)
        }
        if refund.adjustment > .zero {
            let own = indices { $0.bearsGoodwill }
            try take(refund.adjustment, of: own, into: &parts, refund.id)
        } else if refund.adjustment < .zero {
            try giveBack(-refund.adjustment, of: &parts, refund.id)
        }
        return parts
    }

    private func indices(_ fits: (SaleComponent) -> Bool) -> [Int] {
        components.indices.filter { fits(components[$0]) }
    }

    /// Takes an amount of these components in proportion to what is left of them: by account and code first, so
    /// that the order of lines changes nothing.
    private mutating func take(
        _ amount: Amount,
        of own: [Int],
        into parts: inout [Amount],
        _ refund: String
    ) throws(Alert) {
        guard !amount.isZero else { return }
        // What is left of the other sign (an earlier part invoice) bears no part of this.
        let indices = own.filter {
            !remaining[$0].isZero && (remaining[$0] < .zero) == (amount < .zero)
        }
        let left = indices.reduce(Amount.zero) { $0 + remaining[$1] }
        guard left.magnitude >= amount.magnitude else {
            throw .refundExceedsSale(refund, amount, of: left, currency)
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
        guard indices.count > 1 else { return indices.map { ($0, amount) } }
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
