import Foundation
import GRDB

extension Companies {
    /// Makes a token; its text, `bok_…`, is returned only here.
    package func createToken(
        company: String,
        role: Role,
        name: String,
        actor: String
    ) async throws -> (token: APIToken, text: Secret) {
        guard (1...100).contains(name.count) else { throw CompanyError.badName }
        let text = RandomToken(prefix: "bok_", random: random)
        let id = random(8).hexadecimal
        let time = milliseconds
        let token = APIToken(
            id: id,
            company: company,
            role: role,
            name: name,
            createdAt: Date(milliseconds: time),
            lastUsedAt: nil,
            revokedAt: nil
        )
        try await database.write { db in
            try CompanyTable.require(company, in: db)
            try db.execute(
                sql: """
                    INSERT INTO apiToken (id, hash, company, role, name, createdAt)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [id, text.hash, company, role.rawValue, name, time]
            )
            let detail: [String: JSONValue] = [
                "name": .string(name), "role": .string(role.rawValue),
            ]
            try Self.audit("token.created", token, actor, detail, time, db)
        }
        return (token, Secret(text.text))
    }

    /// Tokens, revoked ones too, newest first; nil gives those of all companies.
    package func tokens(of company: String?) async throws -> [APIToken] {
        try await database.read { db in
            let sql = """
                SELECT * FROM apiToken WHERE ?1 IS NULL OR company = ?1 ORDER BY createdAt DESC, id
                """
            return try Row.fetchAll(db, sql: sql, arguments: [company])
                .compactMap(APIToken.init(row:))
        }
    }

    /// Lets a token in no more; doing it twice changes nothing.
    package func revokeToken(_ id: String, actor: String) async throws {
        let time = milliseconds
        try await database.write { db in
            let sql = "SELECT * FROM apiToken WHERE id = ?"
            let row = try Row.fetchOne(db, sql: sql, arguments: [id])
            guard let token = row.flatMap(APIToken.init(row:)) else {
                throw CompanyError.unknownToken(id)
            }
            guard token.revokedAt == nil else { return }
            try db.execute(
                sql: "UPDATE apiToken SET revokedAt = ? WHERE id = ?",
                arguments: [time, id]
            )
            try Self.audit("token.revoked", token, actor, [:], time, db)
        }
    }

    /// The token with this text; nil when unknown or revoked.
    package func token(_ text: String) async throws -> APIToken? {
        guard text.hasPrefix("bok_"), text.utf8.count <= 100 else { return nil }
        let hash = RandomToken.hash(of: text)
        let time = milliseconds
        let found = try await database.read { db in
            let sql = "SELECT * FROM apiToken WHERE hash = ? AND revokedAt IS NULL"
            return try Row.fetchOne(db, sql: sql, arguments: [hash]).flatMap(APIToken.init(row:))
        }
        guard let token = found else { return nil }
        let lastUsed = token.lastUsedAt?.millisecondsSince1970 ?? 0
        if time - lastUsed >= Self.touchMilliseconds {
            try await database.write { db in
                let sql = "UPDATE apiToken SET lastUsedAt = ? WHERE id = ?"
                try db.execute(sql: sql, arguments: [time - time % 60_000, token.id])
            }
        }
        return token
    }

    private static func audit(
        _ action: String,
        _ token: APIToken,
        _ actor: String,
        _ detail: [String: JSONValue],
        _ time: Int64,
        _ db: Database
    ) throws {
        let draft = AuditLog.Draft(
            company: token.company,
            actor: actor,
            action: action,
            subject: "token/\(token.id)",
            detail: detail
        )
        try AuditLog.append(db, draft, at: time)
    }
}

extension APIToken {
    init?(row: Row) {
        guard let role = Role(rawValue: row["role"]) else { return nil }
        let lastUsedAt: Int64? = row["lastUsedAt"]
        let revokedAt: Int64? = row["revokedAt"]
        self.init(
            id: row["id"],
            company: row["company"],
            role: role,
            name: row["name"],
            createdAt: Date(milliseconds: row["createdAt"]),
            lastUsedAt: lastUsedAt.map { Date(milliseconds: $0) },
            revokedAt: revokedAt.map { Date(milliseconds: $0) }
        )
    }
}
