import Testing

@testable import Bookkeeping

/// What must hold for any order; ten thousand of each, in chunks that run beside each other.
@Suite struct `Any paid order` {
    static let chunks = Array(UInt64(0)..<10)
    static let size = 1_000

    private let invoices = Bookkeeper(rules: .standard, rates: OrderGenerator.rates)
    private let vouchers = Bookkeeper(rules: .voucherModel, rates: OrderGenerator.rates)

    @Test(arguments: chunks)
    func `is booked in vouchers that sum to zero in NOK and in their currency`(_ chunk: UInt64) {
        var generator = OrderGenerator(seed: 100 + chunk)
        for _ in 0..<Self.size {
            let order = generator.paidOrder()

            let plan = invoices.plan(order)

            guard plan.status == .booked,
                !plan.alerts.contains(where: { $0.code == .roundingPosted })
            else {
                Issue.record("\(plan.alerts) for \(order)")
                return
            }
            for voucher in plan.vouchers {
                let sums = (
                    voucher.postings.reduce(0) { $0 + $1.amount.minor },
                    voucher.postings.reduce(0) { $0 + $1.inCurrency.minor }
                )
                let currencies = Set(voucher.postings.map(\.currency))
                guard sums == (0, 0), currencies == [order.currency] else {
                    Issue.record("\(sums) in \(voucher) for \(order)")
                    return
                }
            }
        }
    }

    @Test(arguments: chunks)
    func `comes to what the shop charged, line by line, and nothing is left open`(_ chunk: UInt64) {
        var generator = OrderGenerator(seed: 200 + chunk)
        for _ in 0..<Self.size {
            let order = generator.paidOrder()

            let plan = invoices.plan(order)

            let sold = plan.vouchers.filter { $0.kind == .sale }.flatMap(\.postings)
                .filter { $0.account.value != 1500 }.reduce(0) { $0 - $1.inCurrency.minor }
            let lines = plan.document?.lines.reduce(0) { $0 + $1.gross.minor }
            guard sold == order.total.minor, lines == order.total.minor,
                plan.totals?.sale == order.total, plan.totals?.outstanding == .zero,
                Balances(plan.vouchers)[1500] == 0
            else {
                Issue.record("\(plan) for \(order)")
                return
            }
        }
    }

    @Test(arguments: chunks)
    func `has on each posting the VAT of its code to half an øre`(_ chunk: UInt64) {
        let rates: [String: Int64] = ["3": 2_500, "31": 1_500, "33": 1_200, "32": 1_111]
        var generator = OrderGenerator(seed: 300 + chunk)
        for _ in 0..<Self.size {
            let order = generator.paidOrder()

            let plan = vouchers.plan(order)

            for posting in plan.vouchers.flatMap(\.postings) {
                let rate = posting.vatCode.flatMap { rates[$0.number] } ?? 0
                let whole = 10_000 + rate
                let error = posting.vat.minor * whole - posting.amount.minor * rate
                guard abs(error) * 2 <= whole, rate != 0 || posting.vat == .zero else {
                    Issue.record("\(posting) for \(order)")
                    return
                }
            }
        }
    }

    @Test(arguments: chunks)
    func `leaves the same balances with invoices as with one voucher`(_ chunk: UInt64) {
        var generator = OrderGenerator(seed: 400 + chunk)
        for index in 0..<Self.size {
            var order = generator.paidOrder()
            if index.isMultiple(of: 2) {
                let day = LocalDate(unchecked: 2026, 2, 20)
                order.refunds = generator.refundsInSteps(of: order, from: day)
                if index.isMultiple(of: 4) { _ = order.refunds.popLast() }
            }

            let (one, other) = (invoices.plan(order), vouchers.plan(order))

            guard Balances(one.vouchers) == Balances(other.vouchers), one.alerts == other.alerts,
                one.totals == other.totals, one.vat == other.vat
            else {
                Issue.record("\(one.figures)\nand\n\(other.figures)\nfor \(order)")
                return
            }
        }
    }

    @Test(arguments: chunks)
    func `is booked the same when lines, charges and payments come in another order`(
        _ chunk: UInt64
    ) {
        var generator = OrderGenerator(seed: 500 + chunk)
        for _ in 0..<Self.size {
            let order = generator.paidOrder()
            var shuffled = order
            shuffled.lines.shuffle(using: &generator.random)
            shuffled.payments.shuffle(using: &generator.random)

            let (one, other) = (vouchers.plan(order), vouchers.plan(shuffled))

            guard one.figures == other.figures, one.alerts == other.alerts else {
                Issue.record("\(one.figures)\nand\n\(other.figures)\nfor \(order)")
                return
            }
        }
    }

    @Test(arguments: chunks)
    func `is booked the same when a payment comes in two parts`(_ chunk: UInt64) {
        var generator = OrderGenerator(seed: 600 + chunk)
        for _ in 0..<Self.size {
            let order = generator.paidOrder()
            var split = order
            split.payments = order.payments.flatMap { payment in
                generator.parts(of: payment.amount, atMost: 3).enumerated().map { index, part in
                    var piece = payment
                    piece.id = "\(payment.id ?? "")/\(index)"
                    piece.amount = part
                    return piece
                }
            }

            let one = Balances(invoices.plan(order).vouchers)
            let other = Balances(invoices.plan(split).vouchers)

            // A later payment in another currency is worth whole øre by itself: each part rounds once.
            let slack = order.currency == .nok ? 0 : Int64(split.payments.count)
            let isSame = Set(one.accounts.keys).union(other.accounts.keys).allSatisfy {
                abs((one.accounts[$0] ?? 0) - (other.accounts[$0] ?? 0)) <= slack
            }
            guard isSame, one.withoutMoneyAndExchange == other.withoutMoneyAndExchange else {
                Issue.record("\(one)\nand\n\(other)\nfor \(order)")
                return
            }
        }
    }
}
