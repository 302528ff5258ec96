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
}

extension Outbox {
    /// The counts of one company, or of all.
    package func counts(company: String? = nil) async throws -> QueueCounts {
        let now = settings.now().milliseconds
        let ofCompany = company == nil ? "TRUE" : "company = :company"
        return try await store.database.read { db in
            func count(_ condition: String) throws -> Int {
                try Int.fetchOne(
                    db,
                    sql: "SELECT count(*) FROM event WHERE \(condition) AND \(ofCompany)",
                    arguments: arguments
                ) ?? 0
            }
            let soon = now + 3_600_000
            let arguments: StatementArguments = company.map { ["company": $0] } ?? []
            let oldest = try Int64.fetchOne(
                db,
                sql: "SELECT min(dueAt) FROM event WHERE state = 'pending' AND \(ofCompany)",
                arguments: arguments
            )
            return QueueCounts(
                pending: try count("state = 'pending' AND dueAt <= \(soon)"),
                scheduled: try count("state = 'pending' AND dueAt > \(soon)"),
                running: try count("state = 'running'"),
                failed: try count("state = 'failed'"),
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
                db,
                sql: """
                    SELECT cause, count(*) AS count FROM event
                    WHERE company = ? AND state = '\(state.rawValue)' AND cause IS NOT NULL
                    GROUP BY cause ORDER BY count DESC, cause LIMIT 100
                    """,
                arguments: [company]
            ).map { (cause: $0["cause"], count: $0["count"]) }
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

    /// How many effects of a kind were made since then, by the day that `dayOf` says.
    package func effectCounts(
        company: String,
        kind: String,
        since: Date,
        dayOf: @Sendable (Date) -> String
    ) async throws -> [String: Int] {
        let ends = try await store.database.read { db in
            try Int64.fetchAll(
                db,
                sql: """
                    SELECT endedAt FROM effect WHERE company = ? AND kind = ? AND endedAt >= ?
                    LIMIT 1000000
                    """,
                arguments: [company, kind, since.milliseconds]
            )
        }
        return Dictionary(grouping: ends) { dayOf(Date(milliseconds: $0)) }.mapValues(\.count)
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
                db,
                sql: "SELECT min(dueAt) FROM event WHERE state = 'pending' AND dueAt > ?",
                arguments: [now.milliseconds]
            ).map(Date.init(milliseconds:))
        }
    }
}
