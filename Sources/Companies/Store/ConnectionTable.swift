import Foundation
import GRDB

/// The rows of one company's connections and their sealed secrets.
struct ConnectionTable {
    let company: String
    let seal: Seal
    let time: Int64

    /// In the file's order; without the removed ones.
    func fetchAll(in db: Database, opening: Bool) throws -> [Connection] {
        let sql = """
            SELECT * FROM connection WHERE company = ? AND removedAt IS NULL ORDER BY position, id
            """
        let rows = try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [company])
        return try rows.compactMap { row in
            let secrets = opening ? try secrets(of: row["id"], in: db) : [:]
            return Connection(row: row, secrets: secrets)
        }
    }

    func fetch(_ id: String, in db: Database) throws -> Connection? {
        let sql = "SELECT * FROM connection WHERE company = ? AND id = ? AND removedAt IS NULL"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [company, id]) else { return nil }
        return Connection(row: row, secrets: try secrets(of: id, in: db))
    }

    func put(_ connections: [Connection], in db: Database, changes: inout AppliedChanges) throws {
        let wanted = Set(connections.map(\.id))
        for old in try fetchAll(in: db, opening: false) where !wanted.contains(old.id) {
            try remove(old.id, in: db)
            changes.removedConnections.append(old.id)
        }
        for (position, connection) in connections.enumerated() {
            try put(connection, at: position, in: db, changes: &changes)
        }
    }

    func put(
        _ connection: Connection,
        at position: Int,
        in db: Database,
        changes: inout AppliedChanges
    ) throws {
        let sql = "SELECT service, position, removedAt FROM connection WHERE company = ? AND id = ?"
        let row = try Row.fetchOne(db, sql: sql, arguments: [company, connection.id])
        if let service = row.flatMap({ Service(rawValue: $0["service"]) }),
            service != connection.service
        {
            throw CompanyError.serviceChanged(
                connection: connection.id,
                from: service,
                to: connection.service
            )
        }
        let removedAt: Int64? = row?["removedAt"]
        if let row, removedAt == nil {
            let isSame = try fetch(connection.id, in: db) == connection
            if isSame, row["position"] == position { return }
            changes.changedConnections.append(connection.id)
        } else {
            changes.addedConnections.append(connection.id)
        }
        try write(connection, at: position, in: db)
    }

    /// Marks it removed and forgets its secrets.
    func remove(_ id: String, in db: Database) throws {
        try deleteSecrets(of: id, in: db)
        try db.execute(
            sql: "UPDATE connection SET removedAt = ?, isEnabled = 0 WHERE company = ? AND id = ?",
            arguments: [time, company, id]
        )
    }

    private func write(_ connection: Connection, at position: Int, in db: Database) throws {
        try db.execute(
            sql: """
                INSERT INTO connection (company, id, position, service, baseURL, isEnabled, settings, options)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (company, id) DO UPDATE SET position = excluded.position,
                baseURL = excluded.baseURL, isEnabled = excluded.isEnabled, settings = excluded.settings,
                options = excluded.options, removedAt = NULL
                """,
            arguments: [
                company, connection.id, position, connection.service.rawValue, connection.baseURL,
                connection.isEnabled, String(decoding: connection.settings, as: UTF8.self),
                String(decoding: connection.options, as: UTF8.self),
            ]
        )
        guard try secrets(of: connection.id, in: db) != connection.secrets else { return }
        try deleteSecrets(of: connection.id, in: db)
        for (name, values) in connection.secrets {
            let place = SecretPlace(company: company, connection: connection.id, name: name)
            for (index, value) in values.enumerated() {
                try db.execute(
                    sql: "INSERT INTO secret VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        company, connection.id, name, index,
                        try seal.sealed(value, place: place.text), seal.key.id,
                    ]
                )
            }
        }
    }

    private func deleteSecrets(of id: String, in db: Database) throws {
        try db.execute(
            sql: "DELETE FROM secret WHERE company = ? AND connection = ?",
            arguments: [company, id]
        )
    }

    private func secrets(of id: String, in db: Database) throws -> [String: [Secret]] {
        let sql = """
            SELECT name, sealed FROM secret WHERE company = ? AND connection = ? ORDER BY name, position
            """
        var secrets: [String: [Secret]] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: [company, id]) {
            let name: String = row["name"]
            let place = SecretPlace(company: company, connection: id, name: name)
            secrets[name, default: []].append(
                try seal.opened(row["sealed"], place: place.text)
            )
        }
        return secrets
    }
}

extension Connection {
    init?(row: Row, secrets: [String: [Secret]]) {
        guard let service = Service(rawValue: row["service"]) else { return nil }
        let settings: String = row["settings"]
        let options: String = row["options"]
        self.init(
            id: row["id"],
            service: service,
            baseURL: row["baseURL"],
            isEnabled: row["isEnabled"],
            settings: Data(settings.utf8),
            options: Data(options.utf8),
            secrets: secrets
        )
    }
}
