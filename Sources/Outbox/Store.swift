import Foundation
package import GRDB

/// The one database file of a data directory.
///
/// One connection writes and checkpoints; all others only read. SQLite 3.7.0 to 3.51.2 can corrupt a WAL file
/// when a checkpoint and a WAL reset meet on two connections, so no second process may ever write either: the
/// owner of the data directory holds its lock. A commit returns after `fsync` (synchronous=FULL).
package struct Store: Sendable {
    static let busyTimeoutSeconds = 5.0
    static let readers = 4
    /// Of a new file; one made earlier keeps its own.
    ///
    /// Three webhooks of 2 KiB fit one page, where a page of 4 KiB holds a single one.
    static let pageBytes = 8_192
    /// The writer's page cache: the indexes of half a million events stay in it.
    static let writerCacheKibibytes = 32_768
    static let readerCacheKibibytes = 4_096
    /// Pages in the log before a commit copies them into the file itself; ``GroupCommit`` mostly does so earlier.
    static let checkpointPages = 2_000

    package let database: DatabasePool
    package let sqliteVersion: String

    /// Opens the file, making it when it is missing, checks it and brings its tables up to date.
    package static func open(at path: String) throws -> Store {
        var configuration = GRDB.Configuration()
        configuration.busyMode = .timeout(busyTimeoutSeconds)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = readers
        configuration.prepareDatabase { db in
            guard db.configuration.readonly else {
                return try db.execute(sql: "PRAGMA page_size = \(pageBytes)")
            }
            try db.execute(sql: "PRAGMA query_only = ON")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            try db.execute(sql: "PRAGMA cache_size = -\(readerCacheKibibytes)")
        }
        do {
            let pool = try DatabasePool(path: path, configuration: configuration)
            let version = try pool.writeWithoutTransaction { db in
                // The pool opens its writer with NORMAL: an acknowledged event could be lost at a power cut.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA wal_autocheckpoint = \(checkpointPages)")
                try db.execute(sql: "PRAGMA cache_size = -\(writerCacheKibibytes)")
                guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2,
                    try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal",
                    try Bool.fetchOne(db, sql: "PRAGMA foreign_keys") == true
                else { throw OutboxError.unusable(reason: "it does not keep what it commits") }
                return try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "unknown"
            }
            try Migrations.migrator.migrate(pool)
            return Store(database: pool, sqliteVersion: version)
        } catch let error as DatabaseError {
            throw OutboxError.unusable(reason: error.message ?? error.resultCode.description)
        }
    }

    /// What SQLite finds wrong in the file's structure; empty when it is whole.
    package func damages() async throws -> [String] {
        try await database.read { db in
            try String.fetchAll(db, sql: "PRAGMA quick_check(20)").filter { $0 != "ok" }
        }
    }

    /// The size of the database with its log, in bytes.
    package var sizeBytes: Int {
        ["", "-wal"].reduce(0) { sum, suffix in
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: database.path + suffix
            )
            return sum + (attributes?[.size] as? Int ?? 0)
        }
    }

    /// Writes a consistent copy to a new file while work goes on.
    package func backUp(to path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw OutboxError.notCopied(to: path, reason: "it exists already")
        }
        do {
            let copy = try DatabaseQueue(path: path)
            try database.backup(to: copy)
            try copy.close()
        } catch {
            // Half a copy must not look like one.
            try? FileManager.default.removeItem(atPath: path)
            guard let error = error as? DatabaseError else { throw error }
            throw OutboxError.notCopied(
                to: path,
                reason: error.message ?? error.resultCode.description
            )
        }
    }

    /// Closes the file with everything in it and nothing beside it, so that it can be moved.
    ///
    /// Only for a file that no other process has open.
    package func closeAlone() throws {
        try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        try database.close()
        for suffix in ["-wal", "-shm"] {
            let path = database.path + suffix
            guard let found = try? FileManager.default.attributesOfItem(atPath: path) else {
                continue
            }
            guard suffix == "-shm" || (found[.size] as? Int ?? 0) == 0 else {
                throw OutboxError.unusable(reason: "its log could not be taken into the file")
            }
            try FileManager.default.removeItem(atPath: path)
        }
    }

    package func close() throws {
        try database.close()
    }
}
