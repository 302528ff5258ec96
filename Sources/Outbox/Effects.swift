import Foundation
import GRDB

/// What an effect left behind in the outside world.
package struct EffectRecord: Hashable, Sendable {
    /// What was made, as `customer`, `invoice` or `payment`.
    package var kind: String
    package var id: String
    package var number: String?
    package var url: String?
    /// What exactly was made, in its maker's own form, so that a later change of the facts can be told.
    package var content: String?

    package init(
        kind: String,
        id: String,
        number: String? = nil,
        url: String? = nil,
        content: String? = nil
    ) {
        self.kind = kind
        self.id = id
        self.number = number
        self.url = url
        self.content = content
    }

    init(row: Row) {
        self.init(
            kind: row["kind"],
            id: row["resultID"],
            number: row["number"],
            url: row["url"],
            content: row["content"]
        )
    }
}

/// Does things to the outside world once, whatever happens in between.
///
/// Each effect is named after the business fact (`invoice/shop/order/1001`), unique in its company. It is noted
/// on disk before it starts and after it ended; an effect that was interrupted is looked up before it is tried
/// again. Two events about the same fact share it.
package struct Effects: Sendable {
    let outbox: Outbox
    let event: ClaimedEvent

    package init(outbox: Outbox, event: ClaimedEvent) {
        self.outbox = outbox
        self.event = event
    }

    /// The effect's result: remembered, found, or made now.
    ///
    /// `find` is asked only when an earlier try may have happened. When `perform` throws, and the error does not
    /// say that nothing happened, the effect's state is unknown and `find` is asked next time. Throws
    /// ``OutboxError/leaseLost(_:)`` when the event is no longer this worker's: another may be at it.
    package func once(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectRecord?,
        perform: @Sendable () async throws -> EffectRecord
    ) async throws -> EffectRecord {
        let turn = "\(event.company)\u{1F}\(key)"
        await outbox.keys.begin(turn)
        do {
            try Task.checkCancellation()
            let record = try await remembered(key, ifInterrupted: find, perform: perform)
            await outbox.keys.end(turn)
            return record
        } catch {
            await outbox.keys.end(turn)
            throw error
        }
    }

    /// What the effect left behind when it was done; nil when it is not, or nobody knows yet.
    package func recorded(_ key: String) async throws -> EffectRecord? {
        let company = event.company
        return try await outbox.store.database.read { db in
            try Row.fetchOne(
                db,
                sql: "SELECT * FROM effect WHERE company = ? AND key = ? AND state = 'done'",
                arguments: [company, key]
            ).map(EffectRecord.init(row:))
        }
    }

    private enum Note: Sendable {
        case fresh
        case interrupted
        case done(EffectRecord)
    }

    private func remembered(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectRecord?,
        perform: @Sendable () async throws -> EffectRecord
    ) async throws -> EffectRecord {
        switch try await note(key) {
        case .done(let record):
            return record
        case .fresh:
            break
        case .interrupted:
            if let found = try await find() {
                try await settle(key, as: found)
                return found
            }
            try await restart(key)
        }
        let record: EffectRecord
        do {
            record = try await perform()
        } catch {
            try await close(key, after: error)
            throw error
        }
        try await settle(key, as: record)
        return record
    }

    /// Notes that the effect starts, unless it has been noted before.
    private func note(_ key: String) async throws -> Note {
        let (company, event, now) = (event.company, event, outbox.settings.now().milliseconds)
        return try await outbox.commits.write { db in
            try Outbox.checkLease(of: event, in: db)
            let row = try Row.fetchOne(
                db.cachedStatement(
                    sql: """
                        SELECT state, kind, resultID, number, url, content FROM effect
                        WHERE company = ? AND key = ?
                        """
                ),
                arguments: [company, key]
            )
            guard let row else {
                try db.cachedStatement(
                    sql: """
                        INSERT INTO effect (company, key, state, event, startedAt)
                        VALUES (?, ?, 'started', ?, ?)
                        """
                ).execute(arguments: [company, key, event.id.sequence, now])
                return .fresh
            }
            guard row["state"] == "done" else { return .interrupted }
            return .done(EffectRecord(row: row))
        }
    }

    private func restart(_ key: String) async throws {
        let (company, event, now) = (event.company, event, outbox.settings.now().milliseconds)
        try await outbox.commits.write(isOneStatement: true) { db in
            try Outbox.checkLease(of: event, in: db)
            try db.cachedStatement(
                sql: """
                    UPDATE effect SET state = 'started', event = ?, startedAt = ?
                    WHERE company = ? AND key = ?
                    """
            ).execute(arguments: [event.id.sequence, now, company, key])
        }
    }

    private func settle(_ key: String, as record: EffectRecord) async throws {
        let (company, event, now) = (
            event.company, event.id.sequence, outbox.settings.now().milliseconds
        )
        let onEffect = outbox.settings.onEffect
        let settled = SettledEffect(
            company: company,
            event: self.event.id,
            key: key,
            record: record,
            milliseconds: now
        )
        try await outbox.commits.write(isOneStatement: onEffect == nil) { db in
            try onEffect?(db, settled)
            try db.cachedStatement(
                sql: """
                    UPDATE effect SET state = 'done', event = ?, endedAt = ?, kind = ?, resultID = ?,
                        number = ?, url = ?, content = ?
                    WHERE company = ? AND key = ?
                    """
            ).execute(arguments: [
                event, now, record.kind, record.id, record.number, record.url, record.content,
                company, key,
            ])
        }
    }

    /// Nothing happened: the note goes.
    ///
    /// Nobody knows: the next try looks first.
    private func close(_ key: String, after error: any Error) async throws {
        let company = event.company
        let isOutcomeKnown = outbox.settings.isOutcomeKnown(error)
        try await outbox.commits.write(isOneStatement: true) { db in
            try db.execute(
                sql: isOutcomeKnown
                    ? "DELETE FROM effect WHERE company = ? AND key = ?"
                    : "UPDATE effect SET state = 'unknown' WHERE company = ? AND key = ?",
                arguments: [company, key]
            )
        }
    }
}

/// An effect that has just been made.
package struct SettledEffect: Sendable {
    package let company: String
    package let event: EventID
    package let key: String
    package let record: EffectRecord
    /// When, in milliseconds since 1970.
    package let milliseconds: Int64
}
