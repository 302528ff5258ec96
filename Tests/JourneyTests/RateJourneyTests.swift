import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Testing

@testable import App

/// Exchange rates: Tripletex's, held against Norges Bank's, and none that is too old.
struct RateJourneyTests {
    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func journey() async throws -> Journey {
        let journey = try await Journey()
        try await journey.apply(rules: "rules: {}") {
            $0.replacing(
                "  - {id: slack",
                with:
                    "  - {id: kurser, service: norges-bank, baseURL: \"\(World.norgesBankAddress)\"}\n  - {id: slack"
            )
        }
        return journey
    }

    private func causes(_ journey: Journey) async throws -> [String?] {
        try await journey.events().map(\.cause)
    }

    @Test func `a rate that Norges Bank confirms is used`() async throws {
        let journey = try await journey()
        try journey.world.ledger.setRate("11.50", of: "EUR", on: day("2026-03-19"))
        journey.world.norgesBank.publish("11.4525", of: "EUR", on: try day("2026-03-18"))

        try await journey.orderFromPartner("P-1", currency: "EUR", payments: [("stripe", 10_000)])
        try await journey.workOff()

        #expect(try await causes(journey) == [nil])
        #expect(journey.balance(1_932) == 115_000)
        try journey.end()
    }

    @Test func `rates of a hundred units are compared as such`() async throws {
        let journey = try await journey()
        try journey.world.ledger.setRate("107.50", of: "SEK", on: day("2026-03-19"))
        journey.world.norgesBank.publish(
            "107.37",
            of: "SEK",
            on: try day("2026-03-19"),
            multiplier: 2
        )

        try await journey.orderFromPartner("P-1", currency: "SEK", payments: [("stripe", 10_000)])
        try await journey.workOff()

        #expect(try await causes(journey) == [nil])
        try journey.end()
    }

    @Test func `a rate that Norges Bank contradicts holds the order, with both figures`()
        async throws
    {
        let journey = try await journey()
        try journey.world.ledger.setRate("1.15", of: "EUR", on: day("2026-03-19"))
        journey.world.norgesBank.publish("11.4525", of: "EUR", on: try day("2026-03-19"))

        try await journey.orderFromPartner("P-1", currency: "EUR", payments: [("stripe", 10_000)])
        try await journey.workOff()

        let event = try #require(try await journey.events().first)
        #expect(event.state == .failed && event.cause == "MISSING_RATE")
        #expect(event.message?.contains("1.15") == true)
        #expect(event.message?.contains("11.4525") == true)
        #expect(journey.world.ledger.snapshot().invoices.isEmpty)
        try journey.end()
    }

    @Test func `a currency that Norges Bank does not quote is booked by Tripletex's rate`()
        async throws
    {
        let journey = try await journey()
        try journey.world.ledger.setRate("11.50", of: "EUR", on: day("2026-03-19"))

        try await journey.orderFromPartner("P-1", currency: "EUR", payments: [("stripe", 10_000)])
        try await journey.workOff()

        #expect(try await causes(journey) == [nil])
        try journey.end()
    }

    @Test(arguments: [("2026-03-12", nil as String?), ("2026-03-11", "MISSING_RATE")])
    func `a rate older than a week holds the order`(
        published: String,
        cause: String?
    )
        async throws
    {
        let journey = try await Journey()
        try journey.world.ledger.setRate("11.50", of: "EUR", on: day(published))

        try await journey.orderFromPartner("P-1", currency: "EUR", payments: [("stripe", 10_000)])
        try await journey.workOff()

        #expect(try await causes(journey) == [cause])
        try journey.end()
    }
}
