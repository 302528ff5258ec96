package import Foundation
import GRDB

/// What a business fact became elsewhere.
package struct CompanyLink: Hashable, Sendable {
    package let sequence: Int64
    package let fact: String
    package let state: String
    package let kind: String?
    package let number: String?
    package let id: String?
    package let url: String?
    package let at: Date?
}

extension Companies {
    /// Links in a page.
    static let linkPage = 1_000

    /// A page of what the company's facts became, in the order in which they were begun.
    package func links(of company: String, after cursor: Int64?) async throws -> [CompanyLink] {
        try await database.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM effect WHERE company = ? AND seq > ? ORDER BY seq LIMIT ?",
                arguments: [company, cursor ?? 0, Self.linkPage]
            ).map { row in
                let at: Int64? = row["endedAt"]
                return CompanyLink(
                    sequence: row["seq"],
                    fact: row["key"],
                    state: row["state"],
                    kind: row["kind"],
                    number: row["number"],
                    id: row["resultID"],
                    url: row["url"],
                    at: at.map { Date(milliseconds: $0) }
                )
            }
        }
    }

    /// Gives each kept payload of the company, with its event's number; returns how many.
    package func exportPayloads(
        of company: String,
        to write: @escaping @Sendable (_ event: Int64, _ body: Data) throws -> Void
    ) async throws -> Int {
        try await database.read { db in
            var count = 0
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT payload.event, payload.body FROM payload
                    JOIN event ON event.seq = payload.event WHERE event.company = ?
                    """,
                arguments: [company]
            )
            while let row = try rows.next() {
                try write(row["event"], row["body"])
                count += 1
            }
            return count
        }
    }
}
