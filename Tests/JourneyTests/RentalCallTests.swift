import Bookkeeping
import Connectors
import Destinations
import Foundation
import HTTPTypes
import Outbox
import Remote
import Testing

@testable import App

/// What Rentman's webhooks cost in calls.
struct RentalCallTests {
    @Test func `a burst of 200 webhooks about one project reads it three times at most`()
        async throws
    {
        let journey = try await Journey()
        journey.prepareRentals()
        try await journey.live(.init(parts: 4, crew: [40, 41, 42]))
        let before = journey.world.rentman.reads["/projects/812"] ?? 0

        let kinds = [
            ("Project", 812, "null"),
            ("Subproject", 8_120, #"{"id":812,"itemType":"Project","ref":"/projects/812"}"#),
            (
                "ProjectCrew", 812_041,
                #"{"id":81200,"itemType":"ProjectFunction","ref":"/projectfunctions/81200"}"#
            ),
            ("ProjectFunction", 81_200, "null"),
        ]
        // Over a second, with work in between as fast as it comes.
        for number in 0..<200 {
            let (type, id, parent) = kinds[number % kinds.count]
            try await journey.tell(
                "update",
                type,
                #"{"id":\#(id),"ref":"/x/\#(id)","parent":\#(parent)}"#,
                date: journey.clock.now.ISO8601Format()
            )
            if number.isMultiple(of: 200 / 4) { journey.clock.advance(by: .seconds(1)) }
            if let (event, verdict) = try await journey.handleOne() {
                try await journey.installation.outbox.finish(event, verdict)
            }
        }
        try await journey.workOffDue()

        let reads = (journey.world.rentman.reads["/projects/812"] ?? 0) - before
        #expect((1...3).contains(reads), "\(reads)")
        #expect(try await journey.toldEvents().allSatisfy { $0.state == .done })
        try journey.end()
    }

    @Test func `a new confirmed project with 30 crew and 8 subprojects takes six calls each`()
        async throws
    {
        let journey = try await Journey()
        journey.prepareRentals()
        for member in 100..<130 {
            journey.world.ledger.employ(
                number: "\(member)",
                firstName: "Tekniker",
                lastName: "\(member)",
                email: "crew\(member)@nordlyslyd.example"
            )
            journey.world.slack.addUser(email: "crew\(member)@nordlyslyd.example")
            try journey.put(
                "crew",
                #"{"id":\#(member),"displayname":"Tekniker \#(member)","firstname":"Tekniker","lastname":"\#(member)","email":"crew\#(member)@nordlyslyd.example","external_reference":"\#(member)","active":true}"#
            )
        }
        // What a company's registers hold is read once, with its first project.
        try await journey.live(.init(id: 811, customer: #""/contacts/502""#))
        let ledger = journey.world.ledger.snapshot().calls.values.reduce(0, +)
        let slack = journey.slackCalls

        try await journey.live(.init(parts: 8, crew: Array(100..<130)))

        let project = try #require(journey.projects.first { $0.number == "812" })
        #expect(project.lines.count == 8 && project.participants.count == 31)
        #expect(journey.channels.last?.members.count == 30)
        let toLedger = journey.world.ledger.snapshot().calls.values.reduce(0, +) - ledger
        let toSlack = journey.slackCalls - slack
        #expect(toLedger <= 6, "\(journey.world.ledger.snapshot().calls)")
        #expect(toSlack <= 6, "\(journey.world.slack.snapshot().calls)")
        try journey.end()
    }

    @Test func `when Rentman says that the day's calls are used up, none is sent until the next`()
        async throws
    {
        let clock = TestClock(Journey.firstMoment)
        let rentman = FakeRentman(token: "token", now: { clock.now })
        let quota = SharedQuota(.rentman, now: { clock.now })
        let transport = CountedTransport(transport: FakeTransport(to: rentman), quota: quota)
        func status() async throws -> Int {
            try await transport.send(
                RemoteCall(
                    method: .get,
                    url: "https://api.rentman.net/projects",
                    headers: [.authorization: "Bearer token", .contentType: "application/json"],
                    body: nil
                ),
                timeout: .seconds(1),
                bodyLimitBytes: 1_000
            ).status
        }

        #expect(try await status() == 200)
        #expect(quota.wait(for: .sweep) == nil)
        rentman.exhaustDay()
        #expect(try await status() == 429)
        let calls = rentman.callCount
        #expect(try await status() == 429)
        #expect(rentman.callCount == calls, "refused here, without asking")
        #expect(quota.wait(for: .sweep) != nil && quota.wait(for: .event) != nil)

        clock.advance(by: .seconds(86_400))
        #expect(try await status() == 200)
    }
}

extension Journey {
    /// Calls to Slack, without those that look a person up.
    fileprivate var slackCalls: Int {
        world.slack.snapshot().calls.filter { $0.key != "users.lookupByEmail" }.values
            .reduce(0, +)
    }
}
