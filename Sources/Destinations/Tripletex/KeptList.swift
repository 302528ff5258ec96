import Foundation
import Remote

/// A list fetched from elsewhere and believed for a while; fetched once, however many ask at the same time.
actor KeptList<Key: Hashable & Sendable, Value: Sendable> {
    /// How long the list is believed.
    static var age: TimeInterval { 3_600 }
    /// How soon it is fetched again when something is missing in it: a person may just have made it.
    static var ageWhenMissing: TimeInterval { 60 }

    private let now: @Sendable () -> Date
    private let turnstile = Turnstile()
    private var kept: (values: [Key: Value], fetchedAt: Date)?

    init(now: @escaping @Sendable () -> Date) {
        self.now = now
    }

    func value(
        _ key: Key,
        fetch: @Sendable () async throws -> [(Key, Value)]
    ) async throws -> Value? {
        try await values(while: { $0[key] == nil }, fetch: fetch)[key]
    }

    func values(
        where fits: @Sendable (Value) -> Bool,
        fetch: @Sendable () async throws -> [(Key, Value)]
    ) async throws -> [Value] {
        try await values(while: { !$0.values.contains(where: fits) }, fetch: fetch).values
            .filter(fits)
    }

    private func values(
        while isMissing: ([Key: Value]) -> Bool,
        fetch: @Sendable () async throws -> [(Key, Value)]
    ) async throws -> [Key: Value] {
        await turnstile.enter()
        do {
            if let kept {
                let age = now().timeIntervalSince(kept.fetchedAt)
                if age < (isMissing(kept.values) ? Self.ageWhenMissing : Self.age) {
                    await turnstile.leave()
                    return kept.values
                }
            }
            let values = Dictionary(try await fetch()) { first, _ in first }
            kept = (values, now())
            await turnstile.leave()
            return values
        } catch {
            await turnstile.leave()
            throw error
        }
    }
}
