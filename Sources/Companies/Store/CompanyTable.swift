import Bookkeeping
import Foundation
import GRDB

/// The rows of companies.
enum CompanyTable {
    static func fetch(_ id: String, in db: Database) throws -> Company? {
        let sql = "SELECT * FROM company WHERE id = ? AND removedAt IS NULL"
        return try Row.fetchOne(db.cachedStatement(sql: sql), arguments: [id])
            .flatMap(Company.init(row:))
    }

    static func require(_ id: String, in db: Database) throws {
        let sql = "SELECT 1 FROM company WHERE id = ? AND removedAt IS NULL"
        guard try Row.fetchOne(db, sql: sql, arguments: [id]) != nil else {
            throw CompanyError.unknownCompany(id)
        }
    }

    static func put(
        _ document: CompanyDocument,
        in db: Database,
        at time: Int64,
        changes: inout AppliedChanges
    ) throws {
        let company = document.company
        let sql = "SELECT * FROM company WHERE id = ?"
        let row = try Row.fetchOne(db, sql: sql, arguments: [company.id])
        let oldAlerts = row.map { row -> String in row["alerts"] } ?? "{}"
        let alerts = document.alerts.map { String(decoding: $0, as: UTF8.self) } ?? oldAlerts
        let removedAt: Int64? = row?["removedAt"]
        changes.isNewCompany = row == nil || removedAt != nil
        changes.alertsChanged = alerts != oldAlerts
        changes.companyChanged =
            !changes.isNewCompany && row.flatMap(Company.init(row:)) != company
        guard !changes.isEmpty else { return }
        try db.execute(
            sql: """
                INSERT INTO company (id, name, organizationNumber, baseCurrency, language, timeZone, alerts, createdAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name,
                organizationNumber = excluded.organizationNumber, baseCurrency = excluded.baseCurrency,
                language = excluded.language, timeZone = excluded.timeZone, alerts = excluded.alerts,
                removedAt = NULL
                """,
            arguments: [
                company.id, company.name, company.organizationNumber, company.baseCurrency.code,
                company.language.rawValue, company.timeZone, alerts, time,
            ]
        )
    }
}

extension Company {
    init?(row: Row) {
        guard let currency = Currency(code: row["baseCurrency"]),
            let language = Language(rawValue: row["language"])
        else { return nil }
        self.init(
            id: row["id"],
            name: row["name"],
            organizationNumber: row["organizationNumber"],
            baseCurrency: currency,
            language: language,
            timeZone: row["timeZone"]
        )
    }
}
