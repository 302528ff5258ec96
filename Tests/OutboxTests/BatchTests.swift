import Foundation
import Testing

@testable import Outbox

/// Events that are stored and taken at once, for work in batches.
struct BatchTests {
    @Test func `new events are stored and are the caller's, in their order`() async throws {
        let fixture = try OutboxFixture()

        let claimed = try await fixture.outbox.acceptClaimed([
            fixture.event("order/1", delivery: "d1"), fixture.event("order/2", delivery: "d2"),
        ])

        #expect(claimed.map(\.subject) == ["order/1", "order/2"])
        #expect(claimed.map(\.attempt) == [1, 1])
        #expect(try await fixture.outbox.claim().isEmpty)
        for event in claimed {
            #expect(try await fixture.state(event.id) == .running)
            #expect(try await fixture.details(event.id).payload == Data("{}".utf8))
            try await fixture.outbox.finish(event, .booked)
            #expect(try await fixture.state(event.id) == .done)
        }
    }

    @Test func `deliveries that were stored before are left out, whatever their state`()
        async throws
    {
        let fixture = try OutboxFixture()
        let pending = try await fixture.accept("order/1", delivery: "d1", dueIn: .seconds(60))
        let done = try await fixture.claimed("order/2")
        try await fixture.outbox.finish(done, .booked)

        let claimed = try await fixture.outbox.acceptClaimed([
            fixture.event("order/1", delivery: "d1"),
            fixture.event("order/2", delivery: done.deliveryID),
            fixture.event("order/3", delivery: "d3"), fixture.event("order/3", delivery: "d3"),
        ])

        #expect(claimed.map(\.subject) == ["order/3"])
        #expect(try await fixture.outbox.eventCount() == 3)
        #expect(try await fixture.state(pending) == .pending)
        #expect(try await fixture.state(done.id) == .done)
    }

    @Test func `an event of a busy subject is stored and waits for its turn`() async throws {
        let fixture = try OutboxFixture()
        let busy = try await fixture.claimed("order/1")

        let claimed = try await fixture.outbox.acceptClaimed([
            fixture.event("order/1", delivery: "b1"), fixture.event("order/2", delivery: "b2"),
            fixture.event("order/2", delivery: "b3"),
        ])
        let early = try await fixture.outbox.claim(limit: 9)
        try await fixture.outbox.finish(busy, .booked)
        for event in claimed { try await fixture.outbox.finish(event, .booked) }
        let late = try await fixture.outbox.claim(limit: 9)

        #expect(claimed.map(\.deliveryID) == ["b2"])
        #expect(early.isEmpty)
        #expect(late.map(\.deliveryID) == ["b1", "b3"])
    }

    @Test func `the same name in another connection is no busy subject`() async throws {
        let fixture = try OutboxFixture()
        _ = try await fixture.claimed("order/1")

        let claimed = try await fixture.outbox.acceptClaimed([
            fixture.event("order/1", delivery: "b1", connection: "woo")
        ])

        #expect(claimed.count == 1)
    }

    @Test func `events of a process that died are pending as any other`() async throws {
        let fixture = try OutboxFixture()
        let claimed = try await fixture.outbox.acceptClaimed([
            fixture.event("order/1", delivery: "d1"), fixture.event("order/2", delivery: "d2"),
        ])

        let freed = try await fixture.outbox.freeInterrupted(all: true)
        let again = try await fixture.outbox.claim(limit: 9)

        #expect(freed == 2)
        #expect(again.map(\.id) == claimed.map(\.id))
        #expect(again.map(\.attempt) == [2, 2])
        await #expect(throws: OutboxError.leaseLost(claimed[0].id)) {
            try await fixture.outbox.finish(claimed[0], .booked)
        }
    }

    @Test func `a batch answers for earlier events of its subjects that were due`() async throws {
        let fixture = try OutboxFixture()
        let waiting = try await fixture.accept("order/1")
        let timer = try await fixture.accept("order/1", dueIn: .seconds(60))

        let claimed = try await fixture.outbox.acceptClaimed([
            fixture.event("order/1", delivery: "b1")
        ])
        try await fixture.outbox.finish(try #require(claimed.first), .booked)

        #expect(try await fixture.state(waiting) == .done)
        #expect(try await fixture.state(timer) == .pending)
    }

    @Test func `a batch with an impossible event is refused as a whole`() async throws {
        let fixture = try OutboxFixture()

        await #expect {
            _ = try await fixture.outbox.acceptClaimed([
                fixture.event("order/1", delivery: "d1"), fixture.event("", delivery: "d2"),
            ])
        } throws: {
            if case OutboxError.unacceptable = $0 { true } else { false }
        }

        #expect(try await fixture.outbox.eventCount() == 0)
    }

    @Test func `an empty batch gives nothing`() async throws {
        let fixture = try OutboxFixture()

        #expect(try await fixture.outbox.acceptClaimed([]).isEmpty)
    }
}
