import Testing

@testable import Bookkeeping

@Suite struct `A correction` {
    private let day = LocalDate(unchecked: 2026, 3, 15)
    private let rules: Rules = {
        var rules = Rules.standard
        rules.settings.changeMode = .correct
        return rules
    }()

    private func plan(_ order: Order) -> Plan { Bookkeeper(rules: rules).plan(order) }

    private func correction(
        _ booked: [Voucher],
        _ order: Order,
        _ rules: Rules? = nil
    ) -> Correction {
        Correction(booked: booked, plan: plan(order), on: day, rules: rules ?? self.rules)
    }

    @Test func `of what is right is none, whatever the order of postings`() {
        let order = Order.sample(refunds: [.sample()])
        let booked = plan(order).vouchers.reversed().map { voucher in
            Voucher(balanced: voucher, date: voucher.date, postings: voucher.postings.reversed())
        }

        let correction = correction(booked, order)

        #expect(correction.action == .none)
        #expect(correction.reversals.isEmpty && correction.replacements.isEmpty)
    }

    @Test func `of an order that only grew adds what is new, on its own day, and asks nobody`() {
        let before = plan(.sample()).vouchers
        var rules = rules
        rules.settings.changeMode = .hold

        let correction = correction(before, .sample(refunds: [.sample()]), rules)

        #expect(correction.action == .correct)
        #expect(correction.reversals.isEmpty)
        #expect(correction.replacements.map(\.kind) == [.creditNote, .refundPayment])
        #expect(correction.replacements.allSatisfy { $0.date == LocalDate("2026-02-20") })
    }

    @Test func `of a changed order reverses what was booked and books it anew, today`() {
        let before = plan(.sample()).vouchers
        let changed = Order.sample(total: 100_00)

        let correction = correction(before, changed)

        #expect(correction.action == .correct)
        #expect(correction.reversals.map(\.kind) == [.sale, .payment])
        #expect((correction.reversals + correction.replacements).allSatisfy { $0.date == day })
        let after = before + correction.reversals + correction.replacements
        #expect(Balances(after) == Balances(plan(changed).vouchers))
        #expect(Balances(before + correction.reversals).accounts.isEmpty)
    }

    @Test func `stands on the first open day when today is closed`() {
        var rules = rules
        rules.settings.closedThrough = LocalDate(unchecked: 2026, 3, 31)
        let before = plan(.sample()).vouchers

        let correction = correction(before, .sample(total: 100_00), rules)

        let open = LocalDate(unchecked: 2026, 4, 1)
        #expect((correction.reversals + correction.replacements).allSatisfy { $0.date == open })
    }

    @Test func `is settled once it is made, and the next change corrects only what changed since`()
    {
        var booked = plan(.sample()).vouchers
        for total: Int64 in [100_00, 80_00, 125_00, 300_00] {
            let order = Order.sample(total: total)
            let correction = correction(booked, order)
            #expect(correction.action == .correct)
            booked += correction.reversals + correction.replacements

            #expect(self.correction(booked, order).action == .none)
            #expect(Balances(booked) == Balances(plan(order).vouchers))
        }
    }

    @Test func `waits for a person when the company wants that`() {
        var rules = rules
        rules.settings.changeMode = .hold

        #expect(correction(plan(.sample()).vouchers, .sample(total: 100_00), rules).action == .hold)
    }

    @Test func `of an order cancelled after it was booked empties the books of it`() {
        var cancelled = Order.sample(delivered: nil)
        cancelled.cancelledDate = LocalDate("2026-02-12")
        let before = plan(.sample()).vouchers

        let correction = correction(before, cancelled)

        #expect(correction.action == .correct)
        #expect(Balances(before + correction.reversals).accounts.isEmpty)
        #expect(correction.replacements.isEmpty)
    }

    @Test func `never empties the books by itself for a setting or a figure that cannot be`() {
        var later = rules
        later.settings.fromDate = LocalDate(unchecked: 2026, 6, 1)
        let before = plan(.sample()).vouchers
        let tooOld = Correction(
            booked: before,
            plan: Bookkeeper(rules: later).plan(.sample()),
            on: day,
            rules: later
        )

        #expect(tooOld.action == .hold)
        #expect(correction(before, .sample(payments: [])).action == .hold)
        #expect(correction(before, .sample(delivered: nil)).action == .hold)
        #expect(correction(before, .sample(payments: [.sample(by: "sezzle")])).action == .hold)
    }

    @Test func `of two advances of one size leaves both`() {
        let bookkeeper = Bookkeeper.with { $0.advanceMode = .advance }
        let order = Order.sample(
            delivered: nil,
            payments: [.sample(60_00, on: "2026-02-01"), .sample(60_00, on: "2026-02-01")],
            refunds: [.sample("r", 60_00, on: "2026-02-01")]
        )
        let plan = bookkeeper.plan(order)

        let correction = Correction(booked: plan.vouchers, plan: plan, on: day, rules: rules)

        #expect(plan.vouchers.count == 3)
        #expect(correction.action == .none)
    }
}
