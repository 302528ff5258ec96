import Synchronization

/// Counts refused webhooks per connection since start; nothing else of them is kept.
final class RefusalCounter: Sendable {
    private let counts = Mutex<[Key: Int]>([:])

    private struct Key: Hashable {
        var company: String
        var connection: String
    }

    /// Adds one and returns the new count.
    func count(company: String, connection: String) -> Int {
        counts.withLock { counts in
            counts[Key(company: company, connection: connection), default: 0] += 1
            return counts[Key(company: company, connection: connection), default: 0]
        }
    }

    func value(company: String, connection: String) -> Int {
        counts.withLock { $0[Key(company: company, connection: connection)] ?? 0 }
    }
}
