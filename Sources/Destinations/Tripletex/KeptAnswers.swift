import Foundation
import Remote

/// Answers about single things, believed for a while; that something is missing is believed for a minute.
actor KeptAnswers<Key: Hashable & Sendable, Value: Sendable> {
    private let now: @Sendable () -> Date
    private let turnstile = Turnstile()
    private var kept: [Key: (value: Value?, askedAt: Date)] = [:]

    /// Things remembered; beyond, all are forgotten and asked for again.
    static var limit: Int { 20_000 }

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    func value(_ key: Key, ask: @Sendable () async throws -> Value?) async throws -> Value? {
        await turnstile.enter()
        do {
            let value = try await answer(key, ask: ask)
            await turnstile.leave()
            return value
        } catch {
            await turnstile.leave()
            throw error
        }
    }

    /// What is known of this thing is asked for again.
    func forget(_ key: Key) { kept[key] = nil }

    private func answer(_ key: Key, ask: @Sendable () async throws -> Value?) async throws -> Value?
    {
        if let known = kept[key] {
            let age = now().timeIntervalSince(known.askedAt)
            let limit =
                known.value == nil
                ? KeptList<Key, Value>.ageWhenMissing : KeptList<Key, Value>.age
            if age < limit { return known.value }
        }
        let value = try await ask()
        if kept.count >= Self.limit { kept = [:] }
        kept[key] = (value, now())
        return value
    }
}
