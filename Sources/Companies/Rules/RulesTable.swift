import Foundation
import GRDB

/// The rows of rules, which are only added to.
enum RulesTable {
    static func current(of company: String, in db: Database) throws -> RulesVersion? {
        let sql = "SELECT * FROM rules WHERE company = ? ORDER BY version DESC LIMIT 1"
        return try Row.fetchOne(db, sql: sql, arguments: [company]).map(RulesVersion.init(row:))
    }

    static func insert(_ rules: RulesVersion, company: String, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO rules (company, version, json, author, reason, createdAt)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                company, rules.version, String(decoding: rules.json, as: UTF8.self), rules.author,
                rules.reason, rules.createdAt.millisecondsSince1970,
            ]
        )
    }
}

extension RulesVersion {
    init(row: Row) {
        let json: String = row["json"]
        self.init(
            version: row["version"],
            json: Data(json.utf8),
            author: row["author"],
            reason: row["reason"],
            createdAt: Date(milliseconds: row["createdAt"])
        )
    }
}
