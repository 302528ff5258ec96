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
