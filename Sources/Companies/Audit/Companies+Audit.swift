package import Foundation
package import GRDB

extension Companies {
    /// Adds an entry for something that happened outside this target, such as a replay or a sign-in.
    ///
    /// The detail is a JSON object without secrets or buyers' personal data; anything else is kept as an empty one.
    package func audit(
        company: String?,
        actor: String,
        action: String,
        subject: String,
        detail: Data = Data("{}".utf8)
    ) async throws {
        var members: [String: JSONValue] = [:]
        if case .object(let given) = JSONValue(json: detail) ?? .null { members = given }
        let draft = AuditLog.Draft(
            company: company,
            actor: actor,
            action: action,
            subject: subject,
            detail: members
        )
        let time = milliseconds
        try await database.write { try AuditLog.append($0, draft, at: time) }
    }

    /// Enters something that was made in another service, within the transaction that notes it.
    ///
    /// `fact` names it, as `invoice/shop/order/1001`; `kind`, `id` and `number` are what it became there.
    package static func enter(
        _ fact: String,
        madeAs kind: String,
        id: String,
        number: String?,
        company: String,
        at milliseconds: Int64,
        in db: Database
    ) throws {
        var detail: [String: JSONValue] = ["kind": .string(kind), "id": .string(id)]
        if let number { detail["number"] = .string(number) }
        let draft = AuditLog.Draft(
            company: company,
            actor: "bokbro",
            action: "booking.made",
            subject: fact,
            detail: detail
        )
        try AuditLog.append(db, draft, at: milliseconds)
    }

    /// How many entries are a company's.
    package func auditCount(of company: String) async throws -> Int {
        try await database.read { db in
            try Int.fetchOne(
                db,
                sql: "SELECT count(*) FROM auditEntry WHERE company = ?",
                arguments: [company]
            ) ?? 0
        }
    }

    /// Entries, newest first.
    ///
    /// A nil company gives all entries; the cursor is the id of the last entry of the page before; the limit is at
    /// most 200.
    package func auditEntries(
        company: String?,
        matching filter: AuditFilter = AuditFilter(),
        after cursor: Int64? = nil,
        limit: Int = 50
    ) async throws -> [AuditEntry] {
        let count = min(max(limit, 1), 200)
        let text = filter.text.map { "%" + AuditFilter.literal($0) + "%" }
        return try await database.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM auditEntry
                    WHERE (?1 IS NULL OR company = ?1) AND id < ?2
                    AND (?3 IS NULL OR action LIKE ?3 ESCAPE '\\')
                    AND (?4 IS NULL OR actor LIKE ?4 ESCAPE '\\' OR subject LIKE ?4 ESCAPE '\\')
                    AND (?5 IS NULL OR createdAt >= ?5) AND (?6 IS NULL OR createdAt < ?6)
                    ORDER BY id DESC LIMIT ?7
                    """,
                arguments: [
                    company, cursor ?? Int64.max,
                    filter.action.map { AuditFilter.literal($0) + "%" }, text,
                    filter.since?.millisecondsSince1970, filter.until?.millisecondsSince1970, count,
                ]
            ).map(AuditEntry.init(row:))
        }
    }

    /// Walks the whole chain, which is one for all companies.
    package func verifyAudit() async throws -> AuditVerdict {
        try await database.read { db in
            var previous = Data(count: 32)
            var expected: Int64 = 1
            let rows = try Row.fetchCursor(db, sql: "SELECT * FROM auditEntry ORDER BY id")
            while let row = try rows.next() {
                let entry = AuditEntry(row: row)
                let hash = AuditLog.hash(of: entry, at: row["createdAt"], after: previous)
                guard entry.id == expected, row["previousHash"] == previous, row["hash"] == hash
                else { return .broken(at: expected) }
                previous = hash
                expected += 1
            }
            let head = try Row.fetchOne(db, sql: "SELECT count, hash FROM auditHead")
            guard let head, head["count"] == expected - 1, head["hash"] == previous else {
                return .broken(at: expected)
            }
            return .intact(entries: expected - 1)
        }
    }
}

/// Which entries of the audit log are meant: every given part must match.
package struct AuditFilter: Hashable, Sendable {
    /// What the action begins with, as `rules`.
    package var action: String?
    /// Found in who did it or in the subject.
    package var text: String?
    /// At or after.
    package var since: Date?
    /// Before.
    package var until: Date?

    package init(
        action: String? = nil,
        text: String? = nil,
        since: Date? = nil,
        until: Date? = nil
    ) {
        self.action = action
        self.text = text
        self.since = since
        self.until = until
    }

    /// The text with the signs of a pattern taken literally.
    static func literal(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%")
            .replacing("_", with: "\\_")
    }
}

extension AuditEntry {
    init(row: Row) {
        self.init(
            id: row["id"],
            createdAt: Date(milliseconds: row["createdAt"]),
            company: row["company"],
            actor: row["actor"],
            action: row["action"],
            subject: row["subject"],
            detail: row["detail"]
        )
    }
}
