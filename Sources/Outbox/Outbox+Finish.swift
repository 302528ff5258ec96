import Foundation
import GRDB

extension Outbox {
    /// Records what a handler found, in one transaction that a cancelled task cannot undo.
    ///
    /// Settles the covered events of the subject likewise. Throws ``OutboxError/leaseLost(_:)`` and changes
    /// nothing when the event is no longer this worker's.
    package func finish(_ event: ClaimedEvent, _ verdict: Verdict) async throws {
        var generator = SystemRandomNumberGenerator()
        try await finish(event, verdict, using: &generator)
    }

    /// As ``finish(_:_:)``, with the dice of the backoff given.
    package func finish(
        _ event: ClaimedEvent,
        _ verdict: Verdict,
        using generator: inout some RandomNumberGenerator
    ) async throws {
        let now = settings.now()
        let ending = ending(of: event, verdict, now: now, using: &generator)
        let calls = String(decoding: try JSONEncoder().encode(event.calls.all), as: UTF8.self)
        try await commits.write { db in
            try Self.record(ending, of: event, calls: calls, now: now.milliseconds, in: db)
        }
        doorbell.ring()
    }

    /// A verdict after the retry policy has spoken.
    private struct Ending: Sendable {
        var state: EventState
        /// The verdict of the attempt; nil when it was none.
        var attempt: String?
        var cause: Cause?
        var message: String?
        var explanation: [String] = []
        var dueAt: Int64 = 0
    }

    private func ending(
        of event: ClaimedEvent,
        _ verdict: Verdict,
        now: Date,
        using generator: inout some RandomNumberGenerator
    ) -> Ending {
        switch verdict {
        case .done(let summary, let explanation):
            return Ending(state: .done, attempt: "done", message: summary, explanation: explanation)
        case .skipped(let cause):
            return Ending(
                state: .skipped,
                attempt: "skipped",
                cause: cause,
                message: cause.message,
                explanation: cause.explanation
            )
        case .failed(let cause):
            return failure(cause)
        case .retry(let cause, let after):
            guard !settings.retry.isExhausted(afterAttempts: event.budgetUsed) else {
                return failure(
                    Cause(
                        code: "RETRIES_EXHAUSTED",
                        message: cause.message,
                        remedy: cause.remedy,
                        explanation: cause.explanation
                    )
                )
            }
            let pause = settings.retry.pause(
                afterAttempts: event.budgetUsed,
                atLeast: after ?? .zero,
                using: &generator
            )
            return Ending(
                state: .pending,
                attempt: "retry",
                cause: cause,
                message: cause.message,
                explanation: cause.explanation,
                dueAt: now.adding(pause).milliseconds
            )
        case .waiting(let until, let reason):
            return Ending(
                state: .pending,
                attempt: nil,
                message: reason,
                dueAt: max(until.milliseconds, now.milliseconds)
            )
        }
    }

    private func failure(_ cause: Cause) -> Ending {
        Ending(
            state: .failed,
            attempt: "failed",
            cause: cause,
            message: cause.message,
            explanation: cause.explanation
        )
    }

    private static func record(
        _ ending: Ending,
        of event: ClaimedEvent,
        calls: String,
        now: Int64,
        in db: Database
    ) throws {
        try end(ending, event, now: now, in: db)
        if let verdict = ending.attempt {
            try db.cachedStatement(
                sql: """
                    UPDATE attempt SET endedAt = ?, verdict = ?, message = ?, calls = ?
                    WHERE event = ? AND number = ?
                    """
            ).execute(arguments: [
                now, verdict, ending.message, calls, event.id.sequence, event.attempt,
            ])
        } else {
            try db.cachedStatement(
                sql: "DELETE FROM attempt WHERE event = ? AND number = ?"
            ).execute(arguments: [event.id.sequence, event.attempt])
        }
        try settleOthers(as: ending, event, now: now, in: db)
        if ending.state == .done {
            try db.cachedStatement(
                sql: """
                    INSERT INTO success (company, connection, at) VALUES (?, ?, ?)
                    ON CONFLICT (company, connection) DO UPDATE SET at = excluded.at
                    """
            ).execute(arguments: [event.company, event.connection, now])
        }
    }

    private static func end(
        _ ending: Ending,
        _ event: ClaimedEvent,
        now: Int64,
        in db: Database
    ) throws {
        let isSettled = ending.state != .pending
        let uncounted = ending.attempt == nil ? 1 : 0
        try db.cachedStatement(
            sql: """
                UPDATE event SET
                    state = CASE WHEN runsAgain = 1 THEN 'pending' ELSE :state END,
                    finishedAt = CASE WHEN runsAgain = 1 THEN NULL ELSE :finishedAt END,
                    dueAt = CASE WHEN runsAgain = 1 THEN :now WHEN :isSettled THEN dueAt ELSE :dueAt END,
                    budgetUsed = CASE WHEN runsAgain = 1 THEN 0 ELSE budgetUsed - :uncounted END,
                    attempts = attempts - :uncounted,
                    cause = :cause, message = :message, remedy = :remedy, explanation = :explanation,
                    leaseUntil = NULL, coversThrough = NULL, runsAgain = 0
                WHERE seq = :seq AND state = 'running' AND attempts = :attempt
                """
        ).execute(arguments: [
            "state": ending.state.rawValue, "finishedAt": isSettled ? now : nil, "now": now,
            "isSettled": isSettled, "dueAt": ending.dueAt, "uncounted": uncounted,
            "cause": ending.cause?.code, "message": ending.message,
            "remedy": ending.cause?.remedy, "explanation": encoded(ending.explanation),
            "seq": event.id.sequence, "attempt": event.attempt,
        ])
        guard db.changesCount == 1 else { throw OutboxError.leaseLost(event.id) }
    }

    /// Ends the events that this attempt answered too.
    ///
    /// Pending ones that had come and were due before the read share the verdict; timers that were not due then
    /// stay, also when they have become due meanwhile. Earlier skipped and failed ones follow the subject's newest
    /// state: settled by a success, and no longer failed when by now nothing is to be done.
    private static func settleOthers(
        as ending: Ending,
        _ event: ClaimedEvent,
        now: Int64,
        in db: Database
    ) throws {
        let earlier: String
        switch ending.state {
        case .done: earlier = "OR state IN ('skipped', 'failed')"
        case .skipped: earlier = "OR state = 'failed'"
        case .failed: earlier = ""
        case .pending, .running:
            try postponeOthers(with: event, in: db)
            return
        }
        try db.cachedStatement(
            sql: """
                UPDATE event SET state = :state, finishedAt = :now, cause = :cause, message = :message,
                    remedy = :remedy, explanation = :explanation
                WHERE company = :company AND connection = :connection AND subject = :subject
                    AND seq <= :through AND seq <> :seq
                    AND ((state = 'pending' AND (dueAt <= :claimedAt OR budgetUsed > 0)) \(earlier))
                """
        ).execute(arguments: [
            "state": ending.state.rawValue, "now": now,
            "claimedAt": event.claimedAt.milliseconds, "cause": ending.cause?.code,
            "message": ending.message, "remedy": ending.cause?.remedy,
            "explanation": encoded(ending.explanation), "company": event.company,
            "connection": event.connection, "subject": event.subject,
            "through": event.coversThrough, "seq": event.id.sequence,
        ])
    }

    /// The other pending events of the subject wait as long, else they would go around the pause.
    private static func postponeOthers(with event: ClaimedEvent, in db: Database) throws {
        try db.cachedStatement(
            sql: """
                UPDATE event SET
                    dueAt = max(dueAt, (SELECT ended.dueAt FROM event AS ended WHERE ended.seq = ?))
                WHERE company = ? AND connection = ? AND subject = ? AND seq <= ? AND seq <> ?
                    AND state = 'pending'
                """
        ).execute(arguments: [
            event.id.sequence, event.company, event.connection, event.subject,
            event.coversThrough, event.id.sequence,
        ])
    }

    private static func encoded(_ explanation: [String]) -> String? {
        guard !explanation.isEmpty, let json = try? JSONEncoder().encode(explanation) else {
            return nil
        }
        return String(decoding: json, as: UTF8.self)
    }
}
