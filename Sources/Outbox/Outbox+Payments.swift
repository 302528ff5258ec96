import Foundation
import GRDB

extension Outbox {
    /// Booked payments looked through at most, the newest first.
    private static let paymentLimit = 100_000
    /// References asked for in one statement.
    private static let referenceBatch = 500

    /// Those of the references that are ids of payments which were booked, with their invoice or after it.
    ///
    /// Walks the company's newest invoices and payments: payouts are few, and an index would be paid for by every
    /// order.
    package func paymentsBooked(
        company: String,
        among references: Set<String>
    ) async throws -> Set<String> {
        var found: Set<String> = []
        let all = references.sorted()
        for start in stride(from: 0, to: all.count, by: Self.referenceBatch) {
            let part = Array(all[start..<min(start + Self.referenceBatch, all.count)])
            let marks = part.map { _ in "?" }.joined(separator: ", ")
            found.formUnion(
                try await store.database.read { db in
                    try String.fetchAll(
                        db,
                        sql: """
                            WITH booked AS (
                                SELECT kind, resultID, content FROM effect
                                WHERE company = ? AND kind IN ('invoice', 'payment')
                                ORDER BY endedAt DESC LIMIT \(Self.paymentLimit)
                            ), named AS (
                                SELECT CASE kind
                                    WHEN 'payment' THEN substr(resultID, instr(resultID, '/') + 1)
                                    ELSE iif(json_valid(content),
                                        json_extract(content, '$.payment'), NULL)
                                END AS payment FROM booked
                            )
                            SELECT DISTINCT payment FROM named WHERE payment IN (\(marks))
                            """,
                        arguments: [company] + StatementArguments(part)
                    )
                }
            )
        }
        return found
    }

    /// Whether an effect of the fact is done: an invoice, or a voucher of it.
    package func isAnythingBooked(company: String, of fact: String) async throws -> Bool {
        try await store.database.read { db in
            try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM effect
                        WHERE company = ? AND key = ? AND state = 'done'
                        UNION ALL
                        SELECT 1 FROM effect
                        WHERE company = ? AND key >= ? AND key < ? AND state = 'done'
                    )
                    """,
                arguments: [
                    company, "invoice/\(fact)", company, "voucher/\(fact)/", "voucher/\(fact)0",
                ]
            ) ?? false
        }
    }
}
