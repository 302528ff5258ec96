import Crypto
package import Foundation

/// An HMAC-SHA256 over a body, as webhook senders put it into a header: 32 bytes in base64.
package struct HMACSignature: Hashable, Sendable {
    private static let byteCount = 32
    private static let textLength = 44

    private let code: Data

    /// Reads the header's text; nil unless it is the canonical base64 of exactly 32 bytes.
    ///
    /// Base64 has unused bits in its last character: a text that does not come out the same when written again
    /// was not made by the sender.
    package init?(base64 text: String) {
        guard text.utf8.count == Self.textLength, let code = Data(base64Encoded: text),
            code.count == Self.byteCount, code.base64EncodedString() == text
        else { return nil }
        self.code = code
    }

    /// Signs the body, as a sender does.
    package init(of body: Data, secret: String) {
        code = Data(HMAC<SHA256>.authenticationCode(for: body, using: Self.key(secret)))
    }

    package var base64: String { code.base64EncodedString() }

    /// Whether one of the secrets made this signature of the body.
    ///
    /// Compares in constant time. More than one secret is live while a sender rotates it. An empty secret never
    /// matches: everybody knows it.
    package func isMade(of body: Data, withOneOf secrets: [String]) -> Bool {
        secrets.contains { secret in
            !secret.isEmpty
                && HMAC<SHA256>.isValidAuthenticationCode(
                    code,
                    authenticating: body,
                    using: Self.key(secret)
                )
        }
    }

    private static func key(_ secret: String) -> SymmetricKey {
        SymmetricKey(data: Data(secret.utf8))
    }
}
