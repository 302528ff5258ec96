import Foundation
import GRDB

/// What people know a subject by, as it was when it was last read.
package struct SubjectRecord: Hashable, Sendable {
    package var connection: String
    package var subject: String
    /// As people know it: `1001`.
    package var number: String
    /// The day of the order, as `2026-02-10`.
    package var date: String
    /// The customer's number at the source or in a public register; never a name.
    package var customer: String?
    /// In minor units of the currency.
    package var amount: Int64?
    package var currency: String?
    /// Where the source shows it.
    package var url: String?

    package init(
        connection: String,
        subject: String,
        number: String,
        date: String,
        customer: String? = nil,
        amount: Int64? = nil,
        currency: String? = nil,
        url: String? = nil
    ) {
        self.connection = connection
        self.subject = subject
        self.number = number
        self.date = date
        self.customer = customer
        self.amount = amount
        self.currency = currency
        self.url = url
    }

    init(row: Row) {
        self.init(
            connection: row["connection"],
            subject: row["subject"],
            number: row["number"],
            date: row["date"],
            customer: row["customer"],
            amount: row["amount"],
            currency: row["currency"],
            url: row["url"]
        )
    }
}

/// How a subject is looked for.
package enum SubjectSearch: Hashable, Sendable {
    /// By its own number or its name: `1001`, `order/450789469`.
    case number(String)
    case customer(String)
    /// By the number of an invoice or voucher that was made of it.
    case document(String)
    /// In minor units, whatever the currency.
    case amount(Int64)
}

extension Outbox {
    /// Keeps what a subject is known by; nothing is written when it is known already.
    package func keepFacts(_ record: SubjectRecord, company: String) async throws {
        guard
            try await facts(
                of: record.subject,
                connection: record.connection,
                company: company
            ) != record
        else { return }
        try await commits.write(isOneStatement: true) { db in
            try db.execute(
                sql: """
                    INSERT INTO subjectFact
                        (company, connection, subject, number, date, customer, amount, currency, url)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (company, connection, subject) DO UPDATE SET
                        number = excluded.number, date = excluded.date,
                        customer = excluded.customer, amount = excluded.amount,
                        currency = excluded.currency, url = excluded.url
                    """,
                arguments: [
                    company, record.connection, record.subject, record.number, record.date,
                    record.customer, record.amount, record.currency, record.url,
                ]
            )
        }
    }

    package func facts(
        of subject: String,
        connection: String,
        company: String
    ) async throws -> SubjectRecord? {
        try await store.database.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT * FROM subjectFact
                    WHERE company = ? AND connection = ? AND subject = ?
                    """,
                arguments: [company, connection, subject]
            ).map(SubjectRecord.init(row:))
        }
    }

    /// The subjects that match, the newest order first.
    package func subjects(
        matching search: SubjectSearch,
        company: String,
        limit: Int
    ) async throws -> [SubjectRecord] {
        let (condition, value): (String, DatabaseValue) =
            switch search {
            case .number(let text):
                ("number = ?2 OR subject = ?2 OR subject = 'order/' || ?2", text.databaseValue)
            case .customer(let text): ("customer = ?2", text.databaseValue)
            case .amount(let minor): ("amount = ?2", minor.databaseValue)
            case .document(let text): ("", text.databaseValue)
            }
        let sql =
            if case .document = search {
                """
                SELECT DISTINCT event.connection, event.subject,
                    coalesce(fact.number, '') AS number, coalesce(fact.date, '') AS date,
                    fact.customer, fact.amount, fact.currency, fact.url
                FROM effect JOIN event ON event.seq = effect.event
                LEFT JOIN subjectFact AS fact ON fact.company = event.company
                    AND fact.connection = event.connection AND fact.subject = event.subject
                WHERE effect.company = ?1 AND effect.number = ?2 AND effect.kind <> 'customer'
                ORDER BY date DESC, event.subject LIMIT ?3
                """
            } else {
                """
                SELECT * FROM subjectFact WHERE company = ?1 AND (\(condition))
                ORDER BY date DESC, subject LIMIT ?3
                """
            }
        return try await store.database.read { db in
            try Row.fetchAll(db, sql: sql, arguments: [company, value, limit])
                .map(SubjectRecord.init(row:))
        }
    }

    /// The subjects of one kind (`order/`) that events were about last, newest first.
    package func recentSubjects(
        company: String,
        prefix: String,
        limit: Int
    ) async throws -> [(connection: String, subject: String)] {
        try await store.database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT connection, subject FROM event
                    WHERE company = ? AND subject >= ? AND subject < ?
                    GROUP BY subject, connection ORDER BY max(seq) DESC LIMIT ?
                    """,
                arguments: [company, prefix, prefix + "\u{10FFFF}", limit]
            ).map { ($0["connection"], $0["subject"]) }
        }
    }
}
