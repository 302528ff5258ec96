import Foundation

/// The bucket of points that GraphQL calls are paid from.
///
/// Source: shopify.dev, GraphQL rate limits: a call needs its requested cost to be there, and pays its actual cost.
struct FakeShopPoints: Sendable {
    static let maximumPerCall: Int64 = 1_000

    private var available: Int64?
    private var countedAt: Date?

    struct State: Sendable {
        var available: Int64
        var maximum: Int64
        var restoreRate: Int64
    }

    /// Takes the points, or nothing when they are not there.
    mutating func take(
        requested: Int64,
        actual: Int64,
        restoreRate: Int64,
        at moment: Date
    ) -> (isAllowed: Bool, state: State) {
        let maximum = restoreRate * 20
        var level = available ?? maximum
        if let countedAt {
            let milliseconds = Int64(min(max(0, moment.timeIntervalSince(countedAt) * 1_000), 1e9))
            level = min(maximum, level + milliseconds * restoreRate / 1_000)
        }
        countedAt = moment
        let isAllowed = level >= requested
        if isAllowed { level -= actual }
        available = level
        return (isAllowed, State(available: level, maximum: maximum, restoreRate: restoreRate))
    }
}
