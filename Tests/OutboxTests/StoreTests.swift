import Foundation
import GRDB
import Testing

@testable import Outbox

struct StoreTests {
    @Test func `the writer commits to the disk, in a write-ahead log, and holds foreign keys`()
        throws
    {
        let fixture = try OutboxFixture()

        let settings = try fixture.store.database.writeWithoutTransaction { db in
            try ["synchronous", "journal_mode", "foreign_keys", "wal_autocheckpoint", "page_size"]
                .map {
                    try String.fetchOne(db, sql: "PRAGMA \($0)")
                }
        }

        #expect(settings == ["2", "wal", "1", "\(Store.checkpointPages)", "\(Store.pageBytes)"])
    }

    @Test func `readers can neither write nor checkpoint`() throws {
        let fixture = try OutboxFixture()

        let settings = try fixture.store.database.read { db in
            try ["query_only", "wal_autocheckpoint", "foreign_keys"].map {
                try String.fetchOne(db, sql: "PRAGMA \($0)")
            }
        }

        #expect(settings == ["1", "0", "1"])
        #expect(throws: DatabaseError.self) {
            try fixture.store.database.read { db in
                try db.execute(sql: "INSERT INTO success VALUES ('a', 'b', 1)")
            }
        }
    }

    @Test func `the log is copied into the file between commits, and begins anew`() async throws {
        let fixture = try OutboxFixture()
        let log = fixture.directory.appending(path: "bokbro.sqlite-wal")
        // Counts the times that the log began anew. Source: the SQLite file format, section 4.1.
        func restarts() throws -> Int {
            try Data(contentsOf: log)[12..<16].reduce(0) { $0 << 8 | Int($1) }
        }
        let before = try restarts()

        try await fixture.accept(count: GroupCommit.writesPerCheckpoint)
        _ = try await fixture.accept()

        #expect(try restarts() > before)
    }

    @Test func `opening again changes nothing and finds all`() async throws {
        let fixture = try OutboxFixture()
        let id = try await fixture.accept()
        try fixture.store.close()

        let again = try Store.open(at: fixture.directory.appending(path: "bokbro.sqlite").path())
        let outbox = Outbox(
            store: again,
            settings: .init(now: { fixture.clock.now }),
            logger: fixture.outbox.logger
        )

        #expect(try await outbox.claim().map(\.id) == [id])
        let found = try await again.database.read { db in
            (
                isComplete: try Migrations.migrator.hasCompletedMigrations(db),
                integrity: try String.fetchOne(db, sql: "PRAGMA integrity_check"),
                orphans: try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
            )
        }
        #expect(found.isComplete && found.integrity == "ok" && found.orphans == 0)
        try again.close()
    }

    @Test func `a database of the first version is brought up to date with its events`() throws {
        let queue = try DatabaseQueue()
        try Migrations.migrator.migrate(
            queue,
            upTo: "outbox-0001 events, attempts, effects, replays"
        )
        try queue.write { db in
            try db.execute(
                sql: """
                    INSERT INTO event (company, connection, topic, subject, deliveryID, state,
                        receivedAt, dueAt, finishedAt, cause)
                    VALUES ('a', 'shop', 't', 'order/1', 'd', 'failed', 1, 1, 2, 'X');
                    INSERT INTO effect (company, key, state, event, startedAt)
                    VALUES ('a', 'k', 'unknown', 1, 1);
                    """
            )
        }

        try Migrations.migrator.migrate(queue)
        try Migrations.migrator.migrate(queue)

        let found = try queue.read { db in
            try Row.fetchOne(
                db,
                sql:
                    "SELECT event.state, effect.content FROM event JOIN effect ON effect.event = event.seq"
            )
        }
        #expect(found?["state"] == "failed")
        #expect(found?["content"] as String? == nil)
    }

    @Test func `what is no database is refused`() throws {
        let fixture = try OutboxFixture()
        let path = fixture.directory.appending(path: "letter.txt").path()
        try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: path))

        #expect {
            _ = try Store.open(at: path)
        } throws: {
            if case OutboxError.unusable = $0 { true } else { false }
        }
    }

    @Test func `a backup is a whole, usable copy that goes on by itself`() async throws {
        let fixture = try OutboxFixture()
        let id = try await fixture.accept()
        let path = fixture.directory.appending(path: "copy.sqlite").path()

        try fixture.store.backUp(to: path)
        try await fixture.accept("order/2")
        let copy = try Store.open(at: path)

        let (events, integrity) = try await copy.database.read { db in
            (
                try Int64.fetchAll(db, sql: "SELECT seq FROM event"),
                try String.fetchOne(db, sql: "PRAGMA integrity_check")
            )
        }
        #expect(events == [id.sequence])
        #expect(integrity == "ok")
        try copy.close()
        #expect(fixture.store.sizeBytes > 0)
    }

    @Test func `a backup overwrites nothing`() throws {
        let fixture = try OutboxFixture()
        let path = fixture.directory.appending(path: "precious.txt").path()
        try Data("precious".utf8).write(to: URL(filePath: path))

        #expect(throws: OutboxError.notCopied(to: path, reason: "it exists already")) {
            try fixture.store.backUp(to: path)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == Data("precious".utf8))
    }

    @Test func `a backup that fails leaves no half of one`() throws {
        let fixture = try OutboxFixture()
        let path = fixture.directory.appending(path: "missing/copy.sqlite").path()

        #expect(throws: (any Error).self) { try fixture.store.backUp(to: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    /// Rows that the rules of the types forbid, each one column away from a possible one.
    @Test(arguments: [
        "state = 'lost'", "state = 'running'", "leaseUntil = 5", "coversThrough = 1",
        "state = 'running', leaseUntil = 5", "state = 'failed', finishedAt = 5",
        "state = 'skipped', finishedAt = 5", "state = 'failed', cause = 'X'",
        "state = 'done'", "state = 'done', finishedAt = 5, cause = 'X'", "finishedAt = 5",
        "company = ''", "connection = ''", "topic = ''", "subject = ''", "deliveryID = ''",
        "company = printf('%65s', 'x')", "subject = printf('%256s', 'x')", "attempts = -1",
        "budgetUsed = -1", "runsAgain = 2", "receivedAt = -1", "dueAt = NULL", "dueAt = 'soon'",
        "replay = 99", "attempts = 1.5",
    ])
    func `the database refuses an impossible event`(change: String) async throws {
        let fixture = try OutboxFixture()
        try await fixture.accept()

        await #expect {
            try await fixture.store.database.write { db in
                try db.execute(sql: "UPDATE event SET \(change)")
            }
        } throws: {
            ($0 as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
        }
    }

    @Test(arguments: [
        "INSERT INTO attempt (event, number, startedAt) VALUES (99, 1, 1)",
        "INSERT INTO attempt (event, number, startedAt) VALUES (1, 0, 1)",
        "INSERT INTO attempt (event, number, startedAt, endedAt) VALUES (1, 1, 1, 2)",
        "INSERT INTO attempt (event, number, startedAt, verdict) VALUES (1, 1, 1, 'done')",
        "INSERT INTO attempt (event, number, startedAt, endedAt, verdict) VALUES (1, 1, 1, 2, 'odd')",
        "INSERT INTO attempt (event, number, startedAt, calls) VALUES (1, 1, 1, '[')",
        "INSERT INTO effect (company, key, state, event, startedAt) VALUES ('a', '', 'started', 1, 1)",
        "INSERT INTO effect (company, key, state, event, startedAt) VALUES ('a', 'k', 'odd', 1, 1)",
        "INSERT INTO effect (company, key, state, event, startedAt) VALUES ('a', 'k', 'done', 1, 1)",
        "INSERT INTO effect (company, key, state, event, startedAt) VALUES ('a', 'k', 'started', 9, 1)",
        """
        INSERT INTO effect (company, key, state, event, startedAt, kind, resultID)
        VALUES ('a', 'k', 'started', 1, 1, 'invoice', '7')
        """,
        "INSERT INTO payload (event, body) VALUES (99, x'00')",
        "INSERT INTO payload (event, body) VALUES (1, x'00')",
        "INSERT INTO replay (filter, createdAt, matched) VALUES ('', 1, -1)",
        """
        INSERT INTO event (company, connection, topic, subject, deliveryID, state, receivedAt, dueAt)
        VALUES ('nordlys', 'shop', 't', 's', 'd1', 'pending', 1, 1)
        """,
        "DELETE FROM event",
    ])
    func `the database refuses what belongs to nothing or contradicts itself`(
        sql: String
    )
        async throws
    {
        let fixture = try OutboxFixture()
        try await fixture.accept(delivery: "d1")

        await #expect {
            try await fixture.store.database.write { db in try db.execute(sql: sql) }
        } throws: {
            ($0 as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
        }
    }

    @Test func `the database refuses two running events of one subject`() async throws {
        let fixture = try OutboxFixture()
        _ = try await fixture.claimed()
        let second = try await fixture.accept()

        await #expect {
            try await fixture.store.database.write { db in
                try db.execute(
                    sql: """
                        UPDATE event SET state = 'running', leaseUntil = 1, coversThrough = 1
                        WHERE seq = ?
                        """,
                    arguments: [second.sequence]
                )
            }
        } throws: {
            ($0 as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
        }
    }
}
