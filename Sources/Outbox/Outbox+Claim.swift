import Foundation
import GRDB
import Logging

extension Outbox {
    /// Gives out events that are due, oldest due first, at most one of a subject at a time.
    ///
    /// A claimed event is the caller's until its lease ends. It answers for all events of its subject that were
    /// pending and due by now, since its handler will read the subject's state after this.
    package func claim(limit: Int = 1) async throws -> [ClaimedEvent] {
        let settings = settings
        return try await commits.write { db in
            // Taken when the write's turn has come: what was stored before it is answered for.
            let now = settings.now()
            let lease = now.adding(settings.lease).milliseconds
            var claimed: [ClaimedEvent] = []
            while claimed.count < limit,
                let event = try Self.take(
                    Self.oldestDue,
                    [now.milliseconds],
                    now: now.milliseconds,
                    lease: lease,
                    in: db
                )
            {
                claimed.append(event)
            }
            return claimed
        }
    }

    /// The oldest event that is due and whose subject nobody works on; its argument is the time.
    private static let oldestDue = """
        SELECT due.seq FROM event AS due
        WHERE due.state = 'pending' AND due.dueAt <= ?
            AND NOT EXISTS (
                SELECT 1 FROM event AS busy
                WHERE busy.state = 'running' AND busy.company = due.company
                    AND busy.connection = due.connection AND busy.subject = due.subject
            )
        ORDER BY due.dueAt, due.seq LIMIT 1
        """

    /// A certain pending event, unless somebody works on its subject; its argument is the event.
    static let certain = """
        SELECT mine.seq FROM event AS mine
        WHERE mine.seq = ? AND mine.state = 'pending'
            AND NOT EXISTS (
                SELECT 1 FROM event AS busy
                WHERE busy.state = 'running' AND busy.company = mine.company
                    AND busy.connection = mine.connection AND busy.subject = mine.subject
            )
        """

    /// Takes the event that the selection finds; nil when it finds none.
    static func take(
        _ selection: String,
        _ arguments: StatementArguments,
        now: Int64,
        lease: Int64,
        in db: Database
    ) throws -> ClaimedEvent? {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE event SET
                    state = 'running', leaseUntil = ?, attempts = attempts + 1,
                    budgetUsed = budgetUsed + 1, cause = NULL, message = NULL, remedy = NULL,
                    coversThrough = (
                        SELECT max(other.seq) FROM event AS other
                        WHERE other.company = event.company
                            AND other.connection = event.connection
                            AND other.subject = event.subject
                    )
                WHERE seq = (\(selection))
                RETURNING seq, company, connection, topic, subject, deliveryID, receivedAt, attempts,
                    budgetUsed, coversThrough
                """
        )
        guard let row = try Row.fetchAll(statement, arguments: [lease] + arguments).first else {
            return nil
        }
        let event = ClaimedEvent(
            id: EventID(milliseconds: row["receivedAt"], sequence: row["seq"]),
            company: row["company"],
            connection: row["connection"],
            topic: row["topic"],
            subject: row["subject"],
            deliveryID: row["deliveryID"],
            receivedAt: Date(milliseconds: row["receivedAt"]),
            attempt: row["attempts"],
            budgetUsed: row["budgetUsed"],
            coversThrough: row["coversThrough"],
            claimedAt: Date(milliseconds: now),
            calls: CallLog()
        )
        try db.cachedStatement(
            sql: "INSERT INTO attempt (event, number, startedAt) VALUES (?, ?, ?)"
        ).execute(arguments: [event.id.sequence, event.attempt, now])
        return event
    }

    /// Lengthens the lease of an event whose handler is still at work.
    ///
    /// Throws ``OutboxError/leaseLost(_:)`` when the event is no longer this worker's.
    package func renewLease(of event: ClaimedEvent) async throws {
        let lease = settings.now().adding(settings.lease).milliseconds
        try await commits.write(isOneStatement: true) { db in
            try db.execute(
                sql: """
                    UPDATE event SET leaseUntil = ?
                    WHERE seq = ? AND state = 'running' AND attempts = ?
                    """,
                arguments: [lease, event.id.sequence, event.attempt]
            )
            guard db.changesCount == 1 else { throw OutboxError.leaseLost(event.id) }
        }
    }

    /// Throws ``OutboxError/leaseLost(_:)`` when the event is no longer this worker's.
    static func checkLease(of event: ClaimedEvent, in db: Database) throws {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM event WHERE seq = ? AND state = 'running' AND attempts = ?"
        )
        guard
            try Int.fetchOne(statement, arguments: [event.id.sequence, event.attempt]) != nil
        else { throw OutboxError.leaseLost(event.id) }
    }

    /// Keeps events the caller's until the task is cancelled; returns when none of them is the caller's any more.
    func renewLeases(of events: [ClaimedEvent]) async {
        var held = events
        while !held.isEmpty {
            try? await Task.sleep(for: settings.lease / 3)
            guard !Task.isCancelled else { return }
            for event in held {
                do {
                    try await renewLease(of: event)
                } catch OutboxError.leaseLost {
                    held.removeAll { $0.id == event.id }
                } catch {
                    logger.warning(
                        "a lease could not be renewed",
                        metadata: [
                            "event": "\(event.id)", "reason": "\(error.localizedDescription)",
                        ]
                    )
                }
            }
        }
    }

    /// Does something long with events that were taken together, which stay the caller's meanwhile.
    package func holding<Value: Sendable>(
        _ events: [ClaimedEvent],
        while body: @escaping @Sendable () async -> Value
    ) async -> Value {
        async let _: Void = renewLeases(of: events)
        let value = await body()
        // Leaving the scope cancels the renewal and waits for it.
        return value
    }

    /// Frees the events whose worker is gone; the interrupted attempt is not counted.
    ///
    /// Returns how many.
    ///
    /// `all` frees every running event: right at start, when the process that ran them is known to be dead.
    @discardableResult
    package func freeInterrupted(all: Bool = false) async throws -> Int {
        let now = settings.now().milliseconds
        let freed = try await commits.write { db in
            let running = try Row.fetchAll(
                db,
                sql: """
                    SELECT seq, attempts FROM event
                    WHERE state = 'running' AND (leaseUntil <= ? OR ?) LIMIT 1000
                    """,
                arguments: [now, all]
            )
            for row in running {
                let sequence: Int64 = row["seq"]
                try db.execute(
                    sql: """
                        UPDATE attempt SET endedAt = ?, verdict = 'interrupted'
                        WHERE event = ? AND number = ? AND endedAt IS NULL
                        """,
                    arguments: [now, sequence, row["attempts"] as Int]
                )
                try db.execute(
                    sql: """
                        UPDATE event SET state = 'pending', leaseUntil = NULL, coversThrough = NULL,
                            dueAt = ?, runsAgain = 0,
                            budgetUsed = CASE runsAgain WHEN 1 THEN 0 ELSE max(0, budgetUsed - 1) END
                        WHERE seq = ?
                        """,
                    arguments: [now, sequence]
                )
            }
            return running.count
        }
        if freed > 0 { doorbell.ring() }
        return freed
    }
}
