@testable import Bookkeeping

extension OrderGenerator {
    /// Everything of the order goes back, in one refund, to the methods that paid.
    static func fullRefund(of order: Order, on day: LocalDate) -> Refund? {
        guard let grosses = grosses(of: order) else { return nil }
        let lines = zip(order.lines, grosses).map { Refund.Line(lineID: $0.id, amount: $1) }
        return Refund(
            id: "full",
            date: day,
            lines: lines.filter { !$0.amount.isZero },
            shipping: order.total - grosses.total - order.tip,
            tip: order.tip,
            transactions: order.payments.map { .init(method: $0.method, amount: $0.amount) }
        )
    }

    /// What each line came to; only where a discount was shared is the invoice asked, as a customer would look there.
    private static func grosses(of order: Order) -> [Amount]? {
        guard !order.orderDiscount.isZero else {
            return order.lines.map {
                $0.unitPrice.times($0.quantity) - $0.discount + ($0.shopVAT ?? .zero)
            }
        }
        let document = Bookkeeper(rules: .standard, rates: rates).plan(order).document
        return (document?.lines.prefix(order.lines.count)).map { $0.map(\.gross) }
    }

    /// Everything of the order goes back, in several refunds that cut each of its parts.
    mutating func refundsInSteps(of order: Order, from day: LocalDate) -> [Refund] {
        guard let whole = Self.fullRefund(of: order, on: day) else { return [] }
        let count = Int(random.number(2...4))
        var refunds = (0..<count).map { step in
            Refund(id: "step-\(step)", date: day.adding(days: step) ?? day)
        }
        for line in whole.lines {
            for (step, part) in cut(line.amount, into: count).enumerated() where !part.isZero {
                refunds[step].lines.append(.init(lineID: line.lineID, amount: part))
            }
        }
        for (step, part) in cut(whole.shipping, into: count).enumerated() {
            refunds[step].shipping = part
        }
        for (step, part) in cut(whole.tip, into: count).enumerated() { refunds[step].tip = part }
        giveBack(order.payments, in: &refunds)
        return refunds.filter { !$0.credited.isZero }
    }

    /// The money of each refund, from the methods in the order in which it came.
    private func giveBack(_ payments: [Payment], in refunds: inout [Refund]) {
        var money = payments.map { (method: $0.method, left: $0.amount) }
        for step in refunds.indices {
            var rest = refunds[step].credited
            while rest > .zero, let next = money.firstIndex(where: { $0.left > .zero }) {
                let part = min(rest, money[next].left)
                money[next].left -= part
                rest -= part
                refunds[step].transactions.append(.init(method: money[next].method, amount: part))
            }
        }
    }

    private mutating func cut(_ amount: Amount, into count: Int) -> [Amount] {
        var rest = amount.minor
        var parts: [Amount] = []
        for _ in 1..<count {
            let part = rest > 0 ? random.number(0...rest) : 0
            parts.append(Amount(minor: part))
            rest -= part
        }
        return parts + [Amount(minor: rest)]
    }
}
