package import Foundation
import GRDB

/// Taking everything of a company out of the file, and into another one.
///
/// Goes by the schema: whatever table has a column `company` is taken along, so that none is forgotten.
extension Companies {
    /// Tables whose rows mean something only here: secrets, people and what the company's file says.
    private static let stays: Set<String> = [
        "company", "connection", "secret", "apiToken", "membership", "replay",
    ]
    /// Tables that are given to read, but are not taken into another file, where they begin anew.
    private static let onlyRead: Set<String> = ["rules", "auditEntry", "alert"]
    /// What belongs to an event.
    private static let partsOfEvents: Set<String> = ["attempt", "payload"]

    /// The tables of a company's export, those first that others refer to.
    package func transferTables() async throws -> [String] {
        try await database.read { db in
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_master WHERE type = 'table' AND EXISTS (
                        SELECT 1 FROM pragma_table_info(sqlite_master.name)
                        WHERE pragma_table_info.name = 'company')
                    ORDER BY name <> 'event', name
                    """
            )
            return tables.filter { !Self.stays.contains($0) } + Self.partsOfEvents.sorted()
        }
    }

    /// Writes the company's rows of a table as lines of JSON; returns how many.
    package func exportRows(
        of company: String,
        table: String,
        to write: @escaping @Sendable (String) throws -> Void
    ) async throws -> Int {
        let sql =
            Self.partsOfEvents.contains(table)
            ? """
            SELECT part.* FROM \(table.quotedDatabaseIdentifier) part
            JOIN event ON event.seq = part.event WHERE event.company = ? ORDER BY part.event
            """
            : "SELECT * FROM \(table.quotedDatabaseIdentifier) WHERE company = ? ORDER BY 1"
        return try await database.read { db in
            var count = 0
            let rows = try Row.fetchCursor(db, sql: sql, arguments: [company])
            while let row = try rows.next() {
                try write(TransferRow(row).line)
                count += 1
            }
            return count
        }
    }

    /// Whether the file holds events of the company already.
    package func hasEvents(of company: String) async throws -> Bool {
        try await database.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT 1 FROM event WHERE company = ? LIMIT 1",
                arguments: [company]
            ) != nil
        }
    }

    /// Takes a company's exported rows in, all of them or none; `lines` gives a table's lines one after the other.
    ///
    /// Events keep their numbers where the file had none before. What was being worked on waits again. Throws
    /// `CompanyError.unreadableExport` for a line that fits no table.
    package func importRows(
        of company: String,
        tables: [String],
        lines: @escaping @Sendable (String) throws -> [Data],
        actor: String
    ) async throws -> [String: Int] {
        let wanted = try await transferTables().filter {
            tables.contains($0) && !Self.onlyRead.contains($0)
        }
        let time = milliseconds
        return try await database.write { db in
            try CompanyTable.require(company, in: db)
            let offset = try Int64.fetchOne(db, sql: "SELECT max(seq) FROM event") ?? 0
            var counts: [String: Int] = [:]
            for table in wanted {
                let columns = try db.columns(in: table).map(\.name)
                for line in try lines(table) {
                    guard let row = TransferRow(line: line),
                        Set(row.values.keys).isSubset(of: columns)
                    else { throw CompanyError.unreadableExport(table) }
                    try Self.insert(row, into: table, company, offset, db)
                    counts[table, default: 0] += 1
                }
            }
            try AuditLog.append(
                db,
                AuditLog.Draft(
                    company: company,
                    actor: actor,
                    action: "company.imported",
                    subject: "company/\(company)",
                    detail: counts.mapValues { .number(String($0)) }
                ),
                at: time
            )
            return counts
        }
    }

    private static func insert(
        _ given: TransferRow,
        into table: String,
        _ company: String,
        _ offset: Int64,
        _ db: Database
    ) throws {
        var row = given
        if row.values["company"] != nil { row.values["company"] = .text(company) }
        func move(_ column: String) {
            if case .number(let number)? = row.values[column] {
                row.values[column] = .number(number + offset)
            }
        }
        if table == "event" {
            move("seq")
            row.values["replay"] = .null
            if row.values["state"] == .text("running") {
                row.values["state"] = .text("pending")
                row.values["leaseUntil"] = .null
                row.values["coversThrough"] = .null
            }
        } else {
            move("event")
            // Numbers that only this table knows begin anew.
            if !partsOfEvents.contains(table) {
                row.values["seq"] = nil
                row.values["id"] = nil
            }
        }
        let columns = row.values.keys.sorted()
        try db.execute(
            sql: """
                INSERT INTO \(table.quotedDatabaseIdentifier)
                (\(columns.map(\.quotedDatabaseIdentifier).joined(separator: ", ")))
                VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
                """,
            arguments: StatementArguments(columns.map { row.databaseValue($0) })
        )
    }
}
