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

    private struct State {
        var remaining: Int
        var windowEnds: Date
        var underWay = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let budget: Budget
    private let now: @Sendable () -> Date
    private let sleep: @Sendable (Duration) async throws -> Void
    private let state: Mutex<State>

    package init(
        budget: Budget,
        now: @escaping @Sendable () -> Date = { Date() },
        sleep: @escaping @Sendable (Duration) async throws -> Void = {
            try await Task.sleep(for: $0)
        }
    ) {
        self.budget = budget
        self.now = now
        self.sleep = sleep
        state = Mutex(State(remaining: budget.calls, windowEnds: now().adding(budget.window)))
    }

    /// Takes one call from the budget, waiting for the window to end when it is used up.
    ///
    /// Throws the time until which to wait when that is longer than a caller should be held. Every success must
    /// be followed by ``end(_:)``.
    func begin() async throws(RateLimitWait) {
        await takePlace()
        do throws(RateLimitWait) {
            while let pause = take() {
                guard pause <= Self.longestWait else {
                    throw RateLimitWait(until: now().adding(pause))
                }
                do {
                    try await sleep(pause)
                } catch {
                    throw RateLimitWait(until: now())
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
                state.remaining = budget.calls
                state.windowEnds = time.adding(budget.window)
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
        let retryAfter = response.headers.seconds("Retry-After")
        return state.withLock { state in
            if response.status == 429 {
                state.remaining = 0
                if let pause = retryAfter ?? reset {
                    // The service knows its window better than our count does.
                    state.windowEnds = time.adding(.seconds(pause))
                } else {
                    state.windowEnds = max(state.windowEnds, time.adding(budget.window))
                }
                return state.windowEnds
            }
            if let remaining, let reset {
                // Other calls are under way: what they will use up is already gone from our count.
                state.remaining = min(state.remaining, max(0, remaining))
                if reset > 0, remaining == 0 { state.windowEnds = time.adding(.seconds(reset)) }
            }
            return nil
        }
    }

    private func takePlace() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state -> Bool in
                guard state.underWay >= budget.concurrent else {
                    state.underWay += 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func givePlace() {
        state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.underWay -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }?.resume()
    }
}

/// The budget is used up for longer than a caller should wait.
struct RateLimitWait: Error {
    var until: Date
}

extension HTTPFields {
    /// A header that counts seconds or calls; nil when it is missing or no number.
    fileprivate func seconds(_ name: String) -> Int? {
        guard let name = HTTPField.Name(name), let text = self[name] else { return nil }
        // `Retry-After: 2.0` is Shopify's way.
        return Int(text.prefix { $0 != "." })
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
