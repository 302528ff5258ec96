package import Foundation
import GRDB

extension Companies {
    /// The rules in force; nil when there is no such company.
    package func rules(of company: String) async throws -> RulesVersion? {
        try await database.read { db in
            guard try CompanyTable.fetch(company, in: db) != nil else { return nil }
            return try RulesTable.current(of: company, in: db)
        }
    }

    /// Every version, newest first, at most `limit`.
    package func rulesHistory(of company: String, limit: Int = 200) async throws -> [RulesVersion] {
        try await database.read { db in
            let sql = "SELECT * FROM rules WHERE company = ? ORDER BY version DESC LIMIT ?"
            return try Row.fetchAll(db, sql: sql, arguments: [company, limit])
                .map(RulesVersion.init(row:))
        }
    }

    /// Saves rules, which the caller has validated, as a new version.
    ///
    /// Throws `CompanyError.staleRules` unless `expected` is the version in force. The same rules again make no new version.
    package func saveRules(
        _ json: Data,
        of company: String,
        expected: Int,
        author: String,
        reason: String
    ) async throws -> RulesVersion {
        guard let value = JSONValue(json: json), case .object = value else {
            throw CompanyError.rulesNotJSON
        }
        let time = milliseconds
        return try await database.write { db in
            try CompanyTable.require(company, in: db)
            let current = try RulesTable.current(of: company, in: db)
            guard (current?.version ?? 0) == expected else {
                throw CompanyError.staleRules(current: current?.version ?? 0)
            }
            if let current, current.json == value.canonicalJSON { return current }
            let rules = RulesVersion(
                version: expected + 1,
                json: value.canonicalJSON,
                author: author,
                reason: reason,
                createdAt: Date(milliseconds: time)
            )
            try RulesTable.insert(rules, company: company, in: db)
            let draft = AuditLog.Draft(
                company: company,
                actor: author,
                action: "rules.saved",
                subject: "rules/\(rules.version)",
                detail: ["reason": .string(reason)]
            )
            try AuditLog.append(db, draft, at: time)
            try Self.bumpRevision(db)
            return rules
        }
    }
}
