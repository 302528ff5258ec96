import Testing

@testable import Bookkeeping

/// A company that books money before delivery as the customer's advance.
@Suite struct `Customer advances` {
    static let models = Settings.BookingModel.allCases

    private func bookkeeper(_ model: Settings.BookingModel) -> Bookkeeper {
        .with(rates: OrderGenerator.rates) {
            $0.advanceMode = .advance
            $0.bookingModel = model
        }
    }

    private let payments = [
        Payment.sample(100_00, by: "vipps", on: "2026-02-02"),
        Payment.sample(50_00, by: "klarna", on: "2026-02-03"),
    ]
    private let lines = [OrderLine.sample("1", price: 90_00), OrderLine.sample("2", price: 60_00)]

    private func order(delivered: String?, _ currency: Currency, _ refunds: [Refund]) -> Order {
        .sample(
            delivered: delivered,
            currency: currency,
            total: 150_00,
            lines: lines,
            payments: payments,
            refunds: refunds
        )
    }

    /// What is booked of an order before its delivery stays as it is when the order is delivered.
    @Test(arguments: models, ["NOK", "EUR"])
    func `given back before delivery are vouchers of their own, that delivery does not change`(
        _ model: Settings.BookingModel,
        _ code: String
    ) throws {
        let currency = try #require(Currency(code: code))
        let refund = Refund.sample("r", 60_00, of: "2", on: "2026-02-05")

        let before = bookkeeper(model).plan(order(delivered: nil, currency, [refund]))
        let after = bookkeeper(model).plan(order(delivered: "2026-02-20", currency, [refund]))

        #expect(before.vouchers.map(\.kind) == [.advance, .advance, .advance])
        #expect(Array(after.figures.prefix(3)) == before.figures)
        #expect(after.vouchers.dropFirst(3).allSatisfy { $0.kind != .advance })
        #expect(after.totals?.sale.minor == 90_00)
        #expect(Balances(after.vouchers)[2900] == 0)
        #expect(Balances(after.vouchers)[1500] == 0)
        #expect(Balances(before.vouchers)[2900] < 0)
    }

    @Test(arguments: models)
    func `of a cancelled order are booked as they came and went`(_ model: Settings.BookingModel) {
        let refund = Refund(
            id: "r",
            date: LocalDate(unchecked: 2026, 2, 6),
            lines: [
                .init(lineID: "1", amount: Amount(minor: 90_00)),
                .init(lineID: "2", amount: Amount(minor: 60_00)),
            ],
            transactions: [
                .init(method: "vipps", amount: Amount(minor: 100_00)),
                .init(method: "klarna", amount: Amount(minor: 50_00)),
            ]
        )
        var cancelled = order(delivered: nil, .nok, [refund])
        let paid = bookkeeper(model).plan(order(delivered: nil, .nok, []))
        let refunded = bookkeeper(model).plan(cancelled)
        cancelled.cancelledDate = LocalDate("2026-02-06")

        let plan = bookkeeper(model).plan(cancelled)

        #expect(plan.alerts.map(\.code) == [.cancelled])
        #expect(refunded.alerts.map(\.code) == [.zeroTotal])
        #expect(Array(plan.figures.prefix(2)) == paid.figures)
        #expect(plan.figures == refunded.figures)
        #expect(Balances(plan.vouchers).accounts.isEmpty)
        #expect(plan.vouchers.count == 4)
    }

    @Test func `never arise in a company that books the payment with the sale`() {
        var cancelled = order(delivered: nil, .nok, [])
        cancelled.cancelledDate = LocalDate("2026-02-06")

        #expect(Bookkeeper.standard.plan(cancelled).vouchers.isEmpty)
        #expect(Bookkeeper.standard.plan(order(delivered: nil, .nok, [])).status == .notBooked)
    }
}

@Suite struct `Payments of an order` {
    @Test func `that bear one id twice keep keys of their own`() {
        let plan = Bookkeeper.standard.plan(
            .sample(payments: [.sample(100_00, id: "p"), .sample(25_00, id: "p")])
        )
        let ids = plan.entries.compactMap { entry in
            if case .payment(let payment) = entry { payment.id } else { nil }
        }

        #expect(Set(ids).count == 2)
        #expect(plan.vouchers.count == 3)
    }

    @Test func `given back under one refund id twice are held, as one would be lost`() {
        let plan = Bookkeeper.standard.plan(
            .sample(refunds: [.sample("r", 10_00), .sample("r", 20_00)])
        )

        #expect(plan.status == .held)
    }

    @Test func `given back too early, each wrong in its way, are each told`() {
        let early = [
            Refund.sample("a", 10_00, of: "none", on: "2026-02-05"),
            Refund(
                id: "b",
                date: LocalDate(unchecked: 2026, 2, 6),
                transactions: [.init(method: "vipps", amount: Amount(minor: 5_00))]
            ),
        ]
        let plan = Bookkeeper.standard.plan(
            .sample(
                payments: [.sample(125_00)],
                refunds: early
            )
        )

        let told = plan.alerts.filter { $0.code == .refundMismatch }
        #expect(told.count == 2)
        #expect(told.contains { $0.message.nb.contains("Returen a ") })
        #expect(told.contains { $0.message.nb.contains("Returen b ") })
    }
}

@Suite struct `A payout` {
    private func payout(bank: Int64) -> Payout {
        Payout(
            method: "stripe",
            date: LocalDate(unchecked: 2026, 2, 10),
            currency: Currency(code: "EUR") ?? .nok,
            items: [.init(type: "charge", amount: Amount(minor: 200_00))],
            fee: Amount(minor: 5_00),
            bankCurrency: .nok,
            bankAmount: Amount(minor: bank),
            clearingNOK: Amount(minor: 2_290_00)
        )
    }

    @Test
    func
        `in NOK of a balance abroad takes the difference as one of exchange, if rates can make it`()
    {
        let bookkeeper = Bookkeeper(rules: .standard, rates: OrderGenerator.rates)

        let plausible = bookkeeper.plan(payout(bank: 2_200_00))
        let impossible = bookkeeper.plan(payout(bank: 220_00))

        #expect(plausible.status == .booked)
        #expect(Balances(plausible.vouchers)[1932] == -2_290_00)
        #expect(impossible.alerts.map(\.code) == [.payoutMismatch])
        #expect(impossible.alerts.first?.message.nb.contains("220.00") == true)
    }
}

@Suite struct `Documents that make no voucher` {
    private let day = LocalDate(unchecked: 2026, 2, 10)

    @Test func `are a payout of nothing`() {
        let payout = Payout(
            method: "vipps",
            date: day,
            currency: .nok,
            items: [],
            bankCurrency: .nok,
            bankAmount: .zero
        )

        #expect(Bookkeeper.standard.plan(payout).status == .notBooked)
    }

    @Test func `are cards that would expire twice`() {
        let card = GiftCardExpiry.Item(giftCardID: "A", remaining: Amount(minor: 100))

        let plan = Bookkeeper.standard.plan(GiftCardExpiry(date: day, items: [card, card]))

        #expect(plan.status == .held)
    }
}

@Suite struct `Accounts of VAT` {
    @Test func `are never posted to, whoever names them`() {
        var line = OrderLine.sample()
        line.account = AccountNumber(2_700)

        let plan = Bookkeeper.standard.plan(.sample(lines: [line]))

        #expect(plan.status == .held)
        #expect(plan.alerts.map(\.code) == [.missingAccountMapping])
        #expect(plan.alerts.first?.message.en.contains("2700") == true)
    }
}
