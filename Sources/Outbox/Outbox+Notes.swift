import Foundation
import GRDB

extension Outbox {
    /// A small fact that a handler remembers under a name of its own, unique in the company; nil when there is none.
    package func note(_ key: String, company: String) async throws -> String? {
        try await store.database.read { db in
            try String.fetchOne(
                db,
                sql: "SELECT value FROM note WHERE company = ? AND key = ?",
                arguments: [company, key]
            )
        }
    }

    /// The facts whose names begin so, by name; at most 10,000.
    package func notes(
        _ prefix: String,
        company: String
    ) async throws -> [(key: String, value: String)] {
        try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT key, value FROM note WHERE company = ? AND key >= ? AND key < ?
                    ORDER BY key LIMIT 10000
                    """,
                arguments: [company, prefix, prefix + "\u{10FFFF}"]
            ).map { (key: $0["key"], value: $0["value"]) }
        }
    }

    /// Remembers the fact, or forgets it when the value is nil.
    package func setNote(_ key: String, to value: String?, company: String) async throws {
        try await commits.write(isOneStatement: true) { db in
            guard let value else {
                try db.execute(
                    sql: "DELETE FROM note WHERE company = ? AND key = ?",
                    arguments: [company, key]
                )
                return
            }
            try db.execute(
                sql: """
                    INSERT INTO note (company, key, value) VALUES (?, ?, ?)
                    ON CONFLICT (company, key) DO UPDATE SET value = excluded.value
                    """,
                arguments: [company, key, value]
            )
        }
    }
}
