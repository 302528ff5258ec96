import Foundation
import GRDB

extension Outbox {
    /// Parts kept of one subject at most; further ones are not remembered.
    static let partLimit = 10_000

    /// Keeps what a subject consists of, so that an event about a part finds it even when the part is gone.
    ///
    /// Parts that were known before stay: their deletion may still be told.
    package func keepParts(
        _ parts: [String],
        of subject: String,
        company: String,
        connection: String
    ) async throws {
        let parts = parts.prefix(Self.partLimit)
        guard !parts.isEmpty else { return }
        try await commits.write { db in
            let statement = try db.cachedStatement(
                sql: """
                    INSERT INTO part (company, connection, part, subject) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """
            )
            for part in parts {
                try statement.execute(arguments: [company, connection, part, subject])
            }
        }
    }

    /// The subjects that had this part when they were last read; at most 100.
    package func subjects(
        having part: String,
        company: String,
        connection: String
    ) async throws -> [String] {
        try await store.database.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT subject FROM part WHERE company = ? AND connection = ? AND part = ?
                    ORDER BY subject LIMIT 100
                    """,
                arguments: [company, connection, part]
            )
        }
    }
}
