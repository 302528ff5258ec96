package import Foundation
import GRDB

/// How much is waiting, at work and in need of a person.
package struct QueueCounts: Hashable, Sendable {
    /// Due, or due within the hour.
    package var pending = 0
    /// Due later: timers.
    package var scheduled = 0
    package var running = 0
    package var failed = 0
    /// How long the longest-waiting due event has been due.
    package var oldestPendingSeconds = 0

    package init() {}

    init(pending: Int, scheduled: Int, running: Int, failed: Int, oldestPendingSeconds: Int) {
        self.pending = pending
        self.scheduled = scheduled
        self.running = running
        self.failed = failed
        self.oldestPendingSeconds = oldestPendingSeconds
    }
}

/// Failed events of one connection and cause.
package struct Trouble: Hashable, Sendable {
    package var connection: String
    package var cause: String
    package var count: Int
    /// The newest one's.
    package var subject: String
}

extension Outbox {
    /// Whether an event has been due for a second or more.
    package func isBehind() async throws -> Bool {
        let limit = settings.now().milliseconds - 1_000
        return try await store.database.read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT 1 FROM event INDEXED BY event_due
                        WHERE state = 'pending' AND dueAt <= ? LIMIT 1
                        """
                ),
                arguments: [limit]
            ) != nil
        }
    }

    /// The counts of one company, or of all.
    package func counts(company: String? = nil) async throws -> QueueCounts {
        let now = settings.now().milliseconds
        let ofCompany = company == nil ? "TRUE" : "company = :company"
        return try await store.database.read { db in
            let arguments: StatementArguments = company.map { ["company": $0] } ?? []
            let soon: StatementArguments = ["soon": now + 3_600_000]
            func count(
                _ index: String,
                _ condition: String,
                _ more: StatementArguments = []
            ) throws -> Int {
                try Int.fetchOne(
                    db.cachedStatement(
                        sql: """
                            SELECT count(*) FROM event INDEXED BY \(index)
                            WHERE \(condition) AND \(ofCompany)
                            """
                    ),
                    arguments: arguments + more
                ) ?? 0
            }
            let oldest = try Int64.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT min(dueAt) FROM event INDEXED BY event_due
                        WHERE state = 'pending' AND \(ofCompany)
                        """
                ),
                arguments: arguments
            )
            return QueueCounts(
                pending: try count("event_due", "state = 'pending' AND dueAt <= :soon", soon),
                scheduled: try count("event_due", "state = 'pending' AND dueAt > :soon", soon),
                running: try count("event_running", "state = 'running'"),
                failed: try count(
                    "event_attention",
                    "state IN ('skipped', 'failed') AND state = 'failed'"
                ),
                oldestPendingSeconds: oldest.map { Int(max(0, now - $0) / 1_000) } ?? 0
            )
        }
    }

    /// How many events of the company are failed or skipped, by cause.
    package func causes(
        company: String,
        state: EventState
    ) async throws -> [(cause: String, count: Int)] {
        try await store.database.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT cause, count(*) AS count FROM event
                        WHERE company = ? AND state = '\(state.rawValue)' AND cause IS NOT NULL
                        GROUP BY cause ORDER BY count DESC, cause LIMIT 100
                        """
                ),
                arguments: [company]
            ).map { (cause: $0["cause"], count: $0["count"]) }
        }
    }

    /// What the company's failed events failed for, by connection and cause, with the newest event of each.
    ///
    /// Beside `max`, SQLite takes the other columns from the row that has the maximum.
    package func troubles(company: String) async throws -> [Trouble] {
        try await store.database.read { db in
            try Row.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT connection, cause, count(*) AS count, max(seq), subject
                        FROM event INDEXED BY event_attention
                        WHERE state IN ('skipped', 'failed') AND state = 'failed' AND company = ?
                        GROUP BY connection, cause ORDER BY connection, cause LIMIT 500
                        """
                ),
                arguments: [company]
            ).map { row in
                Trouble(
                    connection: row["connection"],
                    cause: row["cause"],
                    count: row["count"],
                    subject: row["subject"]
                )
            }
        }
    }

    /// When an event of each connection was last worked off, by company and connection.
    package func lastSuccesses() async throws -> [String: [String: Date]] {
        try await store.database.read { db in
            var successes: [String: [String: Date]] = [:]
            for row in try Row.fetchAll(db, sql: "SELECT * FROM success LIMIT 10000") {
                successes[row["company"], default: [:]][row["connection"]] =
                    Date(milliseconds: row["at"])
            }
            return successes
        }
    }

    /// What became of the events received on each day; `days` are the days' first moments and the last one's end.
    ///
    /// Only what is settled counts; days without that are empty. At most 400 days.
    package func outcomes(company: String, days: [Date]) async throws -> [[EventState: Int]] {
        let bounds = days.prefix(401).map(\.milliseconds)
        let spans = zip(bounds, bounds.dropFirst()).map { "[\($0),\($1)]" }
        return try await store.database.read { db in
            // One pass over each day's part of the index, without sorting it by state.
            let counts = try String?.fetchAll(
                db.cachedStatement(
                    sql: """
                        SELECT (
                            SELECT sum(state = 'done') || ' ' || sum(state = 'skipped') || ' '
                                || sum(state = 'failed')
                            FROM event INDEXED BY event_received
                            WHERE company = ?2 AND receivedAt >= day.value ->> 0
                                AND receivedAt < day.value ->> 1
                        ) FROM json_each(?1) AS day ORDER BY day.key
                        """
                ),
                arguments: ["[\(spans.joined(separator: ","))]", company]
            )
            return counts.map { text in
                let numbers = (text ?? "").split(separator: " ").map { Int($0) ?? 0 }
                return Dictionary(
                    zip([EventState.done, .skipped, .failed], numbers).filter { $0.1 > 0 },
                    uniquingKeysWith: { first, _ in first }
                )
            }
        }
    }

    /// When the longest waiting event of the company that is due arrived.
    package func oldestWaiting(company: String) async throws -> Date? {
        let now = settings.now().milliseconds
        return try await store.database.read { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT min(receivedAt) FROM event INDEXED BY event_due
                        WHERE state = 'pending' AND dueAt <= ? AND company = ?
                        """
                ),
                arguments: [now, company]
            ).map(Date.init(milliseconds:))
        }
    }

    /// How many effects of a kind were made since then.
    package func effectCount(company: String, kind: String, since: Date) async throws -> Int {
        try await store.database.read { db in
            try Int.fetchOne(
                db.cachedStatement(
                    sql:
                        "SELECT count(*) FROM effect WHERE company = ? AND kind = ? AND endedAt >= ?"
                ),
                arguments: [company, kind, since.milliseconds]
            ) ?? 0
        }
    }

    /// A text that is another one after every change of the company's events.
    package func mark(of company: String) async throws -> String {
        let counts = try await counts(company: company)
        return try await store.database.read { db in
            let newest = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT max(seq) FROM event WHERE company = ?"),
                arguments: [company]
            )
            let success = try Int64.fetchOne(
                db.cachedStatement(sql: "SELECT max(at) FROM success WHERE company = ?"),
                arguments: [company]
            )
            let numbers = [
                Int64(counts.pending), Int64(counts.running), Int64(counts.failed), newest ?? 0,
                success ?? 0,
            ]
            return numbers.map(String.init).joined(separator: "/")
        }
    }

    /// All events there are.
    package func eventCount() async throws -> Int {
        try await store.database.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM event") ?? 0
        }
    }

    /// When the next event that is not due yet becomes due.
    func nextDue(after now: Date) async throws -> Date? {
        try await store.database.read { db in
            try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT min(dueAt) FROM event WHERE state = 'pending' AND dueAt > ?"
                ),
                arguments: [now.milliseconds]
            ).map(Date.init(milliseconds:))
        }
    }
}
