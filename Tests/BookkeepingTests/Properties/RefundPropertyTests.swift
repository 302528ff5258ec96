import Testing

@testable import Bookkeeping

@Suite struct `Any refund` {
    private let invoices = Bookkeeper(rules: .standard, rates: OrderGenerator.rates)
    private let vouchers = Bookkeeper(rules: .voucherModel, rates: OrderGenerator.rates)

    @Test(arguments: `Any paid order`.chunks)
    func `of everything leaves every account but money and exchange at zero`(_ chunk: UInt64) {
        var generator = OrderGenerator(seed: 700 + chunk)
        for _ in 0..<`Any paid order`.size {
            var order = generator.paidOrder()
            let day = LocalDate(unchecked: 2026, 2, Int(generator.random.number(12...28)))
            order.refunds = OrderGenerator.fullRefund(of: order, on: day).map { [$0] } ?? []

            let plan = vouchers.plan(order)

            let left = Balances(plan.vouchers).withoutMoneyAndExchange
            guard plan.vouchers.contains(where: { $0.kind == .refund }), left.isEmpty,
                plan.vat.byCode.values.allSatisfy({ $0.gross == .zero && $0.vat == .zero })
            else {
                Issue.record("\(left) \(plan.alerts) for \(order)")
                return
            }
        }
    }

    @Test(arguments: `Any paid order`.chunks)
    func `on the day and by the methods of its sale leaves nothing at all`(_ chunk: UInt64) {
        var generator = OrderGenerator(seed: 800 + chunk)
        for _ in 0..<`Any paid order`.size {
            var order = generator.paidOrder()
            for index in order.payments.indices {
                order.payments[index].date = OrderGenerator.saleDay
            }
            order.refunds =
                OrderGenerator.fullRefund(of: order, on: OrderGenerator.saleDay).map { [$0] } ?? []

            let plan = invoices.plan(order)

            let left = Balances(plan.vouchers).accounts
            // Two methods share the øre of a conversion by their amounts, coming and going alike.
            guard plan.vouchers.contains(where: { $0.kind == .creditNote }), left.isEmpty else {
                Issue.record("\(left) \(plan.alerts) for \(order)")
                return
            }
        }
    }

    @Test(arguments: `Any paid order`.chunks)
    func `in steps sums to the whole, to the øre on every account and half an øre of VAT a step`(
        _ chunk: UInt64
    ) {
        var generator = OrderGenerator(seed: 900 + chunk)
        for _ in 0..<`Any paid order`.size {
            var order = generator.paidOrder()
            let day = LocalDate(unchecked: 2026, 2, 20)
            order.refunds = generator.refundsInSteps(of: order, from: day)

            let plan = vouchers.plan(order)

            let left = Balances(plan.vouchers).withoutMoneyAndExchange
            let steps = Int64(order.refunds.count)
            let isTaxSmall = plan.vat.byCode.values.allSatisfy {
                $0.gross == .zero && $0.vat.magnitude.minor <= steps
            }
            guard plan.alerts.allSatisfy({ $0.code != .refundMismatch }), left.isEmpty, isTaxSmall,
                plan.vouchers.filter({ $0.kind == .refund }).count == order.refunds.count
            else {
                Issue.record("\(left) \(plan.alerts) for \(order)")
                return
            }
        }
    }

    @Test func `that takes back more than is left is held beside its sale`() throws {
        var generator = OrderGenerator(seed: 1_000)
        for _ in 0..<1_000 {
            var order = generator.paidOrder()
            let day = LocalDate(unchecked: 2026, 2, 20)
            var refund = try #require(OrderGenerator.fullRefund(of: order, on: day))
            refund.adjustment = Amount(minor: 1)
            refund.transactions.append(.init(method: "vipps", amount: Amount(minor: 1)))
            order.refunds = [refund]

            let plan = vouchers.plan(order)

            guard plan.status == .booked,
                plan.alerts.contains(where: { $0.code == .refundExceedsSale }),
                plan.vouchers.allSatisfy({ $0.kind != .refund })
            else {
                Issue.record("\(plan.alerts) for \(order)")
                return
            }
        }
    }
}
