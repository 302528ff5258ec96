import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Works events off, several subjects at a time, until shutdown.
///
/// On shutdown it stops claiming and lets what runs finish; what does not finish in time is cancelled, and its
/// events are free again.
package struct Worker: Service {
    package typealias Handler = @Sendable (ClaimedEvent, Effects) async -> Verdict

    /// The longest rest without looking at the database.
    static let longestRest = Duration.seconds(30)
    /// How long nothing is claimed after the database has refused.
    static let pauseAfterFailure = Duration.seconds(1)
    /// How long running handlers may go on after shutdown was asked for.
    static let grace = Duration.seconds(20)

    let outbox: Outbox
    let concurrency: Int
    let handler: Handler

    package init(outbox: Outbox, concurrency: Int, handler: @escaping Handler) {
        self.outbox = outbox
        self.concurrency = concurrency
        self.handler = handler
    }

    package func run() async throws {
        try await outbox.freeInterrupted(all: true)
        let stop = StopSign()
        await withGracefulShutdownHandler {
            await withTaskGroup { group in
                group.addTask { await workUntil(stop) }
                group.addTask {
                    await stop.wait()
                    try? await Task.sleep(for: Self.grace)
                }
                // Either all work is finished, or the time for it is over and what still runs is cancelled.
                await group.next()
                group.cancelAll()
            }
        } onGracefulShutdown: {
            stop.raise()
            outbox.doorbell.ring()
        }
    }

    private func workUntil(_ stop: StopSign) async {
        await withDiscardingTaskGroup { group in
            let slots = Slots(count: concurrency)
            while !stop.isRaised, !Task.isCancelled {
                let free = slots.free
                guard free > 0 else {
                    await outbox.doorbell.wait()
                    continue
                }
                guard let claimed = await claim(limit: free) else { continue }
                for event in claimed {
                    slots.take()
                    group.addTask {
                        await work(event)
                        slots.give()
                        outbox.doorbell.ring()
                    }
                }
                if claimed.isEmpty, !stop.isRaised { await rest() }
            }
        }
    }

    /// nil when nothing could be claimed now, after a pause.
    private func claim(limit: Int) async -> [ClaimedEvent]? {
        do {
            return try await outbox.claim(limit: limit)
        } catch {
            outbox.logger.error(
                "no event can be claimed; trying again",
                metadata: ["reason": "\(error.localizedDescription)"]
            )
            try? await Task.sleep(for: Self.pauseAfterFailure)
            return nil
        }
    }

    private func rest() async {
        let now = outbox.settings.now()
        let next = try? await outbox.nextDue(after: now)
        let pause = next.map { Duration.milliseconds(max(1, $0.milliseconds - now.milliseconds)) }
        await outbox.doorbell.wait(atMost: min(pause ?? Self.longestRest, Self.longestRest))
    }

    private func work(_ event: ClaimedEvent) async {
        let verdict = await withTaskGroup { group in
            group.addTask { Optional(await handler(event, Effects(outbox: outbox, event: event))) }
            group.addTask {
                await outbox.renewLeases(of: [event])
                return nil
            }
            var verdict: Verdict?
            while let result = await group.next() {
                verdict = result ?? verdict
                // Either the handler is through, or the event is another's by now and it must stop.
                group.cancelAll()
            }
            return verdict
        }
        guard let verdict else { return }
        do {
            try await outbox.finish(event, verdict)
        } catch {
            // The lease ends by itself and the event is worked again; its effects are remembered.
            outbox.logger.error(
                "the outcome of an event could not be recorded; it will be worked again",
                metadata: ["event": "\(event.id)", "reason": "\(error.localizedDescription)"]
            )
        }
    }
}

/// How many more events may be worked at the same time.
private final class Slots: Sendable {
    private let count: Mutex<Int>

    init(count: Int) {
        self.count = Mutex(count)
    }

    var free: Int { count.withLock { $0 } }

    func take() { count.withLock { $0 -= 1 } }

    func give() { count.withLock { $0 += 1 } }
}
