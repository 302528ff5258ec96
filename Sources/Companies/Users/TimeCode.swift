import Crypto
import Foundation

/// One-time codes that change with time (TOTP, RFC 6238): six digits, thirty seconds, HMAC-SHA-1, as the apps expect.
enum TimeCode {
    static let stepSeconds: Int64 = 30
    static let digits = 6
    /// Steps before and after the present one whose codes are taken, for clocks that are off.
    static let tolerance: Int64 = 1
    /// 160 bits, as RFC 4226 recommends.
    static let secretBytes = 20

    static func step(at milliseconds: Int64) -> Int64 {
        milliseconds / 1_000 / stepSeconds
    }

    /// The code of a step.
    static func code(secret: Data, step: Int64, digits: Int = digits) -> String {
        let counter = (0..<8).map { UInt8(truncatingIfNeeded: step >> (56 - 8 * $0)) }
        let key = SymmetricKey(data: secret)
        let hash = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: key))
        let offset = Int((hash.last ?? 0) & 0x0F)
        let number = hash[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let modulus = (0..<digits).reduce(UInt32(1)) { product, _ in product * 10 }
        let text = String((number & 0x7FFF_FFFF) % modulus)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// The step whose code was given, after the last one used; nil when it is none of the present ones.
    ///
    /// A code is good once: a step that was used, and those before it, are refused.
    static func step(of code: String, secret: Data, at time: Int64, after used: Int64) -> Int64? {
        let given = Array(code.utf8.filter { $0 != 0x20 })
        let now = step(at: time)
        var found: Int64?
        for step in (now - tolerance)...(now + tolerance) where step > used {
            let expected = Array(self.code(secret: secret, step: step).utf8)
            guard expected.count == given.count else { continue }
            let difference = zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
            if difference == 0 { found = found ?? step }
        }
        return found
    }

    /// The secret as apps take it (RFC 4648, base 32 without padding).
    static func base32(_ bytes: Data) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return text
    }
}
