import Crypto
import Foundation
import HTTPTypes

/// The three header fields that prove a Standard Webhooks delivery.
struct StandardWebhookSignature: Sendable {
    /// How far the sender's clock and ours may be apart, inclusive.
    static let toleranceSeconds: Int64 = 300
    /// Signatures in one header; more than a rotation of secrets needs.
    private static let signatureLimit = 32
    private static let identifierLimit = 255

    /// The same on every retry.
    let messageID: String
    private let timestamp: String
    private let signatures: [Substring]

    /// - `prefixes`: what the fields' names begin with; the first family that is there counts.
    init(_ fields: HTTPFields, prefixes: [String]) throws(WebhookRefusal) {
        let family = prefixes.first { prefix in
            fields.contains { $0.name.canonicalName == "\(prefix)-signature" }
        }
        guard let family else { throw .unauthenticated(reason: "signature header missing") }
        messageID = try Self.only("\(family)-id", of: fields)
        timestamp = try Self.only("\(family)-timestamp", of: fields)
        signatures = try Self.only("\(family)-signature", of: fields).split(separator: " ")
        guard signatures.count <= Self.signatureLimit else {
            throw .unauthenticated(reason: "too many signatures")
        }
        guard messageID.utf8.count <= Self.identifierLimit else {
            throw .unauthenticated(reason: "\(family)-id too long")
        }
    }

    private static func only(_ name: String, of fields: HTTPFields) throws(WebhookRefusal) -> String
    {
        let values = fields.filter { $0.name.canonicalName == name }.map(\.value)
        guard let value = values.first, !value.isEmpty else {
            throw .unauthenticated(reason: "\(name) missing")
        }
        guard values.count == 1 else { throw .unauthenticated(reason: "more than one \(name)") }
        return value
    }

    /// Checks time and signatures; several signatures are there while the sender changes its secret.
    ///
    /// Compares in constant time. Versions other than `v1` are skipped.
    func check(
        body: Data,
        secrets: [StandardWebhookSecret],
        receivedAt: Date
    ) throws(WebhookRefusal) {
        guard !timestamp.isEmpty,
            timestamp.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
            let sent = Int64(timestamp)
        else { throw .unauthenticated(reason: "timestamp is not a number") }
        let now = Int64(receivedAt.timeIntervalSince1970.rounded(.down))
        guard sent >= now - Self.toleranceSeconds else {
            throw .unauthenticated(reason: "timestamp too old")
        }
        guard sent <= now + Self.toleranceSeconds else {
            throw .unauthenticated(reason: "timestamp too new")
        }
        let content = Data("\(messageID).\(timestamp).".utf8) + body
        for signature in signatures {
            let parts = signature.split(
                separator: ",",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard parts.count == 2, parts[0] == "v1",
                let code = Data(base64Encoded: String(parts[1])), !code.isEmpty
            else { continue }
            for secret in secrets
            where HMAC<SHA256>.isValidAuthenticationCode(
                code,
                authenticating: content,
                using: secret.key
            ) {
                return
            }
        }
        throw .unauthenticated(reason: "no signature matches")
    }
}
