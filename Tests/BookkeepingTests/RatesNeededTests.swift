import Testing

@testable import Bookkeeping

@Suite struct `The rates an order needs` {
    private func codes(_ order: Order, _ bookkeeper: Bookkeeper = .standard) -> Set<String> {
        Set(bookkeeper.ratesNeeded(for: order).map(\.currency.code))
    }

    @Test func `are none for an order in NOK`() {
        #expect(Bookkeeper.standard.ratesNeeded(for: .sample()).isEmpty)
    }

    @Test func `are those of the order's currency on the days of sale, payment and refund`() throws
    {
        let order = Order.sample(
            currency: try #require(Currency(code: "SEK")),
            payments: [.sample(on: "2026-02-09")],
            refunds: [.sample(on: "2026-02-20")]
        )

        let needed = Bookkeeper.standard.ratesNeeded(for: order)

        #expect(Set(needed.map(\.day.description)) == ["2026-02-09", "2026-02-10", "2026-02-20"])
        #expect(codes(order) == ["SEK"])
    }

    @Test func `are those of the limits of foreign VAT, where one may be asked for`() {
        var order = Order.sample()
        order.shipTo = ShippingDestination(country: "DE")
        let registered = Bookkeeper.with { $0.isIOSSRegistered = true }

        #expect(codes(order).isEmpty)
        #expect(codes(order, registered) == ["EUR"])
        order.lines[0].foreignVAT = ForeignVAT(
            country: "DE",
            rate: Percentage(basisPoints: 1_900),
            amount: Amount(minor: 20_00)
        )
        #expect(codes(order) == ["EUR", "GBP"])
    }
}
