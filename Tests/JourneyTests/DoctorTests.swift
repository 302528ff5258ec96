import Bookkeeping
import Destinations
import Foundation
import Testing

@testable import App

/// The doctor over the services of a company.
struct DoctorTests {
    private func examine(_ journey: Journey) async throws -> [Diagnosis] {
        try await Doctor(
            installation: journey.installation,
            configuration: Journey.configuration(journey.directory),
            now: { journey.now }
        ).examine(company: "nordlys")
    }

    @Test func `rights, scopes and webhooks of every connection are looked at`() async throws {
        let journey = try await Journey()
        journey.world.slack.setScopes(["chat:write"], of: "slack-bot")

        let found = try await examine(journey)

        let places = Set(found.filter { $0.company == "nordlys" }.map(\.place))
        #expect(places.isSuperset(of: ["shop", "slack"]))
        #expect(found.contains { $0.place == "slack" && $0.message.en.contains("channels:manage") })
        #expect(found.allSatisfy { !$0.message.nb.isEmpty && !$0.remedy.nb.isEmpty })
        try journey.end()
    }
}
