import Testing

@testable import Outbox

struct RetryPolicyTests {
    @Test(arguments: [
        (1, 2), (2, 4), (3, 8), (4, 16), (11, 2_048), (12, 3_600), (20, 3_600), (1_000_000, 3_600),
    ])
    func `the ceiling doubles with every attempt up to the cap`(attempts: Int, seconds: Int) {
        #expect(RetryPolicy().ceiling(afterAttempts: attempts) == .seconds(seconds))
    }

    @Test func `a cap below the base is the ceiling`() {
        let policy = RetryPolicy(base: .seconds(10), cap: .seconds(3))

        #expect(policy.ceiling(afterAttempts: 1) == .seconds(3))
    }

    @Test func `pauses are spread evenly from nothing to the ceiling`() {
        let policy = RetryPolicy()
        var generator = SeededGenerator(seed: 11)

        let pauses = (0..<4_000).map { _ in
            policy.pause(afterAttempts: 5, using: &generator).milliseconds
        }

        #expect(pauses.allSatisfy { (0...32_000).contains($0) })
        for quarter in 0..<4 {
            let range = Int64(quarter * 8_000)..<Int64((quarter + 1) * 8_000)
            #expect((880...1_120).contains(pauses.count { range.contains($0) }))
        }
    }

    @Test func `a pause is never shorter than the least, and may be longer than the cap for it`() {
        var generator = SeededGenerator(seed: 1)

        let pause = RetryPolicy().pause(
            afterAttempts: 1,
            atLeast: .seconds(9_000),
            using: &generator
        )

        #expect(pause == .seconds(9_000))
    }

    @Test(arguments: [(19, false), (20, true), (21, true)])
    func `attempts are exhausted at the limit`(attempts: Int, isExhausted: Bool) {
        #expect(RetryPolicy().isExhausted(afterAttempts: attempts) == isExhausted)
    }
}
