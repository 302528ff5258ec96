import Bookkeeping
import Dashboard
import Destinations
import Foundation
import GRDB
import HTTPTypes
import Outbox
import Projects
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

    @Test
    func `a company that cannot be read is told of, and its webhooks are asked to come again`()
        async throws
    {
        let journey = try await Journey()
        let known = try await journey.post(Data("{}".utf8), headers: [:])
        try await journey.installation.store.database.write { db in
            try db.execute(
                sql: "UPDATE connection SET settings = ? WHERE id = 'shop'",
                arguments: [#"{"noSuchSetting": 1}"#]
            )
        }
        try await journey.installation.live.reload()

        let webhook = try await journey.post(Data("{}".utf8), headers: [:])
        let report = await HealthCheck(
            installation: journey.installation,
            refusals: RefusalCounter(),
            startedAt: journey.now,
            now: { journey.now }
        ).report()

        #expect(known.status == 401)
        #expect(webhook.status == 503)
        #expect(report.status == .failing)
        #expect(report.unreadableCompanies == ["nordlys"])
        #expect(try await examine(journey).contains { $0.code == "COMPANY_UNREADABLE" })
        try journey.end()
    }

    @Test func `an alert channel that is not there is found before the first alert`() async throws {
        let journey = try await Journey()
        let isMissed = { (found: [Diagnosis]) in found.contains { $0.code == "ALERT_CHANNEL" } }

        #expect(isMissed(try await examine(journey)))
        journey.world.slack.addChannel(named: "regnskap")
        #expect(try await !isMissed(examine(journey)))
        try journey.end()
    }

    @Test func `businesses that EHF does not reach are a note, with who to ask`() async throws {
        let journey = try await Journey()
        try await journey.installation.outbox.setNote(
            "ehf/123456785",
            to: "no 2026-03-20 tripletex",
            company: "nordlys"
        )

        let note = try #require(
            try await examine(journey).first { $0.code == "CUSTOMER_NOT_ON_EHF" }
        )

        #expect(note.weight == .note)
        #expect(note.remedy.en.contains("bokbro ehf unreachable --company nordlys"))
        try journey.end()
    }

    @Test func `the doctor says how to plan the last month of each source`() async throws {
        let journey = try await Journey()
        let text = try await journey.operations(
            Journey.configuration(journey.directory)
        ).doctor(company: "nordlys").text
        let month = try #require(LocalDate(journey.now, in: "Europe/Oslo").monthBefore)

        #expect(
            text.contains(
                "--connection shop --from \(month.lowerBound) --to \(month.upperBound) --dry-run"
            )
        )
        #expect(month.lowerBound.day == 1)
        try journey.end()
    }

    @Test func `every notice of a project has a title and a remedy where causes are listed`() {
        for code in ProjectNotice.Code.allCases.map(\.rawValue) {
            #expect(CauseCatalogue.title(code, .nb) != code, "\(code)")
            #expect(CauseCatalogue.title(code, .en) != code, "\(code)")
            #expect(!CauseCatalogue.remedy(code, .nb).isEmpty)
        }
    }
}
