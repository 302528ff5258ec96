import Testing

@testable import Bookkeeping

@Suite struct `The debt for gift cards` {
    private let year = (LocalDate(unchecked: 2026, 1, 1), LocalDate(unchecked: 2026, 12, 31))

    private func report(_ plans: [Plan]) -> PeriodReport {
        PeriodReport(
            from: year.0,
            to: year.1,
            entries: plans.map {
                PeriodReport.Entry(
                    orderNumber: "1",
                    date: year.0,
                    plan: $0,
                    giftCardAccount: Rules.standard.account("giftCardLiability")
                )
            }
        )
    }

    private let sold = Bookkeeper.standard.plan(
        .sample(total: 1_000_00, lines: [.sample(price: 1_000_00, .giftCardMultiPurpose)])
    )
    private let redeemed = Bookkeeper.standard.plan(
        .sample(total: 300_00, payments: [.sample(300_00, by: "gift_card")])
    )
    private let returned = Bookkeeper.standard.plan(
        .sample(
            total: 200_00,
            lines: [.sample(price: 200_00, .giftCardMultiPurpose)],
            refunds: [.sample("r", 200_00)]
        )
    )
    private let refundedToCard = Bookkeeper.standard.plan(
        .sample(refunds: [.sample("r", 50_00, by: "gift_card")])
    )
    private let expired = Bookkeeper.standard.plan(
        GiftCardExpiry(
            date: LocalDate(unchecked: 2026, 6, 30),
            items: [.init(giftCardID: "A", remaining: Amount(minor: 70_00))]
        )
    )

    @Test func `rolls forward by every kind of movement`() {
        let cards = report([sold, redeemed, returned, refundedToCard, expired]).giftCards

        #expect(cards.issued.minor == 1_200_00)
        #expect(cards.redeemed.minor == 300_00)
        #expect(cards.refundedToCard.minor == 50_00)
        #expect(cards.soldCardRefunded.minor == 200_00)
        #expect(cards.expired.minor == 70_00)
        #expect(cards.closing(opening: Amount(minor: 10_00)).minor == 690_00)
    }

    @Test func `moves by what its account moves, for any orders`() throws {
        var generator = OrderGenerator(seed: 1_600)
        let bookkeeper = Bookkeeper(rules: .voucherModel, rates: OrderGenerator.rates)
        var plans: [Plan] = []
        for index in 0..<1_000 {
            var order = generator.paidOrder()
            if index.isMultiple(of: 3) {
                order.refunds = generator.refundsInSteps(
                    of: order,
                    from: LocalDate(unchecked: 2026, 2, 20)
                )
            }
            plans.append(bookkeeper.plan(order))
        }

        let report = report(plans)

        let account = try #require(Rules.standard.account("giftCardLiability"))
        #expect(report.giftCards.change == -(report.accounts[account]?.net ?? .zero))
        #expect(report.giftCards.issued > .zero && report.giftCards.redeemed > .zero)
        #expect(self.report(plans.reversed()) == report)
        #expect(report.accounts.values.map(\.net).total == .zero)
    }

    @Test func `becomes income without VAT when cards expire, and nothing when none has`() {
        let nothing = Bookkeeper.standard.plan(
            GiftCardExpiry(date: LocalDate(unchecked: 2026, 6, 30), items: [])
        )

        #expect(Balances(expired.vouchers)[2901] == 70_00)
        #expect(Balances(expired.vouchers)[3900] == -70_00)
        #expect(expired.vat.byCode[VATCode("7")]?.vat == .zero)
        #expect(nothing.status == .notBooked)
    }
}
