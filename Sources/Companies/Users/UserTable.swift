import Foundation
import GRDB

/// The rows of users and their memberships.
enum UserTable {
    static func fetchAll(in db: Database) throws -> [User] {
        try Row.fetchAll(db, sql: "SELECT * FROM user ORDER BY email")
            .map { try user($0, in: db) }
    }

    static func fetch(email: String, in db: Database) throws -> User? {
        try Row.fetchOne(db, sql: "SELECT * FROM user WHERE email = ?", arguments: [email])
            .map { try user($0, in: db) }
    }

    static func fetch(id: Int64, in db: Database) throws -> User? {
        try Row.fetchOne(db, sql: "SELECT * FROM user WHERE id = ?", arguments: [id])
            .map { try user($0, in: db) }
    }

    static func require(email: String, in db: Database) throws -> User {
        guard let user = try fetch(email: email, in: db) else {
            throw CompanyError.unknownUser(email)
        }
        return user
    }

    static func endSessions(of user: Int64, in db: Database) throws {
        try db.execute(sql: "DELETE FROM session WHERE user = ?", arguments: [user])
    }

    static func put(_ roles: [String: Role], of user: Int64, in db: Database) throws {
        for (company, role) in roles {
            try CompanyTable.require(company, in: db)
            try db.execute(
                sql: "INSERT OR REPLACE INTO membership VALUES (?, ?, ?)",
                arguments: [user, company, role.rawValue]
            )
        }
    }

    private static func user(_ row: Row, in db: Database) throws -> User {
        let id: Int64 = row["id"]
        let password: String? = row["passwordHash"]
        var roles: [String: Role] = [:]
        let sql = "SELECT company, role FROM membership WHERE user = ?"
        for member in try Row.fetchAll(db, sql: sql, arguments: [id]) {
            roles[member["company"]] = Role(rawValue: member["role"])
        }
        return User(
            id: id,
            email: row["email"],
            isDisabled: row["isDisabled"],
            hasPassword: password != nil,
            createdAt: Date(milliseconds: row["createdAt"]),
            roles: roles
        )
    }
}
