import Crypto
package import Foundation

/// Rentman's proof that a webhook is its own: `sha512=` and the HMAC of the body in lower-case hexadecimal.
///
/// The header names its algorithm; only those we know are used, whatever it says. Source: captured webhooks.
package struct RentmanSignature: Hashable, Sendable {
    package enum Algorithm: String, Hashable, Sendable, CaseIterable {
        case sha512
        case sha256

        fileprivate var byteCount: Int { self == .sha512 ? 64 : 32 }
    }

    private let algorithm: Algorithm
    private let code: Data

    /// Reads the header's text; nil unless it is one of our algorithms with a code of its length.
    package init?(header text: String) {
        guard let split = text.firstIndex(of: "="),
            let algorithm = Algorithm(rawValue: String(text[..<split])),
            let code = Data(lowercaseHexadecimal: text[text.index(after: split)...]),
            code.count == algorithm.byteCount
        else { return nil }
        self.algorithm = algorithm
        self.code = code
    }

    /// Signs the body, as Rentman does.
    package init(of body: Data, token: String, algorithm: Algorithm = .sha512) {
        self.algorithm = algorithm
        let key = SymmetricKey(data: Data(token.utf8))
        code =
            switch algorithm {
            case .sha512: Data(HMAC<SHA512>.authenticationCode(for: body, using: key))
            case .sha256: Data(HMAC<SHA256>.authenticationCode(for: body, using: key))
            }
    }

    /// The header's text.
    package var header: String {
        "\(algorithm.rawValue)="
            + code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Whether one of the tokens made this signature of the body.
    ///
    /// Compares in constant time. An empty token never matches: everybody knows it.
    package func isMade(of body: Data, withOneOf tokens: [String]) -> Bool {
        tokens.contains { token in
            guard !token.isEmpty else { return false }
            let key = SymmetricKey(data: Data(token.utf8))
            return switch algorithm {
            case .sha512:
                HMAC<SHA512>.isValidAuthenticationCode(code, authenticating: body, using: key)
            case .sha256:
                HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: body, using: key)
            }
        }
    }
}

extension Data {
    fileprivate init?(lowercaseHexadecimal text: Substring) {
        let digits = Array(text.utf8)
        guard !digits.isEmpty, digits.count.isMultiple(of: 2) else { return nil }
        self.init(capacity: digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1])
            else { return nil }
            append(high << 4 | low)
        }
    }

    private static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
