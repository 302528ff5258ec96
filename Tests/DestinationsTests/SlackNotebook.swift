import Remote
import Synchronization

@testable import Destinations

/// A journal in memory that behaves as the outbox's: it asks `find` only after an unknown outcome.
final class SlackNotebook: EffectJournal {
    private enum Note {
        case unknown
        case done(EffectResult)
    }

    private let notes = Mutex<[String: Note]>([:])

    func once(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectResult?,
        perform: @Sendable () async throws -> EffectResult
    ) async throws -> EffectResult {
        switch notes.withLock({ $0[key] }) {
        case .done(let result)?: return result
        case .unknown?:
            if let found = try await find() {
                notes.withLock { $0[key] = .done(found) }
                return found
            }
        case nil: break
        }
        do {
            let result = try await perform()
            notes.withLock { $0[key] = .done(result) }
            return result
        } catch {
            let isOutcomeKnown =
                switch error {
                case let failure as SlackFailure: failure.isOutcomeKnown
                case let failure as LedgerFailure: failure.isOutcomeKnown
                case let error as RemoteError: error.isOutcomeKnown
                default: false
                }
            notes.withLock { $0[key] = isOutcomeKnown ? nil : .unknown }
            throw error
        }
    }

    func recorded(_ key: String) async throws -> EffectResult? {
        notes.withLock { notes in
            if case .done(let result)? = notes[key] { result } else { nil }
        }
    }

    /// As after a power cut between the call and its being written down.
    func interrupt(_ key: String) {
        notes.withLock { $0[key] = .unknown }
    }

    /// As after restoring an old backup.
    func forgetAll() {
        notes.withLock { $0 = [:] }
    }
}
