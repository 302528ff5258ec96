/// How much work one guess of a password costs (scrypt).
package struct PasswordCost: Hashable, Sendable {
    /// N, a power of two.
    package let rounds: Int
    /// r.
    package let blockSize: Int
    /// p.
    package let parallelism: Int

    /// 32 MiB and some 0.1 s a guess.
    package static let standard = PasswordCost(rounds: 32_768, blockSize: 8, parallelism: 1)

    package init(rounds: Int, blockSize: Int, parallelism: Int) {
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}
