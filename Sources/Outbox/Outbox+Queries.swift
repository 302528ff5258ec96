import Foundation
import GRDB

extension Outbox {
    /// The most rows a page may have.
    package static let pageLimit = 200

    private static let summaryColumns = """
        seq, company, connection, topic, subject, deliveryID, state, cause, message, remedy,
        receivedAt, dueAt, finishedAt, attempts
        """

    /// The events that match, newest first; `after` is the last event of the page before.
    package func events(
        _ filter: EventFilter,
        limit: Int = 50,
        after: EventID? = nil
    ) async throws -> EventPage {
        let limit = min(max(limit, 1), Self.pageLimit)
        let condition = filter.condition
        let items = try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.summaryColumns) FROM \(filter.source)
                    WHERE \(condition.sql) AND seq < ? ORDER BY seq DESC LIMIT ?
                    """,
                arguments: condition.arguments + [after?.sequence ?? Int64.max, limit + 1]
            ).map(EventSummary.init(row:))
        }
        let page = Array(items.prefix(limit))
        return EventPage(items: page, next: items.count > limit ? page.last?.id : nil)
    }

    /// What was delivered about a subject, newest first, as far as it is still kept.
    package func deliveries(
        company: String,
        connection: String,
        subject: String,
        limit: Int
    ) async throws -> [StoredDelivery] {
        try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT event.topic, event.receivedAt, payload.body
                    FROM event JOIN payload ON payload.event = event.seq
                    WHERE event.company = ? AND event.connection = ? AND event.subject = ?
                    ORDER BY event.seq DESC LIMIT ?
                    """,
                arguments: [company, connection, subject, limit]
            ).map { row in
                StoredDelivery(
                    topic: row["topic"],
                    body: row["body"],
                    receivedAt: Date(milliseconds: row["receivedAt"])
                )
            }
        }
    }

    /// The event with its attempts and effects, and its payload where that is wanted; nil when there is none.
    package func event(_ id: EventID, withPayload: Bool = true) async throws -> EventDetails? {
        try await store.database.read { db in
            guard
                let row = try Self.row(
                    of: id,
                    columns: "\(Self.summaryColumns), explanation",
                    in: db
                )
            else { return nil }
            let explanation = (row["explanation"] as String?).flatMap {
                try? JSONDecoder().decode([String].self, from: Data($0.utf8))
            }
            return EventDetails(
                summary: try EventSummary(row: row),
                attempts: try Self.attempts(of: id, in: db),
                effects: try Self.effects(of: id, in: db),
                explanation: explanation ?? [],
                payload: withPayload
                    ? try Data.fetchOne(
                        db,
                        sql: "SELECT body FROM payload WHERE event = ?",
                        arguments: [id.sequence]
                    ) : nil
            )
        }
    }

    /// The row of an event; nil also when the id's time is not the event's.
    static func row(of id: EventID, columns: String, in db: Database) throws -> Row? {
        try Row.fetchOne(
            db,
            sql: "SELECT \(columns) FROM event WHERE seq = ? AND receivedAt = ?",
            arguments: [id.sequence, id.milliseconds]
        )
    }

    private static func attempts(
        of id: EventID,
        in db: Database
    ) throws -> [EventDetails.Attempt] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM attempt WHERE event = ? ORDER BY number DESC LIMIT 200",
            arguments: [id.sequence]
        ).reversed().map { row in
            EventDetails.Attempt(
                number: row["number"],
                startedAt: Date(milliseconds: row["startedAt"]),
                endedAt: (row["endedAt"] as Int64?).map(Date.init(milliseconds:)),
                verdict: row["verdict"],
                message: row["message"],
                calls: try JSONDecoder().decode(
                    [RecordedCall].self,
                    from: Data((row["calls"] as String).utf8)
                )
            )
        }
    }

    private static func effects(of id: EventID, in db: Database) throws -> [EventDetails.Effect] {
        try Row.fetchAll(
            db,
            sql: "SELECT * FROM effect WHERE event = ? ORDER BY seq LIMIT 200",
            arguments: [id.sequence]
        ).map(effect(row:))
    }

    /// The effects of a company whose names begin so: the whole story of an order, for example.
    package func effects(
        company: String,
        keyPrefix: String,
        limit: Int = 200
    ) async throws -> [EventDetails.Effect] {
        try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM effect WHERE company = ? AND key >= ? AND key < ?
                    ORDER BY key LIMIT ?
                    """,
                arguments: [company, keyPrefix, keyPrefix + "\u{10FFFF}", min(limit, 1_000)]
            ).map(Self.effect(row:))
        }
    }

    static func effect(row: Row) -> EventDetails.Effect {
        let result = (row["kind"] as String?).map { _ in EffectRecord(row: row) }
        return EventDetails.Effect(
            key: row["key"],
            state: row["state"],
            startedAt: Date(milliseconds: row["startedAt"]),
            endedAt: (row["endedAt"] as Int64?).map(Date.init(milliseconds:)),
            result: result
        )
    }
}
