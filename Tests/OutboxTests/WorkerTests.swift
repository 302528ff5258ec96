import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Outbox

@Suite(.timeLimit(.minutes(5)))
struct WorkerTests {
    @Test func `events of different subjects are worked at the same time, up to the limit`()
        async throws
    {
        let fixture = try OutboxFixture()
        for number in 0..<12 { try await fixture.accept("order/\(number)") }
        let shop = Workshop()

        try await fixture.withWorker(concurrency: 3, handler: shop.handle) {
            await shop.waitUntil { $0.atWork == 3 }
            shop.open()
            await shop.waitUntil { $0.finished == 12 }
        }

        #expect(shop.seen.mostAtWork == 3)
        for number in 1...12 {
            let page = try await fixture.outbox.events(EventFilter(subject: "order/\(number - 1)"))
            #expect(page.items.map(\.state) == [.done])
        }
    }

    @Test func `a worker that rests wakes when an event comes`() async throws {
        let fixture = try OutboxFixture()
        let shop = Workshop(isOpen: true)

        try await fixture.withWorker(handler: shop.handle) {
            for number in 1...20 {
                let start = ContinuousClock.now
                try await fixture.accept("order/\(number)")
                await shop.waitUntil { $0.finished == number }
                #expect(ContinuousClock.now - start < Worker.longestRest * 2 / 3)
            }
        }
    }

    @Test func `of one subject one event is worked at a time, and none is left`() async throws {
        let fixture = try OutboxFixture()
        let shop = Workshop(isOpen: true)

        try await fixture.withWorker(concurrency: 8, handler: shop.handle) {
            for _ in 0..<40 { try await fixture.accept("order/1") }
            await shop.waitUntil { $0.finished > 0 && $0.atWork == 0 }
            while try await fixture.outbox.counts().pending > 0 { await Task.yield() }
        }

        #expect(shop.seen.mostAtWork == 1)
        #expect(try await fixture.outbox.count(EventFilter(state: .done)) == 40)
    }

    @Test func `on shutdown what runs is finished and nothing new is begun`() async throws {
        let fixture = try OutboxFixture()
        let first = try await fixture.accept("order/1")
        let second = try await fixture.accept("order/2")
        let hasBegun = StopSign()

        let group = fixture.serviceGroup(concurrency: 1) { _, _ in
            hasBegun.raise()
            try? await gracefulShutdown()
            return .booked
        }
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            await hasBegun.wait()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }

        #expect(try await fixture.state(first) == .done)
        #expect(try await fixture.state(second) == .pending)
        #expect(try await fixture.details(second).attempts.isEmpty)
    }

    @Test func `a worker that has nothing to do stops at once`() async throws {
        let fixture = try OutboxFixture()
        let start = ContinuousClock.now

        try await fixture.withWorker(handler: Workshop().handle) {}

        #expect(ContinuousClock.now - start < Worker.longestRest * 2 / 3)
    }

    @Test func `a cancelled worker records what its handlers say, and the event is free again`()
        async throws
    {
        let fixture = try OutboxFixture()
        let id = try await fixture.accept()
        let shop = Workshop()
        let worker = Worker(outbox: fixture.outbox, concurrency: 1, handler: shop.handle)

        try await withThrowingTaskGroup { group in
            group.addTask { try await worker.run() }
            await shop.waitUntil { $0.atWork == 1 }
            group.cancelAll()
            try await group.waitForAll()
        }

        let details = try await fixture.details(id)
        #expect(details.summary.state == .pending)
        #expect(details.summary.message == "shutdown")
        #expect(details.attempts.isEmpty)
    }

    @Test func `events that ran when the process died are taken up at start`() async throws {
        let fixture = try OutboxFixture()
        let orphan = try await fixture.claimed()
        let shop = Workshop(isOpen: true)

        try await fixture.withWorker(handler: shop.handle) {
            await shop.waitUntil { $0.finished == 1 }
        }

        let details = try await fixture.details(orphan.id)
        #expect(details.summary.state == .done)
        #expect(details.attempts.map(\.verdict) == ["interrupted", "done"])
    }

    @Test func `a handler whose lease was lost is stopped, and its verdict does not count`()
        async throws
    {
        let fixture = try OutboxFixture(lease: .milliseconds(60))
        let id = try await fixture.accept()
        let shop = Workshop()

        try await fixture.withWorker(concurrency: 1, handler: shop.handle) {
            await shop.waitUntil { $0.atWork == 1 }
            // As if this process had slept for so long that its lease ended.
            repeat {
                fixture.clock.advance(.seconds(60))
            } while try await fixture.outbox.freeInterrupted() == 0
            await shop.waitUntil { $0.cancelled >= 1 }
            shop.open()
            await shop.waitUntil { $0.finished == 1 }
        }

        #expect(try await fixture.state(id) == .done)
        #expect(try await fixture.details(id).attempts.first?.verdict == "interrupted")
    }

    @Test func `what a handler does to the outside world is remembered for the next attempt`()
        async throws
    {
        let fixture = try OutboxFixture(retry: RetryPolicy(base: .zero, cap: .zero))
        let made = Mutex(0)
        let shop = Workshop(isOpen: true)
        let id = try await fixture.accept()

        try await fixture.withWorker(concurrency: 1) { event, effects in
            do {
                _ = try await effects.make("invoice/1") {
                    made.withLock { $0 += 1 }
                    return EffectRecord(kind: "invoice", id: "1")
                }
            } catch {
                return .failed("UNEXPECTED")
            }
            guard event.attempt == 3 else { return .retry("TIMEOUT") }
            return await shop.handle(event, effects)
        } during: {
            await shop.waitUntil { $0.finished == 1 }
        }

        #expect(made.withLock { $0 } == 1)
        #expect(
            try await fixture.details(id).attempts.map(\.verdict) == ["retry", "retry", "done"]
        )
    }
}

/// Handlers that wait for a door to open, and what was seen of them.
private final class Workshop: Sendable {
    struct Seen {
        var isOpen: Bool
        var atWork = 0
        var mostAtWork = 0
        var finished = 0
        var cancelled = 0
    }

    private struct State {
        var seen: Seen
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(isOpen: Bool = false) {
        state = Mutex(State(seen: Seen(isOpen: isOpen)))
    }

    var seen: Seen { state.withLock { $0.seen } }

    func open() { change { $0.isOpen = true } }

    @Sendable
    func handle(_ event: ClaimedEvent, _ effects: Effects) async -> Verdict {
        change { seen in
            seen.atWork += 1
            seen.mostAtWork = max(seen.mostAtWork, seen.atWork)
        }
        await withTaskCancellationHandler {
            await waitUntil { $0.isOpen || Task.isCancelled }
        } onCancel: {
            change { _ in }
        }
        let isCancelled = Task.isCancelled
        change { seen in
            seen.atWork -= 1
            if isCancelled { seen.cancelled += 1 } else { seen.finished += 1 }
        }
        return isCancelled ? .waiting(until: .distantPast, reason: "shutdown") : .booked
    }

    func waitUntil(_ condition: (Seen) -> Bool) async {
        while !condition(seen) {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !condition(state.seen) else { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
    }

    private func change(_ body: (inout Seen) -> Void) {
        let waiting = state.withLock { state in
            body(&state.seen)
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}

extension OutboxFixture {
    fileprivate func serviceGroup(
        concurrency: Int,
        handler: @escaping Worker.Handler
    ) -> ServiceGroup {
        ServiceGroup(
            configuration: .init(
                services: [
                    .init(
                        service: Worker(outbox: outbox, concurrency: concurrency, handler: handler)
                    )
                ],
                logger: Logger(label: "worker") { _ in SwiftLogNoOpLogHandler() }
            )
        )
    }

    /// Runs a worker meanwhile, and stops it gracefully.
    fileprivate func withWorker(
        concurrency: Int = 4,
        handler: @escaping Worker.Handler,
        during body: () async throws -> Void
    ) async throws {
        let group = serviceGroup(concurrency: concurrency, handler: handler)
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
