package import Foundation
import GRDB

extension Companies {
    /// The connection that a JSON object describes with the keys of a company's file, and what is wrong with it.
    ///
    /// Keys that are left out stay as they are on the `existing` connection; so do its secrets, which cannot be read
    /// back. Throws every error at once.
    package static func connection(
        _ id: String,
        json: Data,
        over existing: Connection?
    ) throws(CompanyDocumentError) -> Connection {
        guard case .object(var members) = JSONValue(json: json) else {
            throw CompanyDocumentError(errors: [PathError(path: "", message: .notAMapping)])
        }
        if let existing { existing.fill(&members) }
        members["id"] = .string(id)
        var form = DocumentForm(errors: [])
        let tree = DocumentTree(json: .object(members))
        let connection = form.connections(DocumentTree(line: 0, value: .list([tree]))).first
        guard let connection, form.errors.isEmpty else {
            let prefix = "connections[0]."
            throw CompanyDocumentError(
                errors: form.errors.map { error in
                    let path = error.path
                    return PathError(
                        path: path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : "",
                        message: error.message
                    )
                }
            )
        }
        return connection
    }

    /// Saves one connection, checked before, and leaves the others alone; whether anything changed.
    ///
    /// Throws `CompanyError.serviceChanged` when the id belongs to another service.
    package func putConnection(
        _ connection: Connection,
        of company: String,
        actor: String
    ) async throws -> Bool {
        let table = ConnectionTable(company: company, seal: seal, time: milliseconds)
        let time = milliseconds
        return try await database.write { db in
            try CompanyTable.require(company, in: db)
            let sql = """
                SELECT COALESCE((SELECT position FROM connection WHERE company = ?1 AND id = ?2),
                (SELECT MAX(position) + 1 FROM connection WHERE company = ?1), 0)
                """
            let position =
                try Int.fetchOne(db, sql: sql, arguments: [company, connection.id]) ?? 0
            var changes = AppliedChanges()
            try table.put(connection, at: position, in: db, changes: &changes)
            guard !changes.isEmpty else { return false }
            let draft = AuditLog.Draft(
                company: company,
                actor: actor,
                action: changes.addedConnections.isEmpty
                    ? "connection.changed" : "connection.added",
                subject: "connection/\(connection.id)",
                detail: ["service": .string(connection.service.rawValue)]
            )
            try AuditLog.append(db, draft, at: time)
            try Self.bumpRevision(db)
            return true
        }
    }

    /// How many values of each secret are live, by connection and key; the values stay sealed.
    package func secretCounts(of company: String) async throws -> [String: [String: Int]] {
        try await database.read { db in
            let sql = """
                SELECT connection, name, COUNT(*) AS count FROM secret WHERE company = ?
                GROUP BY connection, name
                """
            var counts: [String: [String: Int]] = [:]
            for row in try Row.fetchAll(db, sql: sql, arguments: [company]) {
                counts[row["connection"], default: [:]][row["name"]] = row["count"]
            }
            return counts
        }
    }
}

extension Connection {
    /// Puts what the connection has where the members have nothing.
    fileprivate func fill(_ members: inout [String: JSONValue]) {
        func keep(_ key: String, _ value: JSONValue) {
            if members[key] == nil { members[key] = value }
        }
        keep("service", .string(service.rawValue))
        if let baseURL { keep("baseURL", .string(baseURL)) }
        keep("enabled", .bool(isEnabled))
        if let settings = JSONValue(json: settings) { keep("settings", settings) }
        if case .object(let options) = JSONValue(json: options) {
            for (key, value) in options { keep(key, value) }
        }
        for (key, values) in secrets {
            keep(key, .list(values.map { .string($0.reveal()) }))
        }
    }
}

extension DocumentTree {
    /// A tree of what came as JSON, where nothing has a line.
    fileprivate init(json: JSONValue) {
        let value: Value =
            switch json {
            case .null: .null
            case .bool(let flag): .bool(flag)
            case .number(let digits): .number(digits)
            case .string(let text): .string(text)
            case .list(let items): .list(items.map { DocumentTree(json: $0) })
            case .object(let members):
                .object(
                    members.sorted { $0.key < $1.key }.map {
                        Member(key: $0.key, tree: DocumentTree(json: $0.value))
                    }
                )
            }
        self.init(line: 0, value: value)
    }
}
