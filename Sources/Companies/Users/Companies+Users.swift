import Foundation
import GRDB

extension Companies {
    /// Adds a user and returns the token of a sign-up link, good for seven days and one use.
    package func addUser(
        _ email: String,
        roles: [String: Role],
        actor: String
    ) async throws -> Secret {
        let email = try Email.normalised(email)
        let token = RandomToken(random: random)
        let time = milliseconds
        try await database.write { db in
            guard try UserTable.fetch(email: email, in: db) == nil else {
                throw CompanyError.userExists(email)
            }
            try db.execute(
                sql: "INSERT INTO user (email, createdAt) VALUES (?, ?)",
                arguments: [email, time]
            )
            let user = db.lastInsertedRowID
            try UserTable.put(roles, of: user, in: db)
            try Self.insertLink(token, user: user, purpose: .signUp, at: time, in: db)
            try Self.audit(
                "user.added",
                email,
                actor,
                roles.mapValues { .string($0.rawValue) },
                time,
                db
            )
        }
        return Secret(token.text)
    }

    /// Every user, by e-mail.
    package func users() async throws -> [User] {
        try await database.read { try UserTable.fetchAll(in: $0) }
    }

    /// One user; nil when there is none.
    package func user(_ id: Int64) async throws -> User? {
        try await database.read { try UserTable.fetch(id: id, in: $0) }
    }

    /// Gives a user a role in a company, or takes it away with nil.
    package func setRole(
        _ role: Role?,
        of email: String,
        company: String,
        actor: String
    ) async throws {
        let email = try Email.normalised(email)
        let time = milliseconds
        try await database.write { db in
            let user = try UserTable.require(email: email, in: db)
            guard user.roles[company] != role else { return }
            if let role {
                try UserTable.put([company: role], of: user.id, in: db)
            } else {
                let sql = "DELETE FROM membership WHERE user = ? AND company = ?"
                try db.execute(sql: sql, arguments: [user.id, company])
            }
            let detail: [String: JSONValue] = [
                "company": .string(company), "role": role.map { .string($0.rawValue) } ?? .null,
            ]
            try Self.audit("user.role", email, actor, detail, time, db, company: company)
        }
    }

    /// Lets a user in no more, ends the sessions and kills the links; or lets the user in again.
    package func setDisabled(_ isDisabled: Bool, user email: String, actor: String) async throws {
        let email = try Email.normalised(email)
        let time = milliseconds
        try await database.write { db in
            let user = try UserTable.require(email: email, in: db)
            guard user.isDisabled != isDisabled else { return }
            let sql = "UPDATE user SET isDisabled = ? WHERE id = ?"
            try db.execute(sql: sql, arguments: [isDisabled, user.id])
            if isDisabled {
                try UserTable.endSessions(of: user.id, in: db)
                try db.execute(sql: "DELETE FROM oneTimeLink WHERE user = ?", arguments: [user.id])
            }
            try Self.audit(
                isDisabled ? "user.disabled" : "user.enabled",
                email,
                actor,
                [:],
                time,
                db
            )
        }
    }

    /// Returns the token of a link to set a new password, good for one hour and one use; earlier links die.
    package func resetUser(_ email: String, actor: String) async throws -> Secret {
        let email = try Email.normalised(email)
        let token = RandomToken(random: random)
        let time = milliseconds
        try await database.write { db in
            let user = try UserTable.require(email: email, in: db)
            try db.execute(sql: "DELETE FROM oneTimeLink WHERE user = ?", arguments: [user.id])
            let purpose: LinkPurpose = user.hasPassword ? .reset : .signUp
            try Self.insertLink(token, user: user.id, purpose: purpose, at: time, in: db)
            try Self.audit("user.reset", email, actor, [:], time, db)
        }
        return Secret(token.text)
    }

    /// Whose link this is; nil when it is used, expired or unknown.
    package func linkOwner(_ token: String) async throws -> User? {
        let time = milliseconds
        return try await database.read { db in
            try Self.liveLink(token, at: time, in: db).flatMap {
                try UserTable.fetch(id: $0, in: db)
            }
        }
    }

    /// Uses a link up to set the password; ends every session of the user.
    ///
    /// Of two uses at the same time one wins, the other throws `CompanyError.deadLink`.
    package func setPassword(_ password: String, link token: String) async throws -> User {
        guard PasswordHash.isAcceptable(password) else { throw CompanyError.badPassword }
        guard try await linkOwner(token) != nil else { throw CompanyError.deadLink }
        let salt = Data(random(16))
        let hash = try await PasswordHash.make(password, salt: salt, cost: passwordCost)
        let time = milliseconds
        return try await database.write { db in
            guard let id = try Self.liveLink(token, at: time, in: db),
                let user = try UserTable.fetch(id: id, in: db)
            else { throw CompanyError.deadLink }
            try db.execute(sql: "DELETE FROM oneTimeLink WHERE user = ?", arguments: [id])
            try db.execute(
                sql: "UPDATE user SET passwordHash = ? WHERE id = ?",
                arguments: [hash.text, id]
            )
            try UserTable.endSessions(of: id, in: db)
            try Self.audit("user.password", user.email, "user:\(user.email)", [:], time, db)
            return try UserTable.fetch(id: id, in: db) ?? user
        }
    }

    private static func liveLink(_ token: String, at time: Int64, in db: Database) throws -> Int64?
    {
        try Int64.fetchOne(
            db,
            sql: """
                SELECT user FROM oneTimeLink JOIN user ON user.id = oneTimeLink.user
                WHERE hash = ? AND usedAt IS NULL AND expiresAt > ? AND isDisabled = 0
                """,
            arguments: [RandomToken.hash(of: token), time]
        )
    }

    private static func insertLink(
        _ token: RandomToken,
        user: Int64,
        purpose: LinkPurpose,
        at time: Int64,
        in db: Database
    ) throws {
        try db.execute(
            sql: "INSERT INTO oneTimeLink (hash, user, purpose, expiresAt) VALUES (?, ?, ?, ?)",
            arguments: [token.hash, user, purpose.rawValue, time + purpose.lifetime * 1_000]
        )
    }

    static func audit(
        _ action: String,
        _ email: String,
        _ actor: String,
        _ detail: [String: JSONValue],
        _ time: Int64,
        _ db: Database,
        company: String? = nil
    ) throws {
        let draft = AuditLog.Draft(
            company: company,
            actor: actor,
            action: action,
            subject: "user/\(email)",
            detail: detail
        )
        try AuditLog.append(db, draft, at: time)
    }
}
