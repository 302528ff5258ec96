/// When a failed attempt is made again: exponential backoff with full jitter.
///
/// The pause before the next attempt is anywhere between nothing and base × 2^(attempts − 1), never above the
/// cap, so that many events that failed together do not come back together.
package struct RetryPolicy: Hashable, Sendable {
    package var base: Duration
    package var cap: Duration
    package var maximumAttempts: Int

    package init(
        base: Duration = .seconds(2),
        cap: Duration = .seconds(3_600),
        maximumAttempts: Int = 20
    ) {
        self.base = base
        self.cap = cap
        self.maximumAttempts = maximumAttempts
    }

    /// The longest pause after this many attempts.
    package func ceiling(afterAttempts attempts: Int) -> Duration {
        var ceiling = base
        for _ in 1..<max(1, min(attempts, 64)) {
            ceiling *= 2
            if ceiling >= cap { return cap }
        }
        return min(ceiling, cap)
    }

    /// The pause after this many attempts, drawn evenly from zero to the ceiling; at least `minimum`.
    package func pause(
        afterAttempts attempts: Int,
        atLeast minimum: Duration = .zero,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        let ceiling = ceiling(afterAttempts: attempts).milliseconds
        return max(minimum, .milliseconds(Int64.random(in: 0...ceiling, using: &generator)))
    }

    package func isExhausted(afterAttempts attempts: Int) -> Bool { attempts >= maximumAttempts }
}

extension Duration {
    /// Whole milliseconds, rounded down.
    var milliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
