import Foundation
import GRDB

/// The first steps of an installation: its first user, and companies made without a file.
extension Companies {
    static let setUpMilliseconds: Int64 = 24 * 3_600_000

    /// The token of a link by which the first user is made, good for one day; an earlier one dies.
    ///
    /// nil when there is a user already.
    package func beginSetUp() async throws -> Secret? {
        let token = RandomToken(random: random)
        let time = milliseconds
        return try await database.write { db in
            guard try Self.isEmpty(db) else { return nil }
            try db.execute(
                sql: "INSERT OR REPLACE INTO setUpLink (id, hash, expiresAt) VALUES (1, ?, ?)",
                arguments: [token.hash, time + Self.setUpMilliseconds]
            )
            return Secret(token.text)
        }
    }

    /// Whether the link of `beginSetUp` is good still.
    package func isSetUpLink(_ token: String) async throws -> Bool {
        let time = milliseconds
        return try await database.read { try Self.isGood(token, at: time, in: $0) }
    }

    /// Makes the first user, who owns every company there is; the link is used up.
    ///
    /// Throws `CompanyError`; of two uses at the same time one wins, the other throws `deadLink`.
    package func makeFirstUser(_ email: String, password: String, link token: String) async throws {
        let email = try Email.normalised(email)
        guard PasswordHash.isAcceptable(password) else { throw CompanyError.badPassword }
        guard try await isSetUpLink(token) else { throw CompanyError.deadLink }
        let salt = Data(random(16))
        let hash = try await PasswordHash.make(password, salt: salt, cost: passwordCost)
        let time = milliseconds
        try await database.write { db in
            guard try Self.isGood(token, at: time, in: db) else { throw CompanyError.deadLink }
            try db.execute(sql: "DELETE FROM setUpLink")
            try db.execute(
                sql: "INSERT INTO user (email, passwordHash, createdAt) VALUES (?, ?, ?)",
                arguments: [email, hash.text, time]
            )
            let user = db.lastInsertedRowID
            let companies = try String.fetchAll(
                db,
                sql: "SELECT id FROM company WHERE removedAt IS NULL"
            )
            let roles = Dictionary(
                companies.map { ($0, Role.owner) },
                uniquingKeysWith: { first, _ in first }
            )
            try UserTable.put(roles, of: user, in: db)
            try Self.audit("user.first", email, "set-up", [:], time, db)
        }
    }

    /// A company of what was filled in, and what is wrong with it, by the keys of a company's file.
    package static func company(
        _ values: [String: String]
    ) throws(CompanyDocumentError) -> Company {
        var form = DocumentForm(errors: [])
        let members = values.sorted { $0.key < $1.key }.map { key, value in
            DocumentTree.Member(key: key, tree: DocumentTree(line: 0, value: .string(value)))
        }
        let company = form.company(DocumentTree(line: 0, value: .object(members)), line: 0)
        guard let company, form.errors.isEmpty else {
            throw CompanyDocumentError(
                errors: form.errors.map {
                    PathError(
                        path: $0.path.replacing("company.", with: ""),
                        message: $0.message
                    )
                }
            )
        }
        return company
    }

    /// Adds a company with empty rules, owned by a user.
    ///
    /// Throws `CompanyError.companyExists`.
    package func addCompany(_ company: Company, owner email: String) async throws {
        let email = try Email.normalised(email)
        let time = milliseconds
        try await database.write { db in
            let user = try UserTable.require(email: email, in: db)
            let sql = "SELECT 1 FROM company WHERE id = ?"
            guard try Row.fetchOne(db, sql: sql, arguments: [company.id]) == nil else {
                throw CompanyError.companyExists(company.id)
            }
            var changes = AppliedChanges()
            let document = CompanyDocument(company: company)
            try CompanyTable.put(document, in: db, at: time, changes: &changes)
            try RulesTable.insert(
                RulesVersion(
                    version: 1,
                    json: Data("{}".utf8),
                    author: "user:\(email)",
                    reason: "–",
                    createdAt: Date(milliseconds: time)
                ),
                company: company.id,
                in: db
            )
            try UserTable.put([company.id: .owner], of: user.id, in: db)
            let draft = AuditLog.Draft(
                company: company.id,
                actor: "user:\(email)",
                action: "company.added",
                subject: "company/\(company.id)"
            )
            try AuditLog.append(db, draft, at: time)
            try Self.bumpRevision(db)
        }
    }

    private static func isEmpty(_ db: Database) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM user LIMIT 1") == nil
    }

    private static func isGood(_ token: String, at time: Int64, in db: Database) throws -> Bool {
        let sql = "SELECT 1 FROM setUpLink WHERE hash = ? AND expiresAt > ?"
        let hash = RandomToken.hash(of: token)
        return try isEmpty(db) && Row.fetchOne(db, sql: sql, arguments: [hash, time]) != nil
    }
}
