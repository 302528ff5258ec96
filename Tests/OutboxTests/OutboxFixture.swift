import Foundation
import GRDB
import Logging
import Synchronization
import Testing

@testable import Outbox

/// An outbox on a database file of its own, with a clock that only the test moves; the file goes with it.
final class OutboxFixture: Sendable {
    static let company = "nordlys"

    let directory: URL
    let clock: TestClock
    let store: Store
    let outbox: Outbox

    /// Histories of thousands of commits do not wait for the disk at each: no test cuts the power.
    init(
        retry: RetryPolicy = RetryPolicy(),
        lease: Duration = .seconds(120),
        isDurable: Bool = true,
        isOutcomeKnown: @escaping @Sendable (any Error) -> Bool = { _ in false }
    ) throws {
        let clock = TestClock()
        directory = FileManager.default.temporaryDirectory
            .appending(path: "outbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        self.clock = clock
        store = try Store.open(at: directory.appending(path: "bokbro.sqlite").path())
        if !isDurable {
            try store.database.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA synchronous = OFF")
            }
        }
        outbox = Outbox(
            store: store,
            settings: .init(
                retry: retry,
                lease: lease,
                now: { clock.now },
                isOutcomeKnown: isOutcomeKnown
            ),
            logger: Logger(label: "outbox") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: directory)
    }

    // MARK: Events

    func event(
        _ subject: String = "order/1",
        delivery: String,
        company: String = OutboxFixture.company,
        connection: String = "shop",
        topic: String = "orders/paid",
        payload: Data = Data("{}".utf8),
        dueIn: Duration? = nil
    ) -> IncomingEvent {
        IncomingEvent(
            company: company,
            connection: connection,
            topic: topic,
            subject: subject,
            deliveryID: delivery,
            payload: payload,
            receivedAt: clock.now,
            dueAt: dueIn.map { clock.now.adding($0) }
        )
    }

    @discardableResult
    func accept(
        _ subject: String = "order/1",
        delivery: String = UUID().uuidString,
        company: String = OutboxFixture.company,
        connection: String = "shop",
        topic: String = "orders/paid",
        dueIn: Duration? = nil
    ) async throws -> EventID {
        try await outbox.accept(
            event(
                subject,
                delivery: delivery,
                company: company,
                connection: connection,
                topic: topic,
                dueIn: dueIn
            )
        ).event
    }

    /// Stores this many events, each of a subject of its own, in shared commits.
    func accept(count: Int) async throws {
        try await withThrowingTaskGroup { group in
            for number in 0..<count {
                group.addTask {
                    try await self.accept("order/\(number)", delivery: "many-\(number)")
                }
            }
            try await group.waitForAll()
        }
    }

    /// Settles the events in shared commits.
    func finish(
        _ events: [ClaimedEvent],
        _ verdict: @Sendable (ClaimedEvent) -> Verdict
    ) async throws {
        try await withThrowingTaskGroup { group in
            for event in events {
                let verdict = verdict(event)
                group.addTask { try await self.outbox.finish(event, verdict) }
            }
            try await group.waitForAll()
        }
    }

    /// The next event that is due; the test fails when there is none.
    func claim() async throws -> ClaimedEvent {
        try #require(try await outbox.claim().first)
    }

    /// Stores an event and claims it.
    func claimed(_ subject: String = "order/1") async throws -> ClaimedEvent {
        let id = try await accept(subject)
        let event = try await claim()
        try #require(event.id == id)
        return event
    }

    func details(_ id: EventID) async throws -> EventDetails {
        try #require(try await outbox.event(id))
    }

    func state(_ id: EventID) async throws -> EventState { try await details(id).summary.state }
}

extension Verdict {
    static let booked = Verdict.done(summary: "booked", explanation: ["25 % by default"])

    static func skipped(_ code: String) -> Verdict { .skipped(.sample(code)) }

    static func failed(_ code: String) -> Verdict { .failed(.sample(code)) }

    static func retry(_ code: String, after: Duration? = nil) -> Verdict {
        .retry(.sample(code), after: after)
    }
}

extension Cause {
    static func sample(_ code: String) -> Cause {
        Cause(
            code: code,
            message: "message of \(code)",
            remedy: "remedy of \(code)",
            explanation: ["explanation of \(code)"]
        )
    }
}

/// A clock that moves only when told.
final class TestClock: Sendable {
    static let start = Date(milliseconds: 1_790_000_000_000)

    private let time = Mutex(TestClock.start)

    var now: Date { time.withLock { $0 } }

    func advance(_ duration: Duration) {
        time.withLock { $0 = $0.adding(duration) }
    }
}
