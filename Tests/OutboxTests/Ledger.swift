import Foundation
import GRDB
import Synchronization

@testable import Outbox

/// The service refused: nothing happened.
struct Refused: Error {}

/// The answer was lost: nobody knows.
struct Lost: Error {}

/// A ledger that keeps what is made in it.
final class Ledger: Sendable {
    private struct State {
        var made: [(key: String, record: EffectRecord)] = []
        var searches = 0
    }

    private let state = Mutex(State())

    var invoices: [EffectRecord] { state.withLock { $0.made.map(\.record) } }
    var searches: Int { state.withLock { $0.searches } }

    static func invoice(_ number: Int) -> EffectRecord {
        EffectRecord(kind: "invoice", id: "\(number)")
    }

    func make(_ key: String) -> EffectRecord {
        state.withLock { state in
            let record = Self.invoice(state.made.count + 1)
            state.made.append((key, record))
            return record
        }
    }

    func search(_ key: String) -> EffectRecord? {
        state.withLock { state in
            state.searches += 1
            return state.made.first { $0.key == key }?.record
        }
    }

    func book(_ key: String, _ effects: Effects) async throws -> EffectRecord {
        try await effects.once(
            key,
            ifInterrupted: { self.search(key) },
            perform: {
                await Task.yield()
                return self.make(key)
            }
        )
    }
}

extension Effects {
    /// Makes what no search would find.
    func make(
        _ key: String,
        perform: @Sendable () async throws -> EffectRecord
    ) async throws -> EffectRecord {
        try await once(key, ifInterrupted: { nil }, perform: perform)
    }
}

extension OutboxFixture {
    /// The effects of an event that is being worked.
    func effects() async throws -> Effects {
        Effects(outbox: outbox, event: try await claimed())
    }

    /// As a process leaves it that dies right after noting the start.
    func noteStart(of key: String, by event: ClaimedEvent) async throws {
        try await store.database.write { db in
            try db.execute(
                sql: """
                    INSERT INTO effect (company, key, state, event, startedAt)
                    VALUES (?, ?, 'started', ?, 0)
                    """,
                arguments: [event.company, key, event.id.sequence]
            )
        }
    }

    func effectStates() async throws -> [String: String] {
        try await store.database.read { db in
            try Row.fetchAll(db, sql: "SELECT key, state FROM effect").reduce(into: [:]) {
                $0[$1["key"]] = $1["state"] as String
            }
        }
    }
}
