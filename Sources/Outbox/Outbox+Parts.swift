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

    /// A part, and the subject that had it when it was last read.
    package struct Part: Hashable, Sendable {
        package var name: String
        package var subject: String
    }

    /// The parts after the given one in a fixed order, a page at a time.
    ///
    /// Those whose end was announced with this prefix before its name are left out.
    package func parts(
        after last: Part?,
        company: String,
        connection: String,
        exceptAnnounced prefix: String,
        limit: Int = 1_000
    ) async throws -> [Part] {
        try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT part, subject FROM part
                    WHERE company = :company AND connection = :connection
                        AND (part, subject) > (:part, :subject)
                        AND NOT EXISTS (
                            SELECT 1 FROM event
                            WHERE event.company = part.company
                                AND event.connection = part.connection
                                AND event.deliveryID = :prefix || part.part
                        )
                    ORDER BY part, subject LIMIT :limit
                    """,
                arguments: [
                    "company": company, "connection": connection, "part": last?.name ?? "",
                    "subject": last?.subject ?? "", "prefix": prefix, "limit": limit,
                ]
            ).map { Part(name: $0["part"], subject: $0["subject"]) }
        }
    }

    /// Forgets what a subject consisted of: it is gone, and what hung on it with it.
    package func forgetParts(
        of subject: String,
        company: String,
        connection: String
    ) async throws {
        try await commits.write(isOneStatement: true) { db in
            try db.execute(
                sql: "DELETE FROM part WHERE company = ? AND connection = ? AND subject = ?",
                arguments: [company, connection, subject]
            )
        }
    }
}
