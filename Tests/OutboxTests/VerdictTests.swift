import Foundation
import Testing

@testable import Outbox

struct VerdictTests {
    @Test func `a success keeps what was done and why, and the calls of the attempt`() async throws
    {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        let call = RecordedCall(
            service: "tripletex",
            method: "POST",
            path: "/order",
            status: 201,
            milliseconds: 12,
            requestID: "r1"
        )
        event.calls.record(call)
        fixture.clock.advance(.seconds(3))

        try await fixture.outbox.finish(event, .booked)

        let details = try await fixture.details(event.id)
        #expect(details.summary.state == .done)
        #expect(details.summary.cause == nil)
        #expect(details.summary.message == "booked")
        #expect(details.summary.finishedAt == fixture.clock.now)
        #expect(details.explanation == ["25 % by default"])
        #expect(details.attempts.count == 1)
        #expect(details.attempts[0].verdict == "done")
        #expect(details.attempts[0].startedAt == TestClock.start)
        #expect(details.attempts[0].endedAt == fixture.clock.now)
        #expect(details.attempts[0].calls == [call])
        let successes = try await fixture.outbox.lastSuccesses()
        #expect(successes == [OutboxFixture.company: ["shop": fixture.clock.now]])
    }

    @Test(arguments: [
        (Verdict.skipped("NOT_PAID"), EventState.skipped, "NOT_PAID"),
        (.failed("TOTAL_MISMATCH"), .failed, "TOTAL_MISMATCH"),
    ])
    func `a skipped or failed event shows cause, message, remedy and explanation`(
        verdict: Verdict,
        state: EventState,
        code: String
    ) async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()

        try await fixture.outbox.finish(event, verdict)

        let details = try await fixture.details(event.id)
        #expect(details.summary.state == state)
        #expect(details.summary.cause == code)
        #expect(details.summary.message == "message of \(code)")
        #expect(details.summary.remedy == "remedy of \(code)")
        #expect(details.explanation == ["explanation of \(code)"])
        #expect(details.attempts.map(\.verdict) == [state.rawValue])
        #expect(try await fixture.outbox.lastSuccesses().isEmpty)
    }

    @Test func `a retry is due after a pause drawn by the policy`() async throws {
        let policy = RetryPolicy(base: .seconds(8), cap: .seconds(60))
        let fixture = try OutboxFixture(retry: policy)
        var generator = SeededGenerator(seed: 5)
        var expected = SeededGenerator(seed: 5)
        let id = try await fixture.accept()

        for attempt in 1...6 {
            let event = try await fixture.claim()
            try await fixture.outbox.finish(event, .retry("TIMEOUT"), using: &generator)
            let pause = policy.pause(afterAttempts: attempt, using: &expected)
            let summary = try await fixture.details(id).summary
            #expect(summary.state == .pending)
            #expect(summary.cause == "TIMEOUT")
            #expect(summary.attempts == attempt)
            #expect(summary.dueAt == fixture.clock.now.adding(pause))
            fixture.clock.advance(pause)
        }
    }

    @Test func `a retry comes no sooner than the service asked for`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()

        try await fixture.outbox.finish(event, .retry("TIMEOUT", after: .seconds(5_000)))
        fixture.clock.advance(.milliseconds(4_999_999))
        let early = try await fixture.outbox.claim()
        fixture.clock.advance(.milliseconds(1))

        #expect(early.isEmpty)
        #expect(try await fixture.outbox.claim().count == 1)
    }

    @Test func `after the last attempt the event fails, with the last message`() async throws {
        let fixture = try OutboxFixture(retry: RetryPolicy(maximumAttempts: 3))
        let id = try await fixture.accept()

        for _ in 1...3 {
            try await fixture.outbox.finish(try await fixture.claim(), .retry("TIMEOUT"))
            fixture.clock.advance(.seconds(3_600))
        }

        let details = try await fixture.details(id)
        #expect(details.summary.state == .failed)
        #expect(details.summary.cause == "RETRIES_EXHAUSTED")
        #expect(details.summary.message == "message of TIMEOUT")
        #expect(details.summary.remedy == "remedy of TIMEOUT")
        #expect(details.attempts.map(\.verdict) == ["retry", "retry", "failed"])
        #expect(try await fixture.outbox.claim().isEmpty)
    }

    @Test func `waiting is no attempt and leaves none behind`() async throws {
        let fixture = try OutboxFixture(retry: RetryPolicy(maximumAttempts: 1))
        let id = try await fixture.accept()

        for _ in 1...5 {
            let event = try await fixture.claim()
            #expect(event.attempt == 1)
            let until = fixture.clock.now.adding(.seconds(30))
            try await fixture.outbox.finish(event, .waiting(until: until, reason: "rate limit"))
            let details = try await fixture.details(id)
            #expect(details.summary.state == .pending)
            #expect(details.summary.message == "rate limit")
            #expect(details.summary.attempts == 0)
            #expect(details.summary.dueAt == until)
            #expect(details.attempts.isEmpty)
            #expect(try await fixture.outbox.claim().isEmpty)
            fixture.clock.advance(.seconds(30))
        }
    }

    @Test func `waiting until a time past means now`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()

        try await fixture.outbox.finish(event, .waiting(until: .distantPast, reason: "shutdown"))

        #expect(try await fixture.details(event.id).summary.dueAt == fixture.clock.now)
    }

    @Test func `an outcome is recorded although the task was cancelled`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.cancelAll()
            group.addTask { try await fixture.outbox.finish(event, .booked) }
            try await group.waitForAll()
        }

        #expect(try await fixture.state(event.id) == .done)
    }

    @Test func `of very many calls of one attempt the first ones are kept`() async throws {
        let fixture = try OutboxFixture()
        let event = try await fixture.claimed()
        for number in 0..<(CallLog.limit + 10) {
            event.calls.record(
                RecordedCall(
                    service: "s",
                    method: "GET",
                    path: "/\(number)",
                    status: nil,
                    milliseconds: 0,
                    requestID: nil
                )
            )
        }

        try await fixture.outbox.finish(event, .booked)

        let calls = try await fixture.details(event.id).attempts[0].calls
        #expect(calls.count == CallLog.limit)
        #expect(calls.last?.path == "/\(CallLog.limit - 1)")
    }
}
