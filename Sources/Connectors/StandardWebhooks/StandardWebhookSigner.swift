import Crypto
package import Foundation
package import HTTPTypes

/// Signs deliveries as a sender of Standard Webhooks does, for tests, the sandbox and benchmarks.
package enum StandardWebhookSigner {
    /// The header fields of a delivery; nil when the secret is none.
    package static func headers(
        body: Data,
        id: String,
        at moment: Date,
        secret: String,
        prefix: String = "webhook"
    ) -> HTTPFields? {
        guard let secret = StandardWebhookSecret(secret) else { return nil }
        let timestamp = String(Int64(moment.timeIntervalSince1970.rounded(.down)))
        let content = Data("\(id).\(timestamp).".utf8) + body
        let code = Data(HMAC<SHA256>.authenticationCode(for: content, using: secret.key))
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        for (name, value) in [
            ("id", id), ("timestamp", timestamp), ("signature", "v1,\(code.base64EncodedString())"),
        ] {
            guard let name = HTTPField.Name("\(prefix)-\(name)") else { return nil }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }
}
