import Foundation
import Testing

@testable import Outbox

struct CoverageTests {
    @Test(arguments: [
        (Verdict.booked, EventState.done, String?.none),
        (.skipped("NOT_PAID"), .skipped, "NOT_PAID"),
        (.failed("TOTAL_MISMATCH"), .failed, "TOTAL_MISMATCH"),
    ])
    func `a verdict is also that of the subject's events that were due before the claim`(
        verdict: Verdict,
        state: EventState,
        cause: String?
    ) async throws {
        let fixture = try OutboxFixture()
        let ids = [
            try await fixture.accept(), try await fixture.accept(), try await fixture.accept(),
        ]

        try await fixture.outbox.finish(try await fixture.claim(), verdict)

        for id in ids {
            let details = try await fixture.details(id)
            #expect(details.summary.state == state)
            #expect(details.summary.cause == cause)
            #expect(details.summary.finishedAt == fixture.clock.now)
            #expect(!details.explanation.isEmpty)
        }
        #expect(try await fixture.outbox.claim().isEmpty)
    }

    @Test func `an event that came after the claim is worked by itself`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        let later = try await fixture.accept()

        try await fixture.outbox.finish(event, .booked)

        #expect(try await fixture.state(later) == .pending)
        #expect(try await fixture.claim().id == later)
    }

    @Test func `events of other subjects, connections and companies are not answered`()
        async throws
    {
        let fixture = try OutboxFixture()
        try await fixture.accept()
        let others = [
            try await fixture.accept("order/10"), try await fixture.accept(connection: "woo"),
            try await fixture.accept(company: "other"),
        ]

        try await fixture.outbox.finish(try await fixture.claim(), .booked)

        for id in others { #expect(try await fixture.state(id) == .pending) }
    }

    @Test func `a timer set for later stays`() async throws {
        let fixture = try OutboxFixture()
        let timer = try await fixture.accept(dueIn: .seconds(86_400))

        try await fixture.outbox.finish(try await fixture.claimed(), .booked)

        #expect(try await fixture.state(timer) == .pending)
    }

    @Test func `a timer that became due while the event was worked has not been answered`()
        async throws
    {
        let fixture = try OutboxFixture()
        let timer = try await fixture.accept(dueIn: .seconds(2))
        let event = try await fixture.claimed()
        fixture.clock.advance(.seconds(5))

        try await fixture.outbox.finish(event, .booked)

        #expect(try await fixture.state(timer) == .pending)
        #expect(try await fixture.claim().id == timer)
    }

    @Test func `an event that waits for its next attempt is answered by a success`() async throws {
        let fixture = try OutboxFixture()
        let tried = try await fixture.claimed()
        try await fixture.outbox.finish(
            tried,
            .retry("REMOTE_UNAVAILABLE", after: .seconds(3_600))
        )

        try await fixture.outbox.finish(try await fixture.claimed(), .booked)

        #expect(try await fixture.state(tried.id) == .done)
        #expect(try await fixture.details(tried.id).summary.cause == nil)
    }

    @Test func `a later success settles earlier failed and skipped events of the subject`()
        async throws
    {
        let fixture = try OutboxFixture()
        let failed = try await fixture.claimed()
        try await fixture.outbox.finish(failed, .failed("TOTAL_MISMATCH"))
        let skipped = try await fixture.claimed()
        try await fixture.outbox.finish(skipped, .skipped("NOT_PAID"))
        let other = try await fixture.claimed("order/2")
        try await fixture.outbox.finish(other, .failed("TOTAL_MISMATCH"))

        try await fixture.outbox.finish(try await fixture.claimed(), .booked)

        for id in [failed.id, skipped.id] {
            let summary = try await fixture.details(id).summary
            #expect(summary.state == .done)
            #expect(summary.cause == nil && summary.remedy == nil)
            #expect(summary.message == "booked")
        }
        #expect(try await fixture.state(other.id) == .failed)
    }

    @Test func `when nothing is to be done any more, earlier failed events are skipped too`()
        async throws
    {
        let fixture = try OutboxFixture()
        let failed = try await fixture.claimed()
        try await fixture.outbox.finish(failed, .failed("TOTAL_MISMATCH"))

        try await fixture.outbox.finish(try await fixture.claimed(), .skipped("CANCELLED"))

        #expect(try await fixture.state(failed.id) == .skipped)
        #expect(try await fixture.details(failed.id).summary.cause == "CANCELLED")
    }

    @Test func `a failure leaves earlier skipped and failed events as they are`() async throws {
        let fixture = try OutboxFixture()
        let skipped = try await fixture.claimed()
        try await fixture.outbox.finish(skipped, .skipped("NOT_PAID"))

        try await fixture.outbox.finish(try await fixture.claimed(), .failed("TOTAL_MISMATCH"))

        #expect(try await fixture.state(skipped.id) == .skipped)
    }

    @Test func `a success settles later failed events when an earlier one is replayed`()
        async throws
    {
        let fixture = try OutboxFixture()
        let first = try await fixture.claimed()
        try await fixture.outbox.finish(first, .failed("MISSING_RATE"))
        let second = try await fixture.claimed()
        try await fixture.outbox.finish(second, .failed("MISSING_RATE"))
        try await fixture.outbox.replay(first.id)

        try await fixture.outbox.finish(try await fixture.claim(), .booked)

        #expect(try await fixture.state(second.id) == .done)
    }

    @Test func `the subject's other events wait as long as the one that is tried again`()
        async throws
    {
        let fixture = try OutboxFixture()
        try await fixture.accept()
        let other = try await fixture.accept()
        let timer = try await fixture.accept(dueIn: .seconds(86_400))

        try await fixture.outbox.finish(
            try await fixture.claim(),
            .retry("REMOTE_UNAVAILABLE", after: .seconds(7_200))
        )

        let due = fixture.clock.now.adding(.seconds(7_200))
        #expect(try await fixture.outbox.claim(limit: 9).isEmpty)
        #expect(try await fixture.details(other).summary.dueAt == due)
        #expect(
            try await fixture.details(timer).summary.dueAt
                == fixture.clock.now.adding(.seconds(86_400))
        )
    }
}
