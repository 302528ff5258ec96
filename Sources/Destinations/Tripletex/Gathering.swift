/// Gathers what many tasks want done, does it in one call, and gives each its part.
///
/// Every expected task arrives once: with a wish, or without one. Whoever comes last makes the call.
actor Gathering<Wish: Sendable, Gift: Sendable> {
    private let expected: Int
    private let grant: @Sendable ([Wish]) async -> [Result<Gift, any Error>]
    private var arrived: Set<Int> = []
    private var wishes: [Wish] = []
    private var waiting: [(place: Int, continuation: CheckedContinuation<Gift, any Error>)] = []

    init(
        expecting count: Int,
        grant: @escaping @Sendable ([Wish]) async -> [Result<Gift, any Error>]
    ) {
        expected = count
        self.grant = grant
    }

    /// Comes with a wish, and waits until it is granted or refused.
    func come(_ index: Int, with wish: Wish) async throws -> Gift {
        arrived.insert(index)
        let place = wishes.count
        wishes.append(wish)
        guard arrived.count == expected else {
            return try await withCheckedThrowingContinuation { continuation in
                waiting.append((place, continuation))
            }
        }
        return try Self.part(place, of: await fulfilled()).get()
    }

    /// Comes without a wish; nothing, when the task has come before.
    func pass(_ index: Int) async {
        guard arrived.insert(index).inserted, arrived.count == expected, !wishes.isEmpty else {
            return
        }
        _ = await fulfilled()
    }

    private func fulfilled() async -> [Result<Gift, any Error>] {
        let results = await grant(wishes)
        for entry in waiting {
            entry.continuation.resume(with: Self.part(entry.place, of: results))
        }
        waiting = []
        return results
    }

    private static func part(
        _ place: Int,
        of results: [Result<Gift, any Error>]
    ) -> Result<Gift, any Error> {
        results.indices.contains(place) ? results[place] : .failure(CancellationError())
    }
}
