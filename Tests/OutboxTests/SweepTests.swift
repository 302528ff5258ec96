import Foundation
import GRDB
import Testing

@testable import Outbox

struct SweepTests {
    private static let company = OutboxFixture.company

    @Test func `of each source the last sweep is kept`() async throws {
        let fixture = try OutboxFixture()
        let first = SweepRecord.sample(connection: "woo", changed: 5, missed: 2)
        let second = SweepRecord.sample(
            connection: "woo",
            through: TestClock.start.adding(.seconds(3_600)),
            changed: 1,
            missed: 0
        )
        let shop = SweepRecord.sample(connection: "shop")

        #expect(try await fixture.outbox.sweeps().isEmpty)
        for sweep in [first, shop, second] { try await fixture.outbox.keep(sweep) }

        #expect(try await fixture.outbox.sweeps() == [shop, second])
    }

    @Test func `no sweep misses more than what changed`() async throws {
        let fixture = try OutboxFixture()

        await #expect(throws: DatabaseError.self) {
            try await fixture.outbox.keep(.sample(connection: "shop", changed: 1, missed: 2))
        }

        #expect(try await fixture.outbox.sweeps().isEmpty)
    }

    @Test func `the newest event about each subject is found, and no other connection's`()
        async throws
    {
        let fixture = try OutboxFixture()
        try await fixture.accept("order/1")
        fixture.clock.advance(.seconds(10))
        try await fixture.accept("order/1")
        try await fixture.accept("order/2")
        fixture.clock.advance(.seconds(10))
        try await fixture.accept("order/2", connection: "woo")
        try await fixture.accept("order/3", company: "other")

        let newest = try await fixture.outbox.newestEvents(
            company: Self.company,
            connection: "shop",
            subjects: ["order/1", "order/2", "order/3"],
            exceptTopic: "timer"
        )

        let tenSecondsIn = TestClock.start.adding(.seconds(10))
        #expect(newest == ["order/1": tenSecondsIn, "order/2": tenSecondsIn])
    }

    @Test func `the last webhook is the newest event that no sweep or backfill made`() async throws
    {
        let fixture = try OutboxFixture()
        let none = try await fixture.lastWebhook()
        try await fixture.accept("order/1")
        for (topic, connection) in [
            ("sweep", "shop"), ("backfill", "shop"), ("orders/paid", "woo"),
        ] {
            fixture.clock.advance(.seconds(10))
            try await fixture.accept("order/1", connection: connection, topic: topic)
        }

        #expect(none == nil)
        #expect(try await fixture.lastWebhook() == TestClock.start)
        #expect(
            try await fixture.lastWebhook(except: ["sweep"])
                == TestClock.start.adding(.seconds(20))
        )
        #expect(
            try await fixture.lastWebhook(except: []) == TestClock.start.adding(.seconds(20))
        )
        #expect(
            try await fixture.lastWebhook(except: ["sweep", "backfill", "orders/paid"]) == nil
        )
    }
}

extension OutboxFixture {
    fileprivate func lastWebhook(
        except topics: [String] = ["sweep", "backfill"]
    ) async throws -> Date? {
        try await outbox.lastWebhook(
            company: Self.company,
            connection: "shop",
            exceptTopics: topics,
            since: TestClock.start
        )
    }
}

extension SweepRecord {
    static func sample(
        connection: String,
        through: Date = TestClock.start,
        changed: Int = 0,
        missed: Int = 0
    ) -> SweepRecord {
        SweepRecord(
            company: OutboxFixture.company,
            connection: connection,
            through: through,
            ranAt: through.adding(.seconds(1)),
            changed: changed,
            missed: missed
        )
    }
}
