import Foundation
import GRDB
import Logging
import ServiceLifecycle

/// Frees events whose worker is gone, and deletes payloads that nobody needs any more.
package struct Housekeeping: Service {
    static let interval = Duration.seconds(60)
    /// Payloads that one transaction looks at.
    static let batch = 500

    let outbox: Outbox
    let payloadRetentionDays: Int

    package init(outbox: Outbox, payloadRetentionDays: Int) {
        self.outbox = outbox
        self.payloadRetentionDays = payloadRetentionDays
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.interval)
                if Task.isCancelled { return }
                do {
                    try await outbox.freeInterrupted()
                    try await outbox.deletePayloads(olderThanDays: payloadRetentionDays)
                } catch {
                    outbox.logger.error(
                        "housekeeping failed; trying again in a minute",
                        metadata: ["reason": "\(error.localizedDescription)"]
                    )
                }
            }
        }
    }
}

extension Outbox {
    /// Deletes the payloads of events that came before, unless something of their subject is not settled.
    ///
    /// Works in small transactions, so that webhooks come in between, and in the order of arrival until it meets
    /// a payload that is to be kept for its age. Returns how many are gone.
    @discardableResult
    package func deletePayloads(olderThanDays days: Int) async throws -> Int {
        let cutoff = settings.now().milliseconds - Int64(days) * 86_400_000
        var (deleted, last): (Int, Int64?) = (0, 0)
        while let from = last {
            let batch = try await commits.write { db in
                try Self.deleteBatch(after: from, receivedBefore: cutoff, in: db)
            }
            deleted += batch.deleted
            last = batch.last
        }
        return deleted
    }

    /// Looks at the next payloads; `last` is nil when no older ones follow.
    private static func deleteBatch(
        after from: Int64,
        receivedBefore cutoff: Int64,
        in db: Database
    ) throws -> (deleted: Int, last: Int64?) {
        let batch = try Row.fetchAll(
            db,
            sql: """
                SELECT event.seq, event.receivedAt < ? AS isOld, EXISTS (
                    SELECT 1 FROM event AS other
                    WHERE other.company = event.company
                        AND other.connection = event.connection
                        AND other.subject = event.subject
                        AND other.state IN ('pending', 'running', 'failed')
                ) AS isOpen
                FROM payload JOIN event ON event.seq = payload.event
                WHERE payload.event > ? ORDER BY payload.event LIMIT \(Housekeeping.batch)
                """,
            arguments: [cutoff, from]
        )
        var deleted = 0
        for row in batch where row["isOld"] && !row["isOpen"] {
            try db.execute(
                sql: "DELETE FROM payload WHERE event = ?",
                arguments: [row["seq"] as Int64]
            )
            deleted += 1
        }
        guard let last = batch.last, batch.count == Housekeeping.batch, last["isOld"] else {
            return (deleted, nil)
        }
        return (deleted, last["seq"])
    }
}
