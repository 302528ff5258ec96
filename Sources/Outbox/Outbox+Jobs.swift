import Foundation
import GRDB

extension Outbox {
    /// Notes a new job; it runs until it says otherwise.
    package func beginJob(
        kind: String,
        company: String,
        connection: String,
        parameters: String
    ) async throws -> LongJob {
        let now = settings.now().milliseconds
        return try await commits.write { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    INSERT INTO job (company, connection, kind, parameters, createdAt, updatedAt)
                    VALUES (?, ?, ?, ?, ?, ?) RETURNING *
                    """,
                arguments: [company, connection, kind, parameters, now, now]
            )
            guard let row else { throw OutboxError.unavailable(reason: "not run") }
            return try LongJob(row: row)
        }
    }

    /// Keeps how far a job has come.
    package func keep(_ job: LongJob) async throws {
        let now = settings.now().milliseconds
        try await commits.write(isOneStatement: true) { db in
            try db.execute(
                sql: """
                    UPDATE job SET state = ?, cursor = ?, done = ?, total = ?, tally = ?, message = ?,
                        updatedAt = ?
                    WHERE id = ?
                    """,
                arguments: [
                    job.state.rawValue, job.cursor, job.done, job.total, job.tally, job.message,
                    now, job.id,
                ]
            )
        }
    }

    package func job(_ id: Int64) async throws -> LongJob? {
        try await store.database.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM job WHERE id = ?", arguments: [id])
                .map(LongJob.init(row:))
        }
    }

    /// The newest jobs of a company, or of all, newest first.
    package func jobs(
        kind: String,
        company: String? = nil,
        state: LongJob.State? = nil,
        limit: Int = 50
    ) async throws -> [LongJob] {
        try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM job
                    WHERE kind = ?1 AND (?2 IS NULL OR company = ?2) AND (?3 IS NULL OR state = ?3)
                    ORDER BY id DESC LIMIT ?4
                    """,
                arguments: [kind, company, state?.rawValue, min(limit, Self.pageLimit)]
            ).map(LongJob.init(row:))
        }
    }
}
