import Bookkeeping
import Connectors
import Foundation
import Outbox
import Testing

@testable import App
@testable import Destinations

/// How a business gets its invoice, and who cannot get it as EHF yet.
struct EHFJourneyTests {
    private static let number = "974760673"

    private func journey(withDirectory: Bool) async throws -> Journey {
        let journey = try await Journey()
        guard withDirectory else { return journey }
        try await journey.apply(rules: "rules: {}") {
            $0.replacing(
                "  - {id: slack",
                with:
                    "  - {id: ehf, service: peppol-directory, baseURL: \"\(World.peppolAddress)\"}\n  - {id: slack"
            )
        }
        return journey
    }

    private func order(_ number: String, to journey: Journey) async throws {
        try await journey.orderFromPartner(number, payments: [("vipps", 12_500)]) {
            $0.replacing(
                #""type":"B2C","country":"NO""#,
                with:
                    #""type":"B2B","country":"NO","orgNumber":"\#(Self.number)","name":"Kunde AS""#
            )
        }
    }

    private func sent(_ journey: Journey) -> [String?] {
        journey.world.ledger.read { $0.company.invoices.map(\.sentBy) }
    }

    private func unreachable(_ journey: Journey) async throws -> String {
        try await journey.perform(.listUnreachable(company: "nordlys")).json
    }

    @Test func `without a directory Tripletex is asked once, and e-mail goes from then on`()
        async throws
    {
        let journey = try await journey(withDirectory: false)
        try await order("P-1", to: journey)
        try await journey.workOff()
        try await order("P-2", to: journey)
        try await journey.workOff()

        #expect(sent(journey) == ["EMAIL", "EMAIL"])
        // Refused, then by e-mail; the second at once by e-mail.
        #expect(journey.world.ledger.snapshot().calls["PUT /order/{id}/:invoice"] == 3)
        let first = try #require(try await journey.events().last)
        let details = try #require(try await journey.installation.outbox.event(first.id))
        #expect(details.explanation.contains { $0.hasPrefix("CUSTOMER_NOT_ON_EHF") })
        #expect(
            try await unreachable(journey)
                == #"{"items":[{"organizationNumber":"974760673","asked":"2026-03-20","by":"tripletex"}],"next":null}"#
        )
        try journey.end()
    }

    @Test func `a business that the directory knows gets EHF, and is looked up once`() async throws
    {
        let journey = try await journey(withDirectory: true)
        journey.world.ledger.change { $0.ehfReceivers = [Self.number] }
        journey.world.peppol.register(Self.number)
        try await order("P-1", to: journey)
        try await order("P-2", to: journey)
        try await journey.workOff()

        #expect(sent(journey) == ["EHF", "EHF"])
        #expect(journey.world.peppol.searches == 1)
        #expect(try await unreachable(journey) == #"{"items":[],"next":null}"#)
        try journey.end()
    }

    @Test(arguments: [nil as [String]?, ["urn:oasis:names:specification:ubl:schema:xsd:Order-2"]])
    func `a business that the directory does not know, or not for invoices, gets e-mail at once`(
        documents: [String]?
    ) async throws {
        let journey = try await journey(withDirectory: true)
        if let documents { journey.world.peppol.register(Self.number, documents: documents) }
        try await order("P-1", to: journey)
        try await journey.workOff()

        #expect(sent(journey) == ["EMAIL"])
        #expect(journey.world.ledger.snapshot().calls["PUT /order/{id}/:invoice"] == 1)
        #expect(try await unreachable(journey).contains(#""by":"directory""#))
        try journey.end()
    }
}
