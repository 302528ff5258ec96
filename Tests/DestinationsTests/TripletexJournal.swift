import Destinations
import Remote
import Synchronization

/// A journal in memory that behaves as the outbox's, and can lose what is written after a death.
final class TripletexJournal: EffectJournal {
    struct Dead: Error {}

    enum Entry: Hashable, Sendable {
        case started
        case unknown
        case done(EffectResult)
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var isDead = false
        var turnstiles: [String: Turnstile] = [:]
    }

    private let state = Mutex(State())

    var entries: [String: Entry] { state.withLock { $0.entries } }
    var doneKeys: [String] {
        entries.compactMap { key, entry in if case .done = entry { key } else { nil } }.sorted()
    }

    /// Nothing is written any more.
    func die() { state.withLock { $0.isDead = true } }

    func revive() { state.withLock { $0.isDead = false } }

    func once(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectResult?,
        perform: @Sendable () async throws -> EffectResult
    ) async throws -> EffectResult {
        let turnstile = state.withLock { state in
            let turnstile = state.turnstiles[key] ?? Turnstile()
            state.turnstiles[key] = turnstile
            return turnstile
        }
        await turnstile.enter()
        do {
            let result = try await inTurn(key, find: find, perform: perform)
            await turnstile.leave()
            return result
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    func recorded(_ key: String) async throws -> EffectResult? {
        if case .done(let result)? = state.withLock({ $0.entries[key] }) { result } else { nil }
    }

    private func inTurn(
        _ key: String,
        find: @Sendable () async throws -> EffectResult?,
        perform: @Sendable () async throws -> EffectResult
    ) async throws -> EffectResult {
        switch state.withLock({ $0.entries[key] }) {
        case .done(let result)?: return result
        case .started?, .unknown?:
            if let found = try await find() {
                try write(.done(found), key)
                return found
            }
        case nil: break
        }
        try write(.started, key)
        do {
            let result = try await perform()
            try write(.done(result), key)
            return result
        } catch {
            let isKnown = (error as? LedgerFailure)?.isOutcomeKnown ?? false
            try write(isKnown ? nil : .unknown, key)
            throw error
        }
    }

    private func write(_ entry: Entry?, _ key: String) throws {
        let isDead = state.withLock { state in
            if !state.isDead { state.entries[key] = entry }
            return state.isDead
        }
        if isDead { throw Dead() }
    }
}
