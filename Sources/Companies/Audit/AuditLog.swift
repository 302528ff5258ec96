import Crypto
import Foundation
import GRDB

/// The hash chain: each entry's hash covers its fields and the hash before it.
enum AuditLog {
    struct Draft {
        var company: String?
        var actor: String
        var action: String
        var subject: String
        var detail: [String: JSONValue] = [:]
    }

    static func append(_ db: Database, _ draft: Draft, at milliseconds: Int64) throws {
        guard let head = try Row.fetchOne(db, sql: "SELECT count, hash FROM auditHead") else {
            throw DatabaseError(message: "The audit log has no head.")
        }
        let count: Int64 = head["count"]
        let entry = AuditEntry(
            id: count + 1,
            createdAt: Date(milliseconds: milliseconds),
            company: draft.company,
            actor: draft.actor,
            action: draft.action,
            subject: draft.subject,
            detail: JSONValue.object(draft.detail).canonicalText
        )
        let previous: Data = head["hash"]
        let hash = hash(of: entry, at: milliseconds, after: previous)
        try db.execute(
            sql: """
                INSERT INTO auditEntry
                (id, createdAt, company, actor, action, subject, detail, previousHash, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                entry.id, milliseconds, entry.company, entry.actor, entry.action, entry.subject,
                entry.detail, previous, hash,
            ]
        )
        try db.execute(
            sql: "UPDATE auditHead SET count = ?, hash = ?",
            arguments: [entry.id, hash]
        )
    }

    /// SHA-256 over the previous hash and every field with its length, so that no two entries read alike.
    static func hash(of entry: AuditEntry, at milliseconds: Int64, after previous: Data) -> Data {
        var hasher = SHA256()
        hasher.update(data: previous)
        let fields: [String?] = [
            String(entry.id), String(milliseconds), entry.company, entry.actor, entry.action,
            entry.subject, entry.detail,
        ]
        for field in fields {
            let bytes = Data((field ?? "").utf8)
            let mark = field == nil ? "-" : "\(bytes.count):"
            hasher.update(data: Data(mark.utf8))
            hasher.update(data: bytes)
        }
        return Data(hasher.finalize())
    }
}
