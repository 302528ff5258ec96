package import Foundation
import HTTPTypes
import Synchronization

/// The budget of calls of one connection, learnt from the service's own answers.
///
/// Counts down what the service said was left of its window, and waits the window out when nothing is left. A
/// wait that is too long for a caller to sit through is an error that says until when.
package final class RateLimit: Sendable {
    /// What is known before the first answer.
    package struct Budget: Hashable, Sendable {
        package var calls: Int
        package var window: Duration
        /// Calls under way at the same time.
        package var concurrent: Int

        package init(calls: Int, window: Duration, concurrent: Int) {
            self.calls = calls
            self.window = window
            self.concurrent = concurrent
        }
    }

    /// How long a caller is made to wait; longer waits are given back to the queue.
    static let longestWait = Duration.seconds(12)

    /// The longest pause that a service is believed; after it one call finds out.
    static let longestPause = 3_600

    /// How long a full bucket is left alone; it leaks two calls a second at least.
    static let bucketPause = Duration.seconds(1)

    private struct State {
        var remaining: Int
        var windowEnds: Date
        /// Until when the service has refused further calls.
        var refusedUntil: Date?
        var underWay = 0
        /// Whether the service tells how full its bucket is with every answer; then our own count is not used.
        var isToldFilling = false
        var waiting: [Waiting] = []
        var lastTicket = 0
    }

    /// A caller without a place; told whether it got one.
    private struct Waiting {
        var ticket: Int
        var continuation: CheckedContinuation<Bool, Never>
    }

    private let budget: Budget
    /// How long a second is that a service speaks of.
    private let second: Duration
    private let now: @Sendable () -> Date
    private let sleep: @Sendable (Duration) async throws -> Void
    private let state: Mutex<State>

    /// - `second`: shorter than one where time runs fast, as in a sandbox.
    package init(
        budget: Budget,
        second: Duration = .seconds(1),
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping @Sendable (Duration) async throws -> Void = {
            try await Task.sleep(for: $0)
        }
    ) {
        self.budget = budget
        self.second = second
        self.now = now
        self.sleep = sleep
        state = Mutex(State(remaining: budget.calls, windowEnds: now().adding(budget.window)))
    }

    /// Takes one call from the budget, waiting for the window to end when it is used up.
    ///
    /// Throws the time until which to wait when that is longer than a caller should be held, and at once when the
    /// task is cancelled. Every success must be followed by ``end(_:)``.
    func begin() async throws(RateLimitRefusal) {
        try await takePlace()
        do throws(RateLimitRefusal) {
            while let pause = take() {
                guard pause <= Self.longestWait else { throw .wait(until: now().adding(pause)) }
                do {
                    try await sleep(pause)
                } catch {
                    throw .cancelled
                }
            }
        } catch {
            givePlace()
            throw error
        }
    }

    /// Gives the place back and learns from the answer's headers.
    ///
    /// Returns when to try again if the answer was a refusal for too many calls (429).
    @discardableResult
    func end(_ response: RemoteResponse?) -> Date? {
        defer { givePlace() }
        guard let response else { return nil }
        return learn(from: response)
    }

    /// nil when a call may go out now, else how long to wait.
    private func take() -> Duration? {
        let time = now()
        return state.withLock { state in
            if state.windowEnds <= time {
                // Of a bucket that was full, one call finds out how much has leaked since.
                state.remaining =
                    state.isToldFilling ? max(state.remaining, 1) : budget.calls
                state.windowEnds = time.adding(
                    state.isToldFilling ? Self.bucketPause : budget.window
                )
            }
            guard state.remaining > 0 else { return time.duration(to: state.windowEnds) }
            state.remaining -= 1
            return nil
        }
    }

    private func learn(from response: RemoteResponse) -> Date? {
        let time = now()
        let reset = response.headers.seconds("X-Rate-Limit-Reset")
        let remaining = response.headers.seconds("X-Rate-Limit-Remaining")
        let retryAfter = response.headers.retryAfter(now: time)
        let bucket = response.headers.bucket
        return state.withLock { state in
            if response.status == 429 {
                state.remaining = 0
                if let pause = retryAfter ?? reset {
                    // The service knows its window better than our count does.
                    state.windowEnds = time.adding(believed(pause))
                } else {
                    state.windowEnds = max(state.windowEnds, time.adding(budget.window))
                }
                state.refusedUntil = state.windowEnds
                return state.windowEnds
            }
            // An answer to a call that went out before the refusal knows less.
            if let until = state.refusedUntil, until > time { return nil }
            if let bucket {
                state.isToldFilling = true
                state.remaining = max(0, bucket.size - bucket.level - (state.underWay - 1))
                state.windowEnds = time.adding(Self.bucketPause)
            } else if let remaining {
                // The service knows better than our count; what is under way it has not counted yet.
                let left = max(0, remaining - (state.underWay - 1))
                if let reset {
                    state.remaining = left
                    state.windowEnds = time.adding(believed(reset))
                } else {
                    state.remaining = min(state.remaining, left)
                }
            }
            return nil
        }
    }

    /// A pause of at least a second, since services count in whole ones, and of an end that we live to see.
    private func believed(_ seconds: Int) -> Duration {
        second * min(max(1, seconds), Self.longestPause)
    }

    private func takePlace() async throws(RateLimitRefusal) {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let hasPlace = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    guard state.underWay >= budget.concurrent else {
                        state.underWay += 1
                        return true
                    }
                    state.waiting.append(Waiting(ticket: ticket, continuation: continuation))
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { state -> Waiting? in
                state.waiting.firstIndex { $0.ticket == ticket }.map {
                    state.waiting.remove(at: $0)
                }
            }?.continuation.resume(returning: false)
        }
        guard hasPlace else { throw .cancelled }
    }

    private func givePlace() {
        state.withLock { state -> Waiting? in
            guard !state.waiting.isEmpty else {
                state.underWay -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }?.continuation.resume(returning: true)
    }
}

/// Why a call may not go out now.
enum RateLimitRefusal: Error, Hashable {
    /// The budget is used up for longer than a caller should wait.
    case wait(until: Date)
    case cancelled
}

extension HTTPFields {
    /// A header that counts seconds or calls; nil when it is missing or no number.
    fileprivate func seconds(_ name: String) -> Int? {
        guard let name = HTTPField.Name(name), let text = self[name] else { return nil }
        // `Retry-After: 2.0` is Shopify's way.
        return Int(text.prefix { $0 != "." })
    }

    /// `Retry-After`: seconds, or a date (RFC 9110 section 10.2.3).
    fileprivate func retryAfter(now: Date) -> Int? {
        guard let text = self[.retryAfter] else { return nil }
        if let seconds = seconds("Retry-After") { return seconds }
        guard let date = Date(httpDate: text) else { return nil }
        return Int(now.duration(to: date).components.seconds)
    }

    /// How full the service's bucket of calls is: `32/40` (Shopify, REST Admin API rate limits).
    fileprivate var bucket: (level: Int, size: Int)? {
        guard let name = HTTPField.Name("X-Shopify-Shop-Api-Call-Limit"),
            let parts = self[name]?.split(separator: "/"), parts.count == 2,
            let level = Int(parts[0]), let size = Int(parts[1])
        else { return nil }
        return (level, size)
    }
}

extension Date {
    /// The date this long after.
    func adding(_ duration: Duration) -> Date {
        let (seconds, attoseconds) = duration.components
        return addingTimeInterval(Double(seconds) + Double(attoseconds) / 1e18)
    }

    /// How long it is until a later date; zero when that is past.
    func duration(to later: Date) -> Duration {
        .milliseconds(max(0, Int64((later.timeIntervalSince(self) * 1_000).rounded(.up))))
    }
}
