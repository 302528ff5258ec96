package import Foundation
import GRDB

extension Companies {
    /// Every company that is not removed, by id.
    package func list() async throws -> [Company] {
        try await database.read { db in
            let sql = "SELECT * FROM company WHERE removedAt IS NULL ORDER BY id"
            return try Row.fetchAll(db, sql: sql).compactMap(Company.init(row:))
        }
    }

    /// One company; nil when there is none or it was removed.
    package func company(_ id: String) async throws -> Company? {
        try await database.read { try CompanyTable.fetch(id, in: $0) }
    }

    /// A company's alert settings as canonical JSON.
    package func alerts(of company: String) async throws -> Data? {
        try await database.read { db in
            let sql = "SELECT alerts FROM company WHERE id = ? AND removedAt IS NULL"
            return try String.fetchOne(db, sql: sql, arguments: [company]).map { Data($0.utf8) }
        }
    }

    /// A company's connections in the file's order, without their secrets.
    package func connections(of company: String) async throws -> [Connection] {
        let table = table(company)
        return try await database.read { try table.fetchAll(in: $0, opening: false) }
    }

    /// One connection with its opened secrets; nil when there is none.
    package func connection(_ company: String, _ id: String) async throws -> Connection? {
        let table = table(company)
        return try await database.read { try table.fetch(id, in: $0) }
    }

    /// Takes a connection into or out of use.
    package func setEnabled(
        _ isEnabled: Bool,
        company: String,
        connection id: String,
        actor: String
    ) async throws {
        let table = table(company)
        let time = milliseconds
        try await database.write { db in
            guard let old = try table.fetch(id, in: db) else {
                throw CompanyError.unknownConnection(id)
            }
            guard old.isEnabled != isEnabled else { return }
            try db.execute(
                sql: "UPDATE connection SET isEnabled = ? WHERE company = ? AND id = ?",
                arguments: [isEnabled, company, id]
            )
            let draft = AuditLog.Draft(
                company: company,
                actor: actor,
                action: isEnabled ? "connection.enabled" : "connection.disabled",
                subject: "connection/\(id)"
            )
            try AuditLog.append(db, draft, at: time)
            try Self.bumpRevision(db)
        }
    }

    /// Takes a company out: its secrets, tokens and memberships are deleted, its history stays.
    package func remove(_ company: String, actor: String) async throws {
        let table = table(company)
        let time = milliseconds
        try await database.write { db in
            try CompanyTable.require(company, in: db)
            for connection in try table.fetchAll(in: db, opening: false) {
                try table.remove(connection.id, in: db)
            }
            try db.execute(sql: "DELETE FROM membership WHERE company = ?", arguments: [company])
            let steps = [
                "UPDATE apiToken SET revokedAt = ? WHERE company = ? AND revokedAt IS NULL",
                "UPDATE company SET removedAt = ? WHERE id = ?",
            ]
            for step in steps { try db.execute(sql: step, arguments: [time, company]) }
            let draft = AuditLog.Draft(
                company: company,
                actor: actor,
                action: "company.removed",
                subject: "company/\(company)"
            )
            try AuditLog.append(db, draft, at: time)
            try Self.bumpRevision(db)
        }
    }

    private func table(_ company: String) -> ConnectionTable {
        ConnectionTable(company: company, seal: seal, time: milliseconds)
    }
}
