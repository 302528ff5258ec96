package import Foundation
package import GRDB
package import Logging

/// Durable work: events are stored, claimed one subject at a time, tried until they are settled.
///
/// Knows nothing of what the events mean. An accepted event is on disk; a handler's effects are remembered by
/// name, so that working an event again does nothing twice.
package struct Outbox: Sendable {
    /// How the outbox is to behave.
    package struct Settings: Sendable {
        package var retry: RetryPolicy
        /// How long an event is one worker's; renewed while the worker lives.
        package var lease: Duration
        package var now: @Sendable () -> Date
        /// Whether an error thrown by an effect says that nothing happened; anything else is looked up first.
        package var isOutcomeKnown: @Sendable (any Error) -> Bool
        /// Writes down elsewhere in the same file that an effect was made, in the very transaction that notes it.
        package var onEffect: (@Sendable (Database, SettledEffect) throws -> Void)?

        package init(
            retry: RetryPolicy = RetryPolicy(),
            lease: Duration = .seconds(120),
            now: @escaping @Sendable () -> Date = { Date() },
            isOutcomeKnown: @escaping @Sendable (any Error) -> Bool = { _ in false },
            onEffect: (@Sendable (Database, SettledEffect) throws -> Void)? = nil
        ) {
            self.retry = retry
            self.lease = lease
            self.now = now
            self.isOutcomeKnown = isOutcomeKnown
            self.onEffect = onEffect
        }
    }

    let store: Store
    let settings: Settings
    let logger: Logger
    let commits: GroupCommit
    let doorbell: Doorbell
    let keys: KeyedTurns

    package init(store: Store, settings: Settings, logger: Logger) {
        self.store = store
        self.settings = settings
        self.logger = logger
        commits = GroupCommit(database: store.database)
        doorbell = Doorbell()
        keys = KeyedTurns()
    }

    /// Stores the event; returns only when it is on disk.
    ///
    /// Many callers at once share one commit. The same delivery again gives the event stored first. Throws
    /// ``OutboxError``.
    package func accept(_ event: IncomingEvent) async throws -> Acceptance {
        let received = event.receivedAt.milliseconds
        let due = event.dueAt?.milliseconds ?? received
        let acceptance = try await storing(isOneStatement: true, isRefusable: true) { db in
            try Self.insert(event, received: received, due: due, into: db)
        }
        if !acceptance.isDuplicate { doorbell.ring() }
        return acceptance
    }

    /// Has workers look what is due now: the clock was moved.
    package func wake() { doorbell.ring() }

    /// Writes events; what the tables do not take is ``OutboxError/unacceptable(reason:)``.
    func storing<Value: Sendable>(
        isOneStatement: Bool = false,
        isRefusable: Bool = false,
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await commits.write(
                isOneStatement: isOneStatement,
                isRefusable: isRefusable,
                body
            )
        } catch let error as DatabaseError {
            throw OutboxError.unacceptable(reason: error.message ?? error.resultCode.description)
        }
    }

    static func insert(
        _ event: IncomingEvent,
        received: Int64,
        due: Int64,
        into db: Database
    ) throws -> Acceptance {
        let insertion = try db.cachedStatement(
            sql: """
                INSERT INTO event
                    (company, connection, topic, subject, deliveryID, state, receivedAt, dueAt)
                VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)
                ON CONFLICT (company, connection, deliveryID) DO NOTHING
                """
        )
        try insertion.execute(arguments: [
            event.company, event.connection, event.topic, event.subject, event.deliveryID, received,
            due,
        ])
        guard db.changesCount == 1 else { return try stored(event, in: db) }
        let sequence = db.lastInsertedRowID
        try db.cachedStatement(sql: "INSERT INTO payload (event, body) VALUES (?, ?)")
            .execute(arguments: [sequence, event.payload])
        return Acceptance(
            event: EventID(milliseconds: received, sequence: sequence),
            isDuplicate: false
        )
    }

    private static func stored(_ event: IncomingEvent, in db: Database) throws -> Acceptance {
        let statement = try db.cachedStatement(
            sql: """
                SELECT seq, receivedAt FROM event
                WHERE company = ? AND connection = ? AND deliveryID = ?
                """
        )
        guard
            let row = try Row.fetchOne(
                statement,
                arguments: [event.company, event.connection, event.deliveryID]
            )
        else { throw OutboxError.unknownEvent }
        return Acceptance(
            event: EventID(milliseconds: row["receivedAt"], sequence: row["seq"]),
            isDuplicate: true
        )
    }

    /// Proves that something can be committed now.
    package func checkWritable() async throws {
        try await commits.write(isRefusable: true) { db in
            try db.execute(sql: "PRAGMA user_version = 1")
        }
    }
}

extension Date {
    /// Milliseconds since 1970, rounded down.
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded(.down)) }

    init(milliseconds: Int64) {
        self.init(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    func adding(_ duration: Duration) -> Date {
        Date(milliseconds: milliseconds + duration.milliseconds)
    }
}
