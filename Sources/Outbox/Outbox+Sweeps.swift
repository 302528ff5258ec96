package import Foundation
import GRDB

/// When a source was last asked for what its webhooks did not tell.
package struct SweepRecord: Hashable, Sendable {
    package let company: String
    package let connection: String
    /// Everything that changed before this was asked for.
    package let through: Date
    package let ranAt: Date
    /// Subjects that had changed, and those of them that no webhook had told of, in the last sweep.
    package let changed: Int
    package let missed: Int

    package init(
        company: String,
        connection: String,
        through: Date,
        ranAt: Date,
        changed: Int,
        missed: Int
    ) {
        self.company = company
        self.connection = connection
        self.through = through
        self.ranAt = ranAt
        self.changed = changed
        self.missed = missed
    }

    init(row: Row) {
        self.init(
            company: row["company"],
            connection: row["connection"],
            through: Date(milliseconds: row["through"]),
            ranAt: Date(milliseconds: row["ranAt"]),
            changed: row["changed"],
            missed: row["missed"]
        )
    }
}

extension Outbox {
    /// Keeps that a source was asked.
    package func keep(_ sweep: SweepRecord) async throws {
        try await commits.write(isOneStatement: true) { db in
            try db.execute(
                sql: """
                    INSERT INTO sweep (company, connection, through, ranAt, changed, missed)
                    VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (company, connection) DO UPDATE SET
                        through = excluded.through, ranAt = excluded.ranAt,
                        changed = excluded.changed, missed = excluded.missed
                    """,
                arguments: [
                    sweep.company, sweep.connection, sweep.through.milliseconds,
                    sweep.ranAt.milliseconds, sweep.changed, sweep.missed,
                ]
            )
        }
    }

    /// The last sweep of every source that was ever asked; at most 10,000.
    package func sweeps() async throws -> [SweepRecord] {
        try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM sweep ORDER BY company, connection LIMIT 10000"
            ).map(SweepRecord.init(row:))
        }
    }

    /// When the newest event about each of the subjects came; those never heard of are left out.
    ///
    /// Events of the topic that is our own (a timer) tell nothing of the source.
    package func newestEvents(
        company: String,
        connection: String,
        subjects: [String],
        exceptTopic topic: String
    ) async throws -> [String: Date] {
        try await store.database.read { db in
            var newest: [String: Date] = [:]
            let statement = try db.cachedStatement(
                sql: """
                    SELECT receivedAt FROM event
                    WHERE company = ? AND connection = ? AND subject = ? AND topic <> ?
                    ORDER BY seq DESC LIMIT 1
                    """
            )
            for subject in subjects {
                let received = try Int64.fetchOne(
                    statement,
                    arguments: [company, connection, subject, topic]
                )
                newest[subject] = received.map(Date.init(milliseconds:))
            }
            return newest
        }
    }

    /// When the last webhook of a connection came since a moment, sweeps and backfills not counted.
    ///
    /// Walks the company's events since then: an index of its own would be paid for by every webhook.
    package func lastWebhook(
        company: String,
        connection: String,
        exceptTopics topics: [String],
        since: Date
    ) async throws -> Date? {
        let marks = topics.map { _ in "?" }.joined(separator: ", ")
        return try await store.database.read { db in
            try Int64.fetchOne(
                db,
                sql: """
                    SELECT receivedAt FROM event
                    WHERE company = ? AND receivedAt >= ? AND connection = ?
                        AND topic NOT IN (\(marks))
                    ORDER BY receivedAt DESC LIMIT 1
                    """,
                arguments: [company, since.milliseconds, connection] + StatementArguments(topics)
            ).map(Date.init(milliseconds:))
        }
    }
}
