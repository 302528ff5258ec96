import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Projects
import Remote
import Testing

@testable import App

/// Thousands of random changes in Rentman, told out of order, twice or not at all: in the end Tripletex and Slack hold
/// what the pure planner says, with each project and each channel made once.
struct RandomLifeTests {
    static let projects = 300
    static let changes = 5_000
    static let rounds = 6
    static let lostPercent = 10
    static let doubledPercent = 15
    /// Webhooks of a hundred that arrive in the round in which they are sent.
    static let promptPercent = 70

    @Test
    func `after 5,000 changes to 300 projects everything is where the planner says, made once`()
        async throws
    {
        let clock = TestClock(Journey.firstMoment)
        let journey = try await Journey(
            clock: clock,
            rules: "rules: {projects: {crewLeaves: remove, archiveAfterDays: 2}}",
            slackUserToken: World.slackUserToken
        )
        journey.prepareRentals()
        var random = SplitMix64(seed: 2_026)
        var rentals = RandomRentals(
            seed: 31,
            projects: Self.projects,
            firstDay: LocalDate(clock.now, in: "Europe/Oslo")
        )
        var waiting: [Data] = []
        for round in 1...Self.rounds {
            for _ in 0..<(Self.changes + Self.rounds - 1) / Self.rounds {
                let happening = rentals.happen(at: clock.now)
                journey.world.rentman.apply(happening.changes)
                for body in happening.webhooks where !random.chance(percent: Self.lostPercent) {
                    waiting.append(body)
                    if random.chance(percent: Self.doubledPercent) { waiting.append(body) }
                }
            }
            waiting.shuffle(using: &random)
            let prompt = waiting.count * Self.promptPercent / 100
            for body in waiting.prefix(prompt) { try await journey.deliverRental(body) }
            waiting.removeFirst(prompt)
            try await journey.workOffDue()
            clock.advance(to: Journey.firstMoment.addingTimeInterval(Double(round) * 86_400))
        }
        for body in waiting { try await journey.deliverRental(body) }
        try await journey.workOffDue()
        try await journey.sweepRentals(from: Journey.firstMoment.addingTimeInterval(-86_400))
        try await journey.workOffDue()
        // What ended on the way is archived by its timers.
        for day in 1...2 {
            clock.advance(
                to: Journey.firstMoment.addingTimeInterval(Double(Self.rounds + day) * 86_400)
            )
            try await journey.workOffDue()
        }

        let report = try await journey.compare(rentals.projects.map { .init($0) })
        #expect(report.differences.isEmpty, "\(report.differences.prefix(20))")
        #expect(report.ok, "\(report.table())")
        let found = report.rows.map(\.found)
        #expect(found.allSatisfy { $0 > 0 }, "\(report.table())")
        #expect(rentals.projects.count == Self.projects)
        try journey.end()
    }
}
