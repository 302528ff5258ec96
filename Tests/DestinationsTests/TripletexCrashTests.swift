import Bookkeeping
import Remote
import Testing

@testable import Destinations

/// Wherever the process dies, the order is booked once.
struct TripletexCrashTests {
    /// Whether the process died at that call; if so, a new one has booked on.
    private func dies(at death: TripletexTransport.Death) async throws -> Bool {
        let world = TripletexWorld()
        let later = try #require(LocalDate.sale.adding(days: 1))
        let payments = [
            PaymentEntry.sample(10_000, "a", method: "gift_card", account: 2_901),
            .sample(15_000, "b"), .sample(5_000, "c", account: 1_931, date: later),
        ]
        world.transport.die(at: death)
        let first = await #expect(throws: (any Error).self) {
            try await world.book(.sample(), payments)
            throw EndOfLife()
        }
        world.journal.revive()
        let died = world.transport.revive()
        #expect(died != (first is EndOfLife))

        try await world.restarted().book(
            .sample(),
            payments: payments,
            orderKey: "shop-1001",
            fact: "shop/order/1001",
            journal: world.journal
        )

        let ledger = world.fake.snapshot()
        #expect(ledger.invoices.map(\.amount) == [30_000], "\(death)")
        #expect(ledger.invoices.map(\.outstanding) == [0], "\(death)")
        #expect(ledger.customers == 1, "\(death)")
        #expect(world.balance(2_901) == 10_000, "\(death)")
        #expect(world.balance(1_930) == 15_000, "\(death)")
        #expect(world.balance(1_931) == 5_000, "\(death)")
        return died
    }

    private struct EndOfLife: Error {}

    @Test(arguments: [false, true])
    func `at every call, before it acts or after: found again or made, never twice`(
        isActedOn: Bool
    ) async throws {
        var deaths = 0
        while try await dies(at: .init(call: deaths + 1, isActedOn: isActedOn)) {
            deaths += 1
            try #require(deaths < 40)
        }

        // Session, look-ups, customer, invoice with the first payment, two more payments.
        #expect(deaths >= 8)
    }
}
