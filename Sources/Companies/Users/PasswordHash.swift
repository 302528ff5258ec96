import Crypto
import CryptoExtras
import Foundation

/// A scrypt hash with its salt and cost, as it is stored.
struct PasswordHash: Hashable, Sendable {
    let cost: PasswordCost
    let salt: Data
    let hash: Data

    /// `scrypt$N$r$p$salt$hash`, both in base64.
    var text: String {
        "scrypt$\(cost.rounds)$\(cost.blockSize)$\(cost.parallelism)$"
            + "\(salt.base64EncodedString())$\(hash.base64EncodedString())"
    }

    init?(text: String) {
        let parts = text.split(separator: "$").map(String.init)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]),
            let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            let salt = Data(base64Encoded: parts[4]), let hash = Data(base64Encoded: parts[5])
        else { return nil }
        cost = PasswordCost(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
        self.salt = salt
        self.hash = hash
    }

    private init(cost: PasswordCost, salt: Data, hash: Data) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// Hashes a password away from the caller's executor.
    @concurrent
    static func make(
        _ password: String,
        salt: Data,
        cost: PasswordCost
    ) async throws -> PasswordHash {
        let composed = Data(password.precomposedStringWithCanonicalMapping.utf8)
        let key = try KDF.Scrypt.deriveKey(
            from: composed,
            salt: salt,
            outputByteCount: 32,
            rounds: cost.rounds,
            blockSize: cost.blockSize,
            parallelism: cost.parallelism
        )
        return PasswordHash(
            cost: cost,
            salt: salt,
            hash: unsafe key.withUnsafeBytes { unsafe Data($0) }
        )
    }

    /// Compares without telling by its time where the hashes differ.
    func matches(_ password: String) async throws -> Bool {
        let other = try await Self.make(password, salt: salt, cost: cost)
        guard other.hash.count == hash.count else { return false }
        return zip(other.hash, hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    static func isAcceptable(_ password: String) -> Bool {
        (12...256).contains(password.count) && password.utf8.count <= 1_024
    }
}
