import Foundation
import GRDB
import Synchronization
import Testing

@testable import Outbox

struct AcceptTests {
    @Test(arguments: [Data(), Data("{\"id\":1}".utf8), Data(repeating: 0xFF, count: 100_000)])
    func `an accepted event waits, with its payload byte for byte`(payload: Data) async throws {
        let fixture = try OutboxFixture()

        let acceptance = try await fixture.outbox.accept(
            fixture.event(delivery: "d1", payload: payload)
        )

        let details = try await fixture.details(acceptance.event)
        #expect(!acceptance.isDuplicate)
        #expect(details.payload == payload)
        #expect(details.summary.state == .pending)
        #expect(details.summary.subject == "order/1")
        #expect(details.summary.deliveryID == "d1")
        #expect(details.summary.receivedAt == fixture.clock.now)
        #expect(details.summary.attempts == 0)
    }

    @Test func `the same delivery again gives the event stored first, whatever its state`()
        async throws
    {
        let fixture = try OutboxFixture()
        let first = try await fixture.accept(delivery: "d1")
        try await fixture.outbox.finish(try await fixture.claim(), .booked)
        fixture.clock.advance(.seconds(60))

        let again = try await fixture.outbox.accept(
            fixture.event("order/other", delivery: "d1", payload: Data("other".utf8))
        )

        #expect(again == Acceptance(event: first, isDuplicate: true))
        #expect(try await fixture.details(first).payload == Data("{}".utf8))
        #expect(try await fixture.state(first) == .done)
        #expect(try await fixture.outbox.eventCount() == 1)
    }

    @Test func `a delivery id counts within its company and connection`() async throws {
        let fixture = try OutboxFixture()

        var ids: Set<EventID> = []
        for (company, connection) in [("a", "shop"), ("a", "woo"), ("b", "shop")] {
            ids.insert(
                try await fixture.accept(
                    delivery: "d1",
                    company: company,
                    connection: connection
                )
            )
        }

        #expect(ids.count == 3)
    }

    @Test func `of a hundred identical deliveries at once exactly one is new`() async throws {
        let fixture = try OutboxFixture()

        let acceptances = try await withThrowingTaskGroup { group in
            for _ in 0..<100 {
                group.addTask {
                    try await fixture.outbox.accept(fixture.event(delivery: "raced"))
                }
            }
            return try await group.reduce(into: [Acceptance]()) { $0.append($1) }
        }

        #expect(acceptances.count == 100)
        #expect(acceptances.count { !$0.isDuplicate } == 1)
        #expect(Set(acceptances.map(\.event)).count == 1)
        #expect(try await fixture.outbox.eventCount() == 1)
    }

    @Test func `concurrent requests share commits, and every acknowledged one is stored`()
        async throws
    {
        let fixture = try OutboxFixture()
        let commits = CommitCounter()
        fixture.store.database.add(transactionObserver: commits, extent: .databaseLifetime)

        let ids = try await withThrowingTaskGroup { group in
            for number in 0..<1_000 {
                group.addTask {
                    try await fixture.accept("order/\(number)", delivery: "d\(number)")
                }
            }
            return try await group.reduce(into: Set<EventID>()) { $0.insert($1) }
        }

        #expect(ids.count == 1_000)
        #expect(try await fixture.outbox.eventCount() == 1_000)
        #expect(commits.count < 500)
        #expect(commits.count >= 1_000 / GroupCommit.groupLimit)
    }

    @Test func `a new event costs two statements and one commit, a duplicate two`() async throws {
        let fixture = try OutboxFixture()
        try await fixture.accept(delivery: "warm")
        let trace = try StatementTrace(of: fixture.store)

        try await fixture.accept(delivery: "d1")
        let fresh = trace.take()
        try await fixture.accept(delivery: "d1")
        let duplicate = trace.take()

        #expect(
            fresh.map { $0.prefix(6) } == ["BEGIN ", "INSERT", "INSERT", "COMMIT"],
            "\(fresh)"
        )
        #expect(
            duplicate.map { $0.prefix(6) } == ["BEGIN ", "INSERT", "SELECT", "COMMIT"],
            "\(duplicate)"
        )
    }

    @Test func `an impossible event is refused alone; those that share its commit are stored`()
        async throws
    {
        let fixture = try OutboxFixture()

        let outcomes = await withTaskGroup { group in
            for number in 0..<60 {
                let subject = number % 3 == 0 ? String(repeating: "x", count: 256) : "order/1"
                group.addTask {
                    do {
                        try await fixture.accept(subject, delivery: "d\(number)")
                        return true
                    } catch {
                        guard case OutboxError.unacceptable = error else {
                            Issue.record("not what was expected: \(error)")
                            return false
                        }
                        return false
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }

        #expect(outcomes.count { $0 } == 40)
        #expect(try await fixture.outbox.eventCount() == 40)
    }

    @Test func `an accepted event stays although its task was cancelled`() async throws {
        let fixture = try OutboxFixture()

        let id = try await withThrowingTaskGroup(of: EventID.self) { group in
            group.cancelAll()
            group.addTask { try await fixture.accept(delivery: "d1") }
            return try await #require(group.next())
        }

        #expect(try await fixture.state(id) == .pending)
    }

    @Test func `a full disk refuses, stores nothing, and work goes on by itself afterwards`()
        async throws
    {
        let fixture = try OutboxFixture()
        try await fixture.accept(delivery: "before")
        try fixture.limitPages(to: try fixture.pages())

        for number in 0..<5 {
            await #expect {
                _ = try await fixture.outbox.accept(
                    fixture.event(
                        delivery: "d\(number)",
                        payload: Data(repeating: 1, count: 50_000)
                    )
                )
            } throws: {
                if case OutboxError.unavailable = $0 { true } else { false }
            }
        }
        #expect(try await fixture.outbox.eventCount() == 1)
        try fixture.limitPages(to: 1_000_000)
        try await fixture.accept(delivery: "d0")

        #expect(try await fixture.outbox.eventCount() == 2)
        try await fixture.outbox.checkWritable()
    }

    @Test func `of a group on a full disk none is acknowledged and none is stored`() async throws {
        let fixture = try OutboxFixture()
        try fixture.limitPages(to: try fixture.pages() + 20)

        let acknowledged = await withTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    let acceptance = try? await fixture.outbox.accept(
                        fixture.event(
                            delivery: "d\(number)",
                            payload: Data(repeating: 1, count: 4_000)
                        )
                    )
                    return acceptance?.event
                }
            }
            return await group.reduce(into: Set<EventID>()) { if let id = $1 { $0.insert(id) } }
        }

        let stored = try await fixture.store.database.read { db in
            try Row.fetchAll(db, sql: "SELECT seq, receivedAt FROM event").map {
                EventID(milliseconds: $0["receivedAt"], sequence: $0["seq"])
            }
        }
        #expect(acknowledged.count < 200)
        #expect(acknowledged == Set(stored))
    }
}

/// Counts what was committed.
private final class CommitCounter: TransactionObserver {
    private let commits = Mutex(0)

    var count: Int { commits.withLock { $0 } }

    func observes(eventsOfKind eventKind: DatabaseEventKind) -> Bool { false }

    func databaseDidChange(with event: DatabaseEvent) {}

    func databaseDidCommit(_ db: Database) { commits.withLock { $0 += 1 } }

    func databaseDidRollback(_ db: Database) {}
}

extension OutboxFixture {
    fileprivate func pages() throws -> Int {
        try #require(
            try store.database.writeWithoutTransaction { db in
                try Int.fetchOne(db, sql: "PRAGMA page_count")
            }
        )
    }

    /// A disk with this much room.
    fileprivate func limitPages(to count: Int) throws {
        try store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA max_page_count = \(count)")
        }
    }
}
