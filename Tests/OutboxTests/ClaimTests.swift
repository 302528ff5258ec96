import Foundation
import Testing

@testable import Outbox

struct ClaimTests {
    @Test func `events are given out in the order in which they become due`() async throws {
        let fixture = try OutboxFixture()
        let late = try await fixture.accept("order/1", dueIn: .seconds(20))
        let second = try await fixture.accept("order/2", dueIn: .seconds(10))
        let first = try await fixture.accept("order/3")

        let now = try await fixture.outbox.claim(limit: 10)
        fixture.clock.advance(.seconds(10))
        let afterTen = try await fixture.outbox.claim(limit: 10)
        fixture.clock.advance(.seconds(30))
        let afterForty = try await fixture.outbox.claim(limit: 10)

        #expect(now.map(\.id) == [first])
        #expect(afterTen.map(\.id) == [second])
        #expect(afterForty.map(\.id) == [late])
    }

    @Test func `no more events are given out than asked for`() async throws {
        let fixture = try OutboxFixture()
        for number in 0..<5 { try await fixture.accept("order/\(number)") }

        #expect(try await fixture.outbox.claim(limit: 2).count == 2)
        #expect(try await fixture.outbox.claim(limit: 0).isEmpty)
        #expect(try await fixture.outbox.claim(limit: 9).count == 3)
    }

    @Test func `of one subject one event is worked at a time`() async throws {
        let fixture = try OutboxFixture()
        let first = try await fixture.accept("order/1")
        let second = try await fixture.accept("order/1", dueIn: .seconds(1))
        fixture.clock.advance(.seconds(1))

        let claimed = try await fixture.outbox.claim(limit: 10)
        let more = try await fixture.outbox.claim(limit: 10)
        try await fixture.outbox.finish(claimed[0], .waiting(until: .distantPast, reason: "-"))
        let afterwards = try await fixture.outbox.claim(limit: 10)

        #expect(claimed.map(\.id) == [first])
        #expect(more.isEmpty)
        #expect(afterwards.count == 1)
        #expect([first, second].contains(afterwards[0].id))
    }

    @Test func `the same name in another connection or company is another subject`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.accept("order/1", company: "a", connection: "shop")
        try await fixture.accept("order/1", company: "a", connection: "woo")
        try await fixture.accept("order/1", company: "b", connection: "shop")

        #expect(try await fixture.outbox.claim(limit: 10).count == 3)
    }

    @Test func `many claims at once give no subject out twice`() async throws {
        let fixture = try OutboxFixture(isDurable: false)
        for number in 0..<120 { try await fixture.accept("order/\(number % 40)") }

        let claimed = try await withThrowingTaskGroup { group in
            for _ in 0..<60 {
                group.addTask { try await fixture.outbox.claim(limit: 2) }
            }
            return try await group.reduce(into: [ClaimedEvent]()) { $0 += $1 }
        }

        #expect(claimed.count == 40)
        #expect(Set(claimed.map(\.subject)).count == 40)
    }

    @Test func `a claim carries what was delivered and the number of its attempt`() async throws {
        let fixture = try OutboxFixture()
        let id = try await fixture.accept("project/8", delivery: "d8", topic: "Project.update")

        let event = try await fixture.claim()

        #expect(event.id == id)
        #expect(event.company == OutboxFixture.company)
        #expect(event.connection == "shop")
        #expect(event.topic == "Project.update")
        #expect(event.subject == "project/8")
        #expect(event.deliveryID == "d8")
        #expect(event.receivedAt == fixture.clock.now)
        #expect(event.attempt == 1)
        #expect(try await fixture.state(id) == .running)
    }

    @Test func `a lease keeps the event until it ends, and no longer`() async throws {
        let fixture = try OutboxFixture(lease: .seconds(120))
        let id = try await fixture.claimed().id

        fixture.clock.advance(.seconds(119))
        let early = try await fixture.outbox.freeInterrupted()
        fixture.clock.advance(.seconds(1))
        let late = try await fixture.outbox.freeInterrupted()

        #expect(early == 0)
        #expect(late == 1)
        #expect(try await fixture.state(id) == .pending)
    }

    @Test func `a renewed lease lasts from then on`() async throws {
        let fixture = try OutboxFixture(lease: .seconds(120))
        let event = try await fixture.claimed()
        fixture.clock.advance(.seconds(100))

        try await fixture.outbox.renewLease(of: event)
        fixture.clock.advance(.seconds(100))

        #expect(try await fixture.outbox.freeInterrupted() == 0)
        #expect(try await fixture.state(event.id) == .running)
    }

    @Test func `an interrupted attempt is kept, not counted, and numbers go on`() async throws {
        let fixture = try OutboxFixture(retry: RetryPolicy(maximumAttempts: 2))
        let event = try await fixture.claimed()
        fixture.clock.advance(.seconds(121))
        try await fixture.outbox.freeInterrupted()

        let second = try await fixture.claim()
        try await fixture.outbox.finish(second, .retry("REMOTE_UNAVAILABLE"))
        let details = try await fixture.details(event.id)

        #expect(second.attempt == 2)
        #expect(details.attempts.map(\.verdict) == ["interrupted", "retry"])
        #expect(details.attempts.map(\.number) == [1, 2])
        #expect(details.summary.state == .pending)
    }

    @Test func `at start every running event is free, whatever its lease`() async throws {
        let fixture = try OutboxFixture()
        for number in 0..<3 { try await fixture.accept("order/\(number)") }
        _ = try await fixture.outbox.claim(limit: 3)

        #expect(try await fixture.outbox.freeInterrupted() == 0)
        #expect(try await fixture.outbox.freeInterrupted(all: true) == 3)
        #expect(try await fixture.outbox.claim(limit: 9).count == 3)
    }

    @Test func `whoever lost its lease can neither renew nor settle the event`() async throws {
        let fixture = try OutboxFixture(lease: .seconds(120))
        let stale = try await fixture.claimed()
        fixture.clock.advance(.seconds(120))
        try await fixture.outbox.freeInterrupted()
        let owner = try await fixture.claim()

        await #expect(throws: OutboxError.leaseLost(stale.id)) {
            try await fixture.outbox.renewLease(of: stale)
        }
        await #expect(throws: OutboxError.leaseLost(stale.id)) {
            try await fixture.outbox.finish(stale, .failed("REMOTE_REJECTED"))
        }
        try await fixture.outbox.finish(owner, .booked)

        #expect(try await fixture.state(stale.id) == .done)
        await #expect(throws: OutboxError.leaseLost(owner.id)) {
            try await fixture.outbox.finish(owner, .booked)
        }
    }
}
