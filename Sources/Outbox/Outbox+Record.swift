import Foundation
import GRDB

extension Outbox {
    /// Effects told of one fact at most.
    private static let factLimit = 200

    /// What was made of each fact: the effects that are done, of these kinds, by the fact's name.
    ///
    /// An effect's name is `kind/fact`, or `kind/fact/…` for a part of it.
    package func record(
        of facts: [String],
        kinds: [String],
        company: String
    ) async throws -> [String: [EventDetails.Effect]] {
        try await store.database.read { db in
            var found: [String: [EventDetails.Effect]] = [:]
            for fact in facts {
                for kind in kinds {
                    let name = "\(kind)/\(fact)"
                    let effects = try Row.fetchAll(
                        db.cachedStatement(
                            sql: """
                                SELECT * FROM effect WHERE company = ? AND state = 'done'
                                    AND (key = ? OR (key >= ? AND key < ?))
                                ORDER BY key LIMIT ?
                                """
                        ),
                        arguments: [company, name, "\(name)/", "\(name)0", Self.factLimit]
                    ).map(Self.effect(row:))
                    found[fact, default: []] += effects
                }
            }
            return found.filter { !$0.value.isEmpty }
        }
    }

    /// The names of the effects that made these things, by the id that each thing has elsewhere.
    package func effectKeys(
        making ids: [String],
        kinds: [String],
        company: String
    ) async throws -> [String: String] {
        try await keys(column: "resultID", ids, kinds: kinds, company: company)
    }

    /// The same by the number that people know each thing by.
    package func effectKeys(
        numbered numbers: [String],
        kinds: [String],
        company: String
    ) async throws -> [String: String] {
        try await keys(column: "number", numbers, kinds: kinds, company: company)
    }

    private func keys(
        column: String,
        _ values: [String],
        kinds: [String],
        company: String
    ) async throws -> [String: String] {
        guard !values.isEmpty else { return [:] }
        let wanted = Set(values)
        return try await store.database.read { db in
            var found: [String: String] = [:]
            for kind in kinds {
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT key, \(column) AS value FROM effect
                        WHERE company = ? AND kind = ? AND \(column) IS NOT NULL
                        """,
                    arguments: [company, kind]
                )
                while let row = try rows.next() {
                    let value: String = row["value"]
                    if wanted.contains(value) { found[value] = row["key"] }
                }
            }
            return found
        }
    }

    /// The subject that an effect was made for.
    package func subject(
        ofEffect key: String,
        company: String
    ) async throws -> (connection: String, subject: String)? {
        try await store.database.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT event.connection, event.subject FROM effect
                    JOIN event ON event.seq = effect.event
                    WHERE effect.company = ? AND effect.key = ?
                    """,
                arguments: [company, key]
            ).map { ($0["connection"], $0["subject"]) }
        }
    }

    /// The subjects that a connection's events are about, of one kind (`order/`), in their order; the next page
    /// begins after the last.
    package func subjects(
        company: String,
        connection: String,
        prefix: String,
        after last: String?,
        limit: Int
    ) async throws -> [String] {
        try await store.database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT subject FROM event
                    WHERE company = ? AND subject > ? AND subject < ? AND connection = ?
                    ORDER BY subject LIMIT ?
                    """,
                arguments: [
                    company, last ?? prefix, prefix + "\u{10FFFF}", connection, limit,
                ]
            )
        }
    }
}
