/// The same sequence of random numbers for the same seed: a linear congruential generator, upper half out.
///
/// Source of the constants: Donald Knuth, MMIX.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
        _ = next()
    }

    mutating func next() -> UInt64 {
        let high = step() >> 32
        return high << 32 | step() >> 32
    }

    private mutating func step() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
