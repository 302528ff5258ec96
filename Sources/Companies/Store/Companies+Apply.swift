import Foundation
import GRDB

extension Companies {
    /// Makes what is stored equal to the file, all or nothing; the same file again changes nothing.
    ///
    /// A connection that a present `connections` section no longer names is marked removed and loses its secrets;
    /// its row stays, because events name it, and the same id comes back when a later file names it again.
    /// Throws `CompanyError.serviceChanged` when an id is given to another service.
    package func apply(_ document: CompanyDocument, actor: String) async throws -> AppliedChanges {
        let time = milliseconds
        return try await database.write { [seal] db in
            var changes = AppliedChanges()
            let id = document.company.id
            try CompanyTable.put(document, in: db, at: time, changes: &changes)
            if let connections = document.connections {
                let table = ConnectionTable(company: id, seal: seal, time: time)
                try table.put(connections, in: db, changes: &changes)
            }
            try Self.putRules(document, in: db, actor: actor, at: time, changes: &changes)
            guard !changes.isEmpty else { return changes }
            try AuditLog.append(
                db,
                AuditLog.Draft(
                    company: id,
                    actor: actor,
                    action: "company.applied",
                    subject: "company/\(id)",
                    detail: changes.detail
                ),
                at: time
            )
            try Self.bumpRevision(db)
            return changes
        }
    }

    private static func putRules(
        _ document: CompanyDocument,
        in db: Database,
        actor: String,
        at time: Int64,
        changes: inout AppliedChanges
    ) throws {
        let current = try RulesTable.current(of: document.company.id, in: db)
        guard let wanted = document.rules ?? (current == nil ? Data("{}".utf8) : nil),
            wanted != current?.json
        else { return }
        let version = RulesVersion(
            version: (current?.version ?? 0) + 1,
            json: wanted,
            author: actor,
            reason: "company apply",
            createdAt: Date(milliseconds: time)
        )
        try RulesTable.insert(version, company: document.company.id, in: db)
        changes.rulesVersion = version.version
    }
}
