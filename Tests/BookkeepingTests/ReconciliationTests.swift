import Testing

@testable import Bookkeeping

@Suite struct `A reconciliation` {
    private let from = LocalDate(unchecked: 2026, 2, 1)
    private let to = LocalDate(unchecked: 2026, 2, 28)

    private func reconciled(
        _ expected: [Reconciliation.Expected],
        _ posted: [PostedVoucher]
    ) -> Reconciliation {
        Reconciliation(from: from, to: to, expected: expected, posted: posted)
    }

    private func causes(
        _ order: Order,
        _ bookkeeper: Bookkeeper = .standard,
        shopTotal: Amount? = nil,
        _ change: (inout [PostedVoucher]) -> Void
    ) -> [Difference.Cause] {
        let entry = Reconciliation.Expected(order, by: bookkeeper, shopTotal: shopTotal)
        var posted = entry.plan.posted(for: order.number)
        change(&posted)
        return reconciled([entry], posted).differences.map(\.cause)
    }

    @Test func `of books that hold what they should has no difference`() {
        let entry = Reconciliation.Expected(.sample(refunds: [.sample()]), by: .standard)

        let result = reconciled([entry], entry.plan.posted(for: "1001"))

        #expect(result.differences.isEmpty)
        #expect(result.isBalanced)
        #expect(result.accounts.values.allSatisfy { $0.difference == .zero })
    }

    @Test func `tells an order that is not in the books`() {
        #expect(causes(.sample()) { $0.removeAll() } == [.orderWithoutVoucher])
    }

    @Test func `tells an order of which a voucher is missing`() {
        #expect(causes(.sample()) { $0.removeLast() } == [.partlyMissing])
        #expect(causes(.sample(refunds: [.sample()])) { $0.remove(at: 2) } == [.partlyMissing])
    }

    @Test func `tells a voucher that belongs to no order`() {
        let unknown = causes(.sample()) { posted in
            posted += posted.map { $0.copy(id: $0.id + "x", order: "9999") }
        }
        let nameless = causes(.sample()) { posted in
            posted.append(posted[0].copy(id: "x", order: nil))
        }

        #expect(unknown == [.voucherWithoutOrder, .voucherWithoutOrder])
        #expect(nameless == [.voucherWithoutOrder])
    }

    @Test func `tells what is booked although it waits or is held`() {
        let waiting = causes(.sample(delivered: nil)) { posted in
            posted = Bookkeeper.standard.plan(.sample()).posted(for: "1001")
        }

        #expect(waiting == [.voucherWithoutOrder])
    }

    @Test func `tells what is booked twice, in all or in part`() {
        let all = causes(.sample()) { posted in
            posted += posted.map { $0.copy(id: $0.id + "x", order: $0.orderNumber) }
        }
        let payment = causes(.sample()) { posted in
            posted.append(posted[1].copy(id: "x", order: "1001"))
        }

        #expect(all == [.bookedTwice])
        #expect(payment == [.bookedTwice])
    }

    @Test func `tells a wrong date inside the period and outside it`() {
        let inside = causes(.sample()) { posted in
            posted[0].date = LocalDate(unchecked: 2026, 2, 11)
        }
        let outside = causes(.sample()) { posted in
            for index in posted.indices { posted[index].date = LocalDate(unchecked: 2026, 3, 1) }
        }
        let early = causes(.sample(delivered: "2026-03-05")) { posted in
            for index in posted.indices { posted[index].date = LocalDate(unchecked: 2026, 2, 5) }
        }

        #expect(inside == [.otherDate])
        #expect(outside == [.otherDate])
        #expect(early == [.otherDate])
    }

    @Test func `tells a delivery that is booked in a later term`() {
        let bookkeeper = Bookkeeper.with { $0.closedThrough = LocalDate(unchecked: 2026, 2, 28) }

        #expect(causes(.sample(), bookkeeper) { _ in } == [.bookedInLaterTerm])
    }

    @Test func `tells another account or code from another amount, and both from rounding`() throws
    {
        let account = causes(.sample()) { posted in
            posted[0].lines[1].account = AccountNumber(unchecked: 3900)
        }
        let code = causes(.sample()) { $0[0].lines[1].vatCode = VATCode("31") }
        let rounding = causes(.sample()) { posted in
            posted[0].lines[0].amount += Amount(minor: 1)
            posted[0].lines[1].amount -= Amount(minor: 1)
        }
        let amount = causes(.sample()) { posted in
            posted[0].lines[0].amount += Amount(minor: 100)
            posted[0].lines[1].amount -= Amount(minor: 100)
        }

        #expect(account == [.otherAccountOrCode])
        #expect(code == [.otherAccountOrCode])
        #expect(rounding == [.rounding])
        #expect(amount == [.otherAmount])
    }

    @Test func `tells a shop that has another total`() {
        #expect(causes(.sample(), shopTotal: Amount(minor: 120_00)) { _ in } == [.shopTotal])
        #expect(causes(.sample(), shopTotal: Amount(minor: 125_00)) { _ in } == [])
    }

    @Test func `tells orders that wait from orders that are held`() {
        #expect(causes(.sample(delivered: nil)) { _ in } == [.waiting])
        #expect(causes(.sample(payments: [])) { _ in } == [.waiting])
        #expect(causes(.sample(payments: [.sample(by: "sezzle")])) { _ in } == [.held])
    }

    @Test func `is balanced only when nothing is left for a person`() {
        let isBalanced = { (cause: Difference.Cause) in !cause.leavesWork }

        #expect(
            Difference.Cause.allCases.filter(isBalanced) == [
                .waiting, .bookedInLaterTerm, .corrected, .outsideBokbro, .rounding,
            ]
        )
        let texts = Difference.Cause.allCases.map {
            Difference(orderNumber: nil, voucherID: nil, cause: $0, amount: .zero).text
        }
        #expect(Set(texts).count == texts.count)
        #expect(texts.allSatisfy { $0.nb.count > 5 && $0.en.count > 5 && $0.nb != $0.en })
    }

    @Test func `compares two orders of one number together`() {
        let first = Reconciliation.Expected(.sample(), by: .standard)
        let second = Reconciliation.Expected(.sample(total: 300_00), by: .standard)
        let posted = first.plan.posted(for: "1001") + second.plan.posted(for: "1001")

        #expect(reconciled([first, second], posted).differences.isEmpty)
        #expect(
            reconciled([second, first], Array(posted.dropLast(2))).differences.map(\.cause) == [
                .partlyMissing
            ]
        )
    }

    @Test func `is the same whatever the order of what it is given`() {
        var generator = OrderGenerator(seed: 1_500)
        var random = SeededGenerator(seed: 1_501)
        let bookkeeper = Bookkeeper(rules: .standard, rates: OrderGenerator.rates)
        var expected: [Reconciliation.Expected] = []
        var posted: [PostedVoucher] = []
        for number in 0..<200 {
            var order = generator.paidOrder()
            order.number = String(number % 190)
            if random.chance(10) { order.fulfilledDate = nil }
            let entry = Reconciliation.Expected(order, by: bookkeeper)
            expected.append(entry)
            for voucher in entry.plan.posted(for: order.number) where !random.chance(10) {
                var voucher = voucher
                if random.chance(10) { voucher.lines[0].amount += Amount(minor: 1) }
                if random.chance(5) { voucher.orderNumber = nil }
                posted.append(voucher)
                if random.chance(5) {
                    posted.append(voucher.copy(id: "again", order: voucher.orderNumber))
                }
            }
        }
        let first = reconciled(expected, posted)

        for _ in 0..<10 {
            expected.shuffle(using: &random)
            posted.shuffle(using: &random)
            #expect(reconciled(expected, posted) == first)
        }
        #expect(Set(first.differences.map(\.cause)).count >= 5)
    }

    @Test func `of payouts and expired cards goes by the reference of their voucher`() throws {
        let plans = try ["G21", "G19"].map { try GoldenCases.input($0).plan }
        let expected = plans.enumerated().map { index, plan in
            Reconciliation.Expected(
                orderNumber: "document-\(index)",
                date: plan.vouchers[0].date,
                plan: plan
            )
        }
        let posted = plans.enumerated().flatMap { $1.posted(for: "document-\($0)") }
        let all = Reconciliation(
            from: .earliest,
            to: .latest,
            expected: expected,
            posted: posted
        )

        #expect(posted.count == 2)
        #expect(all.differences.isEmpty)
    }
}

extension Reconciliation.Expected {
    fileprivate init(_ order: Order, by bookkeeper: Bookkeeper, shopTotal: Amount? = nil) {
        self.init(
            orderNumber: order.number,
            date: order.fulfilledDate ?? order.orderDate,
            plan: bookkeeper.plan(order),
            shopTotal: shopTotal
        )
    }
}

extension Plan {
    /// The vouchers as a ledger would give them back.
    fileprivate func posted(for order: String) -> [PostedVoucher] {
        vouchers.enumerated().map { index, voucher in
            PostedVoucher(
                id: "\(order)-\(index)",
                orderNumber: order,
                date: voucher.date,
                lines: voucher.postings.map {
                    .init(account: $0.account, vatCode: $0.vatCode, amount: $0.amount)
                }
            )
        }
    }
}

extension PostedVoucher {
    fileprivate func copy(id: String, order: String?) -> PostedVoucher {
        PostedVoucher(id: id, orderNumber: order, date: date, lines: lines)
    }
}
