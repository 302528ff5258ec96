import Foundation
import Testing

@testable import Outbox

struct ReplayTests {
    @Test(arguments: [Verdict.booked, .skipped("NOT_PAID"), .failed("TOTAL_MISMATCH")])
    func `a settled event is worked again, and attempts are numbered on`(
        verdict: Verdict
    )
        async throws
    {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        try await fixture.outbox.finish(event, verdict)

        let replay = try await fixture.outbox.replay(event.id)
        let pending = try await fixture.details(event.id).summary
        let again = try await fixture.claim()
        try await fixture.outbox.finish(again, .booked)

        #expect(replay.company == OutboxFixture.company)
        #expect(replay.matched == 1)
        #expect(!replay.isFinished)
        #expect(pending.state == .pending && pending.cause == nil && pending.finishedAt == nil)
        #expect(again.id == event.id)
        #expect(again.attempt == 2)
        #expect(try await fixture.details(event.id).attempts.map(\.number) == [1, 2])
        let progress = try #require(try await fixture.outbox.replayProgress(replay.id))
        #expect(progress.isFinished)
        #expect(progress.company == OutboxFixture.company)
        #expect(progress.filter == "id=\(event.id)")
    }

    @Test func `a second replay runs again`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        try await fixture.outbox.finish(event, .booked)

        for attempt in 2...4 {
            try await fixture.outbox.replay(event.id)
            let again = try await fixture.claim()
            #expect(again.attempt == attempt)
            try await fixture.outbox.finish(again, .booked)
            #expect(try await fixture.outbox.claim().isEmpty)
        }
    }

    @Test func `a replay is not settled by an attempt at the subject that began before it`()
        async throws
    {
        let fixture = try OutboxFixture()
        let failed = try await fixture.claimed()
        try await fixture.outbox.finish(failed, .failed("MISSING_ACCOUNT_MAPPING"))
        let later = try await fixture.claimed()
        fixture.clock.advance(.seconds(5))

        // The mapping is mended while the later event is worked under the old one.
        try await fixture.outbox.replay(failed.id)
        try await fixture.outbox.finish(later, .failed("MISSING_ACCOUNT_MAPPING"))

        #expect(try await fixture.details(failed.id).summary.state == .pending)
        #expect(try await fixture.claim().id == failed.id)
    }

    @Test func `a replay by hand takes the place of a pending retry`() async throws {
        let fixture = try OutboxFixture(retry: RetryPolicy(maximumAttempts: 2))
        let event = try await fixture.claimed()
        try await fixture.outbox.finish(event, .retry("TIMEOUT", after: .seconds(3_000)))

        try await fixture.outbox.replay(event.id)
        let now = try await fixture.claim()
        try await fixture.outbox.finish(now, .booked)
        fixture.clock.advance(.seconds(10_000))

        #expect(now.id == event.id)
        #expect(try await fixture.outbox.claim().isEmpty)
    }

    @Test func `a replay gives a new budget of attempts`() async throws {
        let fixture = try OutboxFixture(retry: RetryPolicy(maximumAttempts: 2))
        let id = try await fixture.accept()
        for _ in 1...2 {
            try await fixture.outbox.finish(try await fixture.claim(), .retry("TIMEOUT"))
            fixture.clock.advance(.seconds(60))
        }
        #expect(try await fixture.details(id).summary.cause == "RETRIES_EXHAUSTED")

        try await fixture.outbox.replay(id)
        let third = try await fixture.claim()
        try await fixture.outbox.finish(third, .retry("TIMEOUT"))

        #expect(third.attempt == 3)
        #expect(try await fixture.state(id) == .pending)
    }

    @Test(arguments: [Verdict.booked, .failed("TOTAL_MISMATCH"), .retry("TIMEOUT")])
    func `an event replayed while it runs is worked once more when it ends`(
        verdict: Verdict
    )
        async throws
    {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()

        let replay = try await fixture.outbox.replay(event.id)
        #expect(try await fixture.state(event.id) == .running)
        #expect(try await fixture.outbox.claim().isEmpty)
        try await fixture.outbox.finish(event, verdict)
        #expect(try await fixture.outbox.replayProgress(replay.id)?.isFinished == false)
        let again = try await fixture.claim()
        try await fixture.outbox.finish(again, .booked)

        #expect(again.attempt == 2)
        #expect(try await fixture.state(event.id) == .done)
        #expect(try await fixture.outbox.claim().isEmpty)
        #expect(try await fixture.outbox.replayProgress(replay.id)?.isFinished == true)
    }

    @Test func `an event replayed while it runs keeps its new budget when the process dies`()
        async throws
    {
        let fixture = try OutboxFixture(retry: RetryPolicy(maximumAttempts: 2))
        let event = try await fixture.claimed()
        try await fixture.outbox.finish(event, .retry("TIMEOUT", after: .zero))
        fixture.clock.advance(.seconds(10))
        _ = try await fixture.claim()
        try await fixture.outbox.replay(event.id)
        try await fixture.outbox.freeInterrupted(all: true)

        try await fixture.outbox.finish(try await fixture.claim(), .retry("TIMEOUT"))

        #expect(try await fixture.state(event.id) == .pending)
    }

    @Test func `a replay of an unknown event is refused`() async throws {
        let fixture = try OutboxFixture()

        await #expect(throws: OutboxError.unknownEvent) {
            try await fixture.outbox.replay(EventID(milliseconds: 1, sequence: 1))
        }
    }

    @Test func `a replay by filter takes all that match, after a dry run that counts the same`()
        async throws
    {
        let fixture = try OutboxFixture(isDurable: false)
        try await fixture.accept(count: 1_200)
        try await fixture.finish(try await fixture.outbox.claim(limit: 1_200)) {
            $0.id.sequence % 3 != 0 ? .failed("MISSING_RATE") : .booked
        }
        let filter = EventFilter(company: OutboxFixture.company, state: .failed)

        let counted = try await fixture.outbox.count(filter)
        let replay = try await fixture.outbox.replay(filter, describedAs: "state=failed")

        #expect(counted == 800)
        #expect(replay.matched == 800)
        #expect(replay.done == 0)
        #expect(replay.filter == "state=failed")
        #expect(try await fixture.outbox.count(filter) == 0)
        let events = try await fixture.outbox.claim(limit: 1_000)
        #expect(events.count == 800)
        try await fixture.finish(Array(events.prefix(300))) { _ in .booked }
        #expect(try await fixture.outbox.replayProgress(replay.id)?.done == 300)
    }

    @Test func `a filter that matches nothing makes a finished replay`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.accept()

        let replay = try await fixture.outbox.replay(
            EventFilter(company: "nobody"),
            describedAs: "company=nobody"
        )

        #expect(replay.matched == 0)
        #expect(replay.isFinished)
    }

    @Test func `a replay that does not exist has no progress`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        let replay = try await fixture.outbox.replay(event.id)

        let guess = EventID(
            milliseconds: replay.id.milliseconds + 1,
            sequence: replay.id.sequence
        )

        #expect(try await fixture.outbox.replayProgress(guess) == nil)
    }

    @Test func `failed events whose cause a setting cures are due again, others are not`()
        async throws
    {
        let fixture = try OutboxFixture()
        let verdicts: [Verdict] = [
            .failed("MISSING_RATE"), .failed("MISSING_ACCOUNT_MAPPING"), .failed("TOTAL_MISMATCH"),
            .skipped("MISSING_RATE"), .booked,
        ]
        var ids: [EventID] = []
        for (number, verdict) in verdicts.enumerated() {
            let event = try await fixture.claimed("order/\(number)")
            ids.append(event.id)
            try await fixture.outbox.finish(event, verdict)
        }
        let foreign = try await fixture.accept(company: "other")
        try await fixture.outbox.finish(try await fixture.claim(), .failed("MISSING_RATE"))

        let count = try await fixture.outbox.retryFailed(
            company: OutboxFixture.company,
            causes: ["MISSING_RATE", "MISSING_ACCOUNT_MAPPING"]
        )

        var states: [EventState] = []
        for id in ids + [foreign] { states.append(try await fixture.state(id)) }
        #expect(count == 2)
        #expect(states == [.pending, .pending, .failed, .skipped, .done, .failed])
        #expect(try await fixture.outbox.retryFailed(company: "nordlys", causes: []) == 0)
    }

    @Test func `very many failed events are made due in batches`() async throws {
        let fixture = try OutboxFixture(isDurable: false)
        try await fixture.accept(count: 1_100)
        try await fixture.finish(try await fixture.outbox.claim(limit: 1_100)) { _ in
            .failed("MISSING_RATE")
        }

        let count = try await fixture.outbox.retryFailed(
            company: OutboxFixture.company,
            causes: ["MISSING_RATE"]
        )

        #expect(count == 1_100)
        #expect(try await fixture.outbox.counts().pending == 1_100)
    }
}
