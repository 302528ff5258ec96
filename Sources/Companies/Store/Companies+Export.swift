import Bookkeeping
import Foundation
import GRDB

extension Companies {
    /// A company as YAML that can be applied elsewhere; each secret is a `${NAME}` to be set there.
    package func export(_ id: String) async throws -> String {
        let table = ConnectionTable(company: id, seal: seal, time: milliseconds)
        return try await database.read { db in
            guard let company = try CompanyTable.fetch(id, in: db) else {
                throw CompanyError.unknownCompany(id)
            }
            let alerts = try String.fetchOne(
                db,
                sql: "SELECT alerts FROM company WHERE id = ?",
                arguments: [id]
            )
            let names = try Row.fetchAll(
                db,
                sql:
                    "SELECT connection, name, COUNT(*) AS count FROM secret WHERE company = ? GROUP BY 1, 2",
                arguments: [id]
            )
            var counts: [String: [String: Int]] = [:]
            for row in names { counts[row["connection"], default: [:]][row["name"]] = row["count"] }
            let export = CompanyExport(
                company: company,
                connections: try table.fetchAll(in: db, opening: false),
                secretCounts: counts,
                rules: try RulesTable.current(of: id, in: db)?.json ?? Data("{}".utf8),
                alerts: Data((alerts ?? "{}").utf8)
            )
            return export.yaml
        }
    }
}
