package import Foundation
import Synchronization

/// Stops calling a service that is down, and looks now and then whether it is back.
package final class CircuitBreaker: Sendable {
    /// What the circuit lets through.
    package enum Position: String, Hashable, Sendable {
        case closed
        case open
        /// One call is let through to see.
        case halfOpen
    }

    /// Failures in a row that open it.
    package static let threshold = 8

    private struct State {
        var failures = 0
        var openUntil: Date?
        var isProbing = false
        var lastSuccess: Date?
        /// The first failure since the last success.
        var failingSince: Date?
    }

    private let pause: Duration
    private let now: @Sendable () -> Date
    private let state = Mutex(State())

    package init(
        pause: Duration = .seconds(30),
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.pause = pause
        self.now = now
    }

    package var position: Position {
        let time = now()
        return state.withLock { state in
            guard let until = state.openUntil else { return .closed }
            return until > time ? .open : .halfOpen
        }
    }

    /// nil when a call may go out; else until when to wait.
    func refusesUntil() -> Date? {
        let time = now()
        return state.withLock { state in
            guard let until = state.openUntil else { return nil }
            if until > time { return until }
            guard !state.isProbing else { return time.adding(pause) }
            state.isProbing = true
            return nil
        }
    }

    /// When a call last went well, since start.
    package var lastSuccess: Date? { state.withLock { $0.lastSuccess } }

    /// Since when no call went well; nil while they do.
    package var failingSince: Date? { state.withLock { $0.failingSince } }

    func succeeded() {
        let time = now()
        state.withLock { $0 = State(lastSuccess: time) }
    }

    /// Nothing is learnt: the call was given up before it said anything of the service.
    func abandoned() {
        state.withLock { $0.isProbing = false }
    }

    func failed() {
        let time = now()
        state.withLock { state in
            state.failures += 1
            state.failingSince = state.failingSince ?? time
            state.isProbing = false
            if state.failures >= Self.threshold { state.openUntil = time.adding(pause) }
        }
    }
}
