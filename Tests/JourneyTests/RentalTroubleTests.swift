import Destinations
import Foundation
import Outbox
import Testing

@testable import App

/// What is wrong in Rentman, Tripletex or Slack ends in the right state, a notice with its remedy, or a failed event that
/// can be replayed; the queue goes on.
struct RentalTroubleTests {
    private func journey(_ rules: String = "rules: {}") async throws -> Journey {
        let journey = try await Journey(rules: rules)
        journey.prepareRentals()
        return journey
    }

    /// The texts in the alert channel.
    private func alerts(_ journey: Journey) -> [String] {
        journey.world.slack.snapshot().channels.first { $0.name == "regnskap" }?.messages ?? []
    }

    /// The explanation of the newest event about the project, in which its notices stand.
    private func notices(_ journey: Journey) async throws -> String {
        let event = try await journey.event(about: "project/812")
        let details = try await journey.installation.outbox.event(event.id)
        return details?.explanation.joined(separator: "\n") ?? ""
    }

    @Test func `a status of the company's own is no confirmation, and is told of`() async throws {
        let journey = try await journey()
        try await journey.live(.init(status: "13"))

        #expect(journey.projects.isEmpty)
        #expect(try await journey.event(about: "project/812").state == .done)
        #expect(try await notices(journey).contains("UNKNOWN_PROJECT_STATUS"))
        try journey.end()
    }

    @Test func `without a status or dates a project neither ends nor fails`() async throws {
        let journey = try await journey()
        try await journey.live(.init(from: nil, to: nil))
        #expect(journey.projects.map(\.endDate) == [nil])
        #expect(journey.channels.map(\.isArchived) == [false])

        try await journey.live(.init(id: 813, status: "null"))
        #expect(journey.projects.count == 1)
        #expect(try await journey.event(about: "project/813").state == .done)
        try journey.end()
    }

    @Test
    func `a project without a customer fails with a remedy, keeps its channel, and is mended`()
        async throws
    {
        let journey = try await journey()
        try await journey.live(.init(customer: "null"))
        let event = try await journey.event(about: "project/812")
        #expect(event.state == .failed && event.cause == "PROJECT_WITHOUT_CUSTOMER")
        #expect(event.remedy?.isEmpty == false)
        #expect(journey.projects.isEmpty && journey.channels.count == 1)

        try await journey.live(.init())
        #expect(journey.projects.count == 1)
        #expect(try await journey.toldEvents().allSatisfy { $0.state == .done })
        try journey.end()
    }

    @Test func `a project that loses its customer has its lines kept up`() async throws {
        let journey = try await journey()
        try await journey.live(.init())
        try await journey.live(.init(customer: "null", price: "500"))

        #expect(journey.projects.first?.lines.map(\.amount) == [50_000])
        #expect(journey.projects.first?.customerName == "Kongressen AS")
        #expect(try await journey.event(about: "project/812").state == .failed)
        try journey.end()
    }

    @Test func `two crew with one address are one member of the channel`() async throws {
        let journey = try await journey()
        try await journey.live(.init(crew: [44, 45]))
        #expect(journey.channels.first?.members == ["vakt@nordlyslyd.example"])
        #expect(try await journey.event(about: "project/812").state == .done)
        try journey.end()
    }

    @Test func `an account manager without the right gives way to one who has it`() async throws {
        let journey = try await journey()
        try await journey.live(.init(manager: #""/crew/42""#))

        let manager = journey.projects.first?.manager
        let employee = journey.world.ledger.employeesSnapshot().first { $0.id == manager }
        #expect(employee?.isAssignableManager == true)
        #expect(try await notices(journey).contains("MISSING_RIGHT"))
        #expect(try await journey.event(about: "project/812").state == .done)
        try journey.end()
    }

    @Test(arguments: [
        String(repeating: "Æ", count: 300), "Blåbær 🎉 på Ås", "🎉🎉", "<script>alert(1)</script>",
        " ",
    ])
    func `any name makes a project and a channel`(name: String) async throws {
        let journey = try await journey()
        try await journey.live(.init(name: name))

        let channel = try #require(journey.channels.first)
        #expect(
            channel.name.hasPrefix("p-") && channel.name.contains("812") && channel.name.count <= 80
        )
        #expect(
            channel.name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        )
        #expect((1...255).contains(journey.projects.first?.name.count ?? 0))
        #expect(try await journey.event(about: "project/812").state == .done)
        try journey.end()
    }

    @Test(
        arguments: [("1350.4567", 135_046), ("-0.0", 0), ("12980.456999999999", 1_298_046)]
            as [(String, Int64)]
    )
    func `a price with noise is rounded once`(price: String, ore: Int64) async throws {
        let journey = try await journey()
        try await journey.live(.init(price: price))
        #expect(journey.projects.first?.lines.map(\.amount) == [ore])
        try journey.end()
    }

    @Test(arguments: ["Subproject", "ProjectCrew", "ProjectFunction", "Factuur", "Project", "Crew"])
    func `the end of something never seen is done with`(type: String) async throws {
        let journey = try await journey()
        try await journey.told("delete", type, 9_000_001)
        #expect(try await journey.toldEvents().allSatisfy { $0.state == .done })
        #expect(try await journey.events().count == 1)
        try journey.end()
    }

    @Test func `a customer deleted in Tripletex meanwhile is made anew`() async throws {
        let journey = try await journey()
        try await journey.live(.init())
        journey.world.ledger.deleteCustomer(named: "Kongressen AS")
        try await journey.live(.init(id: 813))

        let second = try #require(journey.projects.first { $0.number == "813" })
        #expect(second.customerName == "Kongressen AS")
        #expect(try await journey.event(about: "project/813").state == .done)
        try journey.end()
    }

    @Test func `a channel archived by hand is left so, and told of`() async throws {
        let journey = try await journey()
        try await journey.live(.init())
        journey.world.slack.setArchived(true, channel: try #require(journey.channels.first).id)
        try await journey.live(.init(name: "Nytt navn"))

        #expect(journey.channels.map(\.isArchived) == [true])
        #expect(try await notices(journey).contains("arkivert"))
        #expect(try await journey.event(about: "project/812").state == .done)
        try journey.end()
    }

    @Test func `a channel that was deleted is made anew`() async throws {
        let journey = try await journey()
        try await journey.live(.init())
        let first = try #require(journey.channels.first)
        journey.world.slack.deleteChannel(first.id)
        try await journey.live(.init(name: "Nytt navn"))

        #expect(journey.channels.count == 1 && journey.channels.first?.id != first.id)
        #expect(try await journey.event(about: "project/812").state == .done)
        try journey.end()
    }

    @Test func `a missing scope fails with a remedy and is replayed when it is given`() async throws
    {
        let journey = try await journey()
        journey.world.slack.setScopes(
            FakeSlack.usualScopes.filter { $0 != "channels:manage" },
            of: "slack-bot"
        )
        try await journey.live(.init())
        let event = try await journey.event(about: "project/812")
        #expect(event.state == .failed && event.cause == "MISSING_RIGHT")
        #expect(event.remedy?.isEmpty == false)
        #expect(journey.projects.count == 1, "Tripletex does not wait for Slack")

        journey.world.slack.setScopes(FakeSlack.usualScopes, of: "slack-bot")
        _ = try await journey.installation.outbox.replay(event.id)
        try await journey.workOffDue()
        #expect(journey.channels.count == 1)
        #expect(try await journey.toldEvents().allSatisfy { $0.state == .done })
        try journey.end()
    }

    @Test func `a missing scope of Rentman's fails, and others' events go on`() async throws {
        let journey = try await journey()
        try await journey.live(.init())
        try journey.put("projects", #"{"id":814,"number":814,"name":"Uten delprosjekt"}"#)
        try await journey.told("create", "Project", 814)
        #expect(try await journey.event(about: "project/814").state == .failed)
        try await journey.live(.init(id: 815))
        #expect(journey.projects.map(\.number).sorted() == ["812", "815"])
        try journey.end()
    }

    @Test func `a job that comes back gets a new channel that names the old one`() async throws {
        let journey = try await journey("rules: {projects: {archiveAfterDays: 0}}")
        try await journey.live(.init())
        try await journey.live(.init(status: "6"))
        #expect(journey.channels.map(\.isArchived) == [true])
        #expect(journey.channels.first?.messages.count == 1, "a closing message")

        try await journey.live(.init(status: "3"))
        #expect(journey.channels.map(\.isArchived) == [true, false])
        #expect(journey.channels.map(\.name).last?.hasSuffix("-2") == true)
        let old = try #require(journey.channels.first?.id)
        #expect(journey.channels.last?.messages.contains { $0.contains(old) } == true)
        try journey.end()
    }

    @Test func `with a person's token the channel comes back from the archive`() async throws {
        let journey = try await Journey(
            rules: "rules: {projects: {archiveAfterDays: 0}}",
            slackUserToken: World.slackUserToken
        )
        journey.prepareRentals()
        try await journey.live(.init())
        try await journey.live(.init(status: "6"))
        try await journey.live(.init(status: "3"))

        #expect(journey.channels.map(\.isArchived) == [false])
        try journey.end()
    }

    @Test func `the sweep finds what was deleted without a word`() async throws {
        let journey = try await journey(
            "rules: {projects: {crewLeaves: remove, archiveAfterDays: 0}}"
        )
        try await journey.live(.init(parts: 2, crew: [41]))
        try await journey.live(.init(id: 813, customer: #""/contacts/502""#))
        let before = try await journey.events().count
        journey.remove("subprojects", 8_121)
        journey.remove("projectcrew", 812_041)
        journey.remove("projects", 813)

        try await journey.sweepRentals(from: journey.clock.now)
        try await journey.workOffDue()
        let first = try #require(journey.projects.first { $0.number == "812" })
        #expect(first.lines.count == 1 && first.participants == ["1000"])
        #expect(journey.projects.first { $0.number == "813" }?.isClosed == true)
        let found = try await journey.events().count - before
        #expect(found == 3, "\(found)")

        // The next day there is nothing left to find.
        journey.clock.advance(by: .seconds(86_400))
        try await journey.sweepRentals(from: journey.clock.now)
        #expect(try await journey.events().filter { $0.topic == Sweep.topic }.count == 3)
        try journey.end()
    }
}
