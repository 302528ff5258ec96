import Foundation
import Testing

@testable import Outbox

struct QueryTests {
    private static let company = OutboxFixture.company

    @Test func `a text that no event can have finds none, and not all`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.accept("order/1")

        #expect(try await fixture.outbox.count(EventFilter(text: "order")) == 1)
        #expect(try await fixture.outbox.count(EventFilter(text: "\0")) == 0)
        #expect(try await fixture.outbox.count(EventFilter(text: "order\0")) == 0)
    }

    @Test func `pages follow each other without gap or repetition while new events arrive`()
        async throws
    {
        let fixture = try OutboxFixture()
        var expected: [EventID] = []
        for number in 0..<95 { expected.insert(try await fixture.accept("order/\(number)"), at: 0) }

        var (seen, cursor): ([EventID], EventID?) = ([], nil)
        repeat {
            let page = try await fixture.outbox.events(
                EventFilter(company: Self.company),
                limit: 20,
                after: cursor
            )
            seen += page.items.map(\.id)
            cursor = page.next
            try await fixture.accept("new/\(seen.count)")
        } while cursor != nil

        #expect(seen == expected)
    }

    @Test(arguments: [(-1, 1), (0, 1), (5, 5), (201, 200), (Int.max, 200)])
    func `a page has as many rows as asked for, within its limits`(
        asked: Int,
        given: Int
    )
        async throws
    {
        let fixture = try OutboxFixture()
        for number in 0..<201 { try await fixture.accept("order/\(number)") }

        let page = try await fixture.outbox.events(EventFilter(), limit: asked)

        #expect(page.items.count == given)
        #expect(page.next == page.items.last?.id)
    }

    @Test func `the last page has no cursor`() async throws {
        let fixture = try OutboxFixture()
        for number in 0..<3 { try await fixture.accept("order/\(number)") }

        #expect(try await fixture.outbox.events(EventFilter(), limit: 3).next == nil)
        #expect(try await fixture.outbox.events(EventFilter(company: "x")).items.isEmpty)
    }

    @Test(arguments: [
        (EventFilter(company: "b"), [3]),
        (EventFilter(company: company), [1, 2, 4, 5, 6]),
        (EventFilter(company: company, state: .pending), [6]),
        (EventFilter(company: company, state: .running), [5]),
        (EventFilter(company: company, state: .done), [1]),
        (EventFilter(company: company, state: .skipped), [2]),
        (EventFilter(company: company, state: .failed), [4]),
        (EventFilter(state: .pending), [3, 6]),
        (EventFilter(state: .failed), [4]),
        (EventFilter(company: company, connection: "woo"), [4]),
        (EventFilter(company: company, topic: "orders/create"), [2]),
        (EventFilter(company: company, subject: "order/4"), [4]),
        (EventFilter(company: company, connection: "shop", subject: "order/4"), []),
        (EventFilter(company: company, state: .pending, subject: "order/6"), [6]),
        (EventFilter(subject: "order/3"), [3]),
        (EventFilter(company: company, cause: "NOT_PAID"), [2]),
        (EventFilter(company: company, state: .failed, cause: "NOT_PAID"), []),
        (EventFilter(company: company, since: at(3)), [4, 5, 6]),
        (EventFilter(company: company, until: at(3)), [1, 2]),
        (EventFilter(company: company, since: at(1), until: at(5)), [2, 4, 5]),
        (EventFilter(since: at(2), until: at(4)), [3, 4]),
        (EventFilter(company: company, since: at(90)), []),
        (EventFilter(company: company, text: "ORDER/4"), [4]),
        (EventFilter(company: company, text: "delivery-2"), [2]),
        (EventFilter(company: company, text: "of TOTAL"), [4]),
        (EventFilter(company: company, text: "%"), []),
        (EventFilter(company: company, text: "r_er"), []),
        (EventFilter(company: company, text: #"\"#), []),
        (EventFilter(company: company, text: "' OR 1 --"), []),
        (EventFilter(company: company, text: ""), [1, 2, 4, 5, 6]),
    ])
    func `every part of a filter narrows the events, the pages, the count and a replay alike`(
        filter: EventFilter,
        expected: [Int]
    ) async throws {
        let fixture = try OutboxFixture()
        try await fixture.fill()

        let page = try await fixture.outbox.events(filter)
        let count = try await fixture.outbox.count(filter)
        let replay = try await fixture.outbox.replay(filter, describedAs: "test")

        #expect(page.items.map { Int($0.id.sequence) } == expected.reversed())
        #expect(count == expected.count)
        #expect(replay.matched == expected.count)
    }

    private static func at(_ minutes: Int) -> Date {
        TestClock.start.adding(.seconds(minutes * 60))
    }

    @Test func `what is due within the hour is pending, timers further ahead are scheduled`()
        async throws
    {
        let fixture = try OutboxFixture()
        try await fixture.fill()
        try await fixture.accept("timer/1", dueIn: .seconds(3_600))
        try await fixture.accept("timer/2", dueIn: .milliseconds(3_600_001))

        let all = try await fixture.outbox.counts()
        let one = try await fixture.outbox.counts(company: Self.company)

        #expect(all.pending == 3 && all.scheduled == 1 && all.running == 1 && all.failed == 1)
        #expect(one.pending == 2 && one.scheduled == 1 && one.running == 1 && one.failed == 1)
        #expect(all.oldestPendingSeconds == 2 * 60)
        #expect(one.oldestPendingSeconds == 60)
        #expect(try await fixture.outbox.counts(company: "none") == QueueCounts())
    }

    @Test func `only what is due is waiting`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.accept("timer/1", dueIn: .seconds(600))
        fixture.clock.advance(.seconds(60))

        let before = try await fixture.outbox.oldestWaiting(company: Self.company)
        let event = try await fixture.accept("order/1")
        let after = try await fixture.outbox.oldestWaiting(company: Self.company)

        #expect(before == nil)
        #expect(after == (try await fixture.details(event).summary.receivedAt))
    }

    @Test func `the next timer is found, past what is due already`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.accept("order/1")
        try await fixture.accept("timer/1", dueIn: .seconds(60))

        let next = try await fixture.outbox.nextDue(after: fixture.clock.now)

        #expect(next == fixture.clock.now.adding(.seconds(60)))
    }

    @Test func `causes are counted by state, the most frequent first`() async throws {
        let fixture = try OutboxFixture()
        for (number, code) in ["B", "A", "B", "C"].enumerated() {
            try await fixture.outbox.finish(
                try await fixture.claimed("order/\(number)"),
                .failed(code)
            )
        }
        try await fixture.outbox.finish(try await fixture.claimed("order/9"), .skipped("B"))
        try await fixture.outbox.finish(try await fixture.claimed("order/10"), .retry("B"))

        let failed = try await fixture.outbox.causes(company: Self.company, state: .failed)
        let skipped = try await fixture.outbox.causes(company: Self.company, state: .skipped)

        #expect(failed.map(\.cause) == ["B", "A", "C"])
        #expect(failed.map(\.count) == [2, 1, 1])
        #expect(skipped.map(\.cause) == ["B"])
        #expect(skipped.map(\.count) == [1])
    }

    @Test func `the outcomes of days count each event on the day it came`() async throws {
        let fixture = try OutboxFixture()
        let days = (0...3).map { TestClock.start.adding(.seconds($0 * 86_400)) }
        try await fixture.outbox.finish(try await fixture.claimed("order/1"), .booked)
        fixture.clock.advance(.milliseconds(86_399_999))
        try await fixture.outbox.finish(try await fixture.claimed("order/2"), .failed("X"))
        fixture.clock.advance(.milliseconds(1))
        try await fixture.accept("order/3")

        let outcomes = try await fixture.outbox.outcomes(company: Self.company, days: days)

        #expect(outcomes == [[.done: 1, .failed: 1], [:], [:]], "what waits has no outcome yet")
    }

    @Test func `the deliveries of a subject are given newest first, as far as they are kept`()
        async throws
    {
        let fixture = try OutboxFixture()
        for number in 0..<4 {
            _ = try await fixture.outbox.accept(
                fixture.event(delivery: "d\(number)", payload: Data("\(number)".utf8))
            )
            fixture.clock.advance(.seconds(1))
        }
        try await fixture.accept("order/2")

        let deliveries = try await fixture.outbox.deliveries(
            company: Self.company,
            connection: "shop",
            subject: "order/1",
            limit: 3
        )

        #expect(deliveries.map { String(decoding: $0.body, as: UTF8.self) } == ["3", "2", "1"])
        #expect(deliveries.first?.topic == "orders/paid")
    }
}

extension OutboxFixture {
    /// Six events, a minute apart, one in each state and one of another company.
    fileprivate func fill() async throws {
        try await outbox.finish(try await claimed("order/1"), .booked)
        clock.advance(.seconds(60))
        try await accept("order/2", delivery: "delivery-2", topic: "orders/create")
        try await outbox.finish(try await claim(), .skipped("NOT_PAID"))
        clock.advance(.seconds(60))
        // Due a little later, so that the claims below pass it by.
        try await accept("order/3", company: "b", dueIn: .seconds(60))
        clock.advance(.seconds(60))
        try await accept("order/4", connection: "woo")
        for event in try await outbox.claim(limit: 2) where event.company == Self.company {
            try await outbox.finish(event, .failed("TOTAL_MISMATCH"))
        }
        try await outbox.freeInterrupted(all: true)
        clock.advance(.seconds(60))
        try await accept("order/5")
        for event in try await outbox.claim(limit: 2) where event.company == "b" {
            try await outbox.finish(event, .waiting(until: clock.now, reason: "-"))
        }
        clock.advance(.seconds(60))
        try await accept("order/6")
        clock.advance(.seconds(60))
    }
}
