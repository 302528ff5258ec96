import Testing

@testable import Bookkeeping

/// What our own record adds to a reconciliation: who changed what.
@Suite struct `A reconciliation with our record` {
    private let from = LocalDate(unchecked: 2026, 2, 1)
    private let to = LocalDate(unchecked: 2026, 2, 28)

    /// The causes when the record says this of an order, and the ledger was changed so.
    private func causes(
        _ record: Reconciliation.Record,
        _ change: (inout [PostedVoucher]) -> Void
    ) -> [Difference.Cause] {
        let order = Order.sample()
        let plan = Bookkeeper.standard.plan(order)
        var posted = plan.vouchers.enumerated().map { index, voucher in
            PostedVoucher(
                id: "\(index)",
                orderNumber: order.number,
                date: voucher.date,
                lines: voucher.postings.map {
                    .init(account: $0.account, vatCode: $0.vatCode, amount: $0.amount)
                }
            )
        }
        change(&posted)
        let expected = Reconciliation.Expected(
            orderNumber: order.number,
            date: order.fulfilledDate ?? order.orderDate,
            plan: plan,
            record: record
        )
        return Reconciliation(from: from, to: to, expected: [expected], posted: posted)
            .differences.map(\.cause)
    }

    private func raise(_ posted: inout [PostedVoucher]) {
        posted[0].lines[0].amount += Amount(minor: 100)
        posted[0].lines[1].amount -= Amount(minor: 100)
    }

    @Test func `tells a voucher deleted in the ledger from one that was never made`() {
        let made = Reconciliation.Record(made: 2)

        #expect(causes(made) { $0.removeAll() } == [.deletedInLedger])
        #expect(causes(made) { $0.removeLast() } == [.deletedInLedger])
        #expect(causes(Reconciliation.Record(made: 1)) { $0.removeLast() } == [.partlyMissing])
        #expect(causes(Reconciliation.Record()) { $0.removeAll() } == [.orderWithoutVoucher])
    }

    @Test func `tells a change in the ledger from one in the shop`() {
        let same = Reconciliation.Record(made: 2, isUnchanged: true)
        let other = Reconciliation.Record(made: 2, isUnchanged: false)
        let corrected = Reconciliation.Record(made: 2, isUnchanged: true, isCorrected: true)

        #expect(causes(same, raise) == [.changedInLedger])
        #expect(causes(other, raise) == [.changedInShop])
        #expect(causes(corrected, raise) == [.corrected])
        #expect(causes(Reconciliation.Record(), raise) == [.otherAmount])
    }

    @Test func `tells what people book without us from a voucher that hangs loose`() {
        let day = LocalDate(unchecked: 2026, 2, 10)
        let line = PostedVoucher.Line(
            account: AccountNumber(unchecked: 3000),
            vatCode: VATCode("3"),
            amount: Amount(minor: -100)
        )
        let posted = ["a", "b"].map {
            PostedVoucher(id: $0, orderNumber: nil, date: day, lines: [line])
        }

        let result = Reconciliation(
            from: from,
            to: to,
            expected: [],
            posted: posted,
            outside: ["a"]
        )

        #expect(Set(result.differences.map(\.cause)) == [.outsideBokbro, .voucherWithoutOrder])
        #expect(!result.isBalanced)
    }

    @Test func `proposes a step for every cause that leaves work, and none for the others`() {
        for cause in Difference.Cause.allCases {
            let difference = Difference(cause: cause, amount: .zero)
            #expect((difference.step != nil) == cause.leavesWork, "\(cause)")
        }
    }
}
