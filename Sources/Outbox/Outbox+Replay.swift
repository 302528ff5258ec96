package import Foundation
import GRDB

/// A request to work many events again, and how far it has come.
package struct Replay: Hashable, Sendable {
    package let id: EventID
    package let company: String?
    /// The filter, as its caller wrote it down.
    package let filter: String
    package let createdAt: Date
    package let matched: Int
    /// Of these, how many are settled again.
    package let done: Int

    package var isFinished: Bool { done >= matched }
}

extension Outbox {
    /// Events one transaction marks for a replay.
    private static let replayBatch = 500

    /// Makes the event due now, whatever its state, with a new budget of attempts.
    ///
    /// One that is running is worked once more when it ends. What is already done to the outside world is found
    /// and kept.
    @discardableResult
    package func replay(_ id: EventID) async throws -> Replay {
        let now = settings.now()
        let (sequence, company) = try await commits.write { db in
            guard let row = try Self.row(of: id, columns: "company", in: db) else {
                throw OutboxError.unknownEvent
            }
            let company: String = row["company"]
            try db.execute(
                sql: "INSERT INTO replay (company, filter, createdAt, matched) VALUES (?, ?, ?, 1)",
                arguments: [company, "id=\(id)", now.milliseconds]
            )
            let replay = db.lastInsertedRowID
            try Self.makeDue(id.sequence, now: now.milliseconds, replay: replay, in: db)
            return (replay, company)
        }
        doorbell.ring()
        return Replay(
            id: EventID(milliseconds: now.milliseconds, sequence: sequence),
            company: company,
            filter: "id=\(id)",
            createdAt: now,
            matched: 1,
            done: 0
        )
    }

    /// How many events the filter matches.
    package func count(_ filter: EventFilter) async throws -> Int {
        let condition = filter.condition
        return try await store.database.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM \(filter.source) WHERE \(condition.sql)",
                arguments: condition.arguments
            ) ?? 0
        }
    }

    /// Makes all matching events due now; returns when all are marked, not when they are worked.
    ///
    /// `describedAs` is kept with the replay for people to read.
    package func replay(_ filter: EventFilter, describedAs text: String) async throws -> Replay {
        let now = settings.now()
        let newest = try await store.database.read { db in
            try Int64.fetchOne(db, sql: "SELECT max(seq) FROM event") ?? 0
        }
        let sequence = try await commits.write { db in
            try db.execute(
                sql: "INSERT INTO replay (company, filter, createdAt, matched) VALUES (?, ?, ?, 0)",
                arguments: [filter.company, text, now.milliseconds]
            )
            return db.lastInsertedRowID
        }
        var last: Int64 = 0
        while let end = try await mark(
            filter,
            from: last,
            through: newest,
            for: sequence,
            now: now.milliseconds
        ) {
            last = end
            doorbell.ring()
        }
        let id = EventID(milliseconds: now.milliseconds, sequence: sequence)
        guard let replay = try await replayProgress(id) else { throw OutboxError.unknownEvent }
        return replay
    }

    /// Marks the next batch and returns its last event; nil when none is left.
    private func mark(
        _ filter: EventFilter,
        from last: Int64,
        through newest: Int64,
        for replay: Int64,
        now: Int64
    ) async throws -> Int64? {
        let condition = filter.condition
        // What is replayed stays pending: by its own index every batch would walk and sort all of it again.
        let source =
            filter.state == .pending && filter.subject == nil ? "event NOT INDEXED" : filter.source
        return try await commits.write { db in
            let batch = try Int64.fetchAll(
                db,
                sql: """
                    SELECT seq FROM \(source) WHERE \(condition.sql) AND seq > ? AND seq <= ?
                    ORDER BY seq LIMIT \(Self.replayBatch)
                    """,
                arguments: condition.arguments + [last, newest]
            )
            for sequence in batch { try Self.makeDue(sequence, now: now, replay: replay, in: db) }
            try db.execute(
                sql: "UPDATE replay SET matched = matched + ? WHERE seq = ?",
                arguments: [batch.count, replay]
            )
            return batch.last
        }
    }

    /// How far a replay has come; nil when there is none.
    package func replayProgress(_ id: EventID) async throws -> Replay? {
        try await store.database.read { db in
            guard
                let row = try Row.fetchOne(
                    db,
                    sql: "SELECT * FROM replay WHERE seq = ? AND createdAt = ?",
                    arguments: [id.sequence, id.milliseconds]
                )
            else { return nil }
            let open = try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM event
                    WHERE replay = ? AND state IN ('pending', 'running')
                    """,
                arguments: [id.sequence]
            )
            return Replay(
                id: id,
                company: row["company"],
                filter: row["filter"],
                createdAt: Date(milliseconds: row["createdAt"]),
                matched: row["matched"],
                done: max(0, row["matched"] - (open ?? 0))
            )
        }
    }

    /// Makes the failed events due whose cause a changed setting may have cured.
    ///
    /// Returns how many.
    @discardableResult
    package func retryFailed(company: String, causes: Set<String>) async throws -> Int {
        guard !causes.isEmpty else { return 0 }
        var (count, last): (Int, Int64?) = (0, 0)
        while let from = last {
            let batch = try await retryBatch(company: company, causes: causes.sorted(), after: from)
            count += batch.count
            last = batch.last
            if !batch.isEmpty { doorbell.ring() }
        }
        return count
    }

    /// The plus keeps the planner from the index of causes, where every batch would sort all that are left.
    private func retryBatch(
        company: String,
        causes: [String],
        after last: Int64
    ) async throws -> [Int64] {
        let now = settings.now().milliseconds
        let places = causes.map { _ in "?" }.joined(separator: ", ")
        return try await commits.write { db in
            let batch = try Int64.fetchAll(
                db,
                sql: """
                    SELECT seq FROM event
                    WHERE state IN ('skipped', 'failed') AND state = 'failed' AND company = ?
                        AND seq > ? AND +cause IN (\(places))
                    ORDER BY seq LIMIT \(Self.replayBatch)
                    """,
                arguments: [company, last] + StatementArguments(causes)
            )
            for sequence in batch { try Self.makeDue(sequence, now: now, replay: nil, in: db) }
            return batch
        }
    }

    private static func makeDue(
        _ sequence: Int64,
        now: Int64,
        replay: Int64?,
        in db: Database
    ) throws {
        let statement = try db.cachedStatement(
            sql: """
                UPDATE event SET
                    runsAgain = (state = 'running'),
                    state = CASE state WHEN 'running' THEN 'running' ELSE 'pending' END,
                    budgetUsed = CASE state WHEN 'running' THEN budgetUsed ELSE 0 END,
                    finishedAt = NULL, dueAt = ?, cause = NULL, message = NULL, remedy = NULL,
                    replay = coalesce(?, replay)
                WHERE seq = ?
                """
        )
        try statement.execute(arguments: [now, replay, sequence])
    }
}
