package import Foundation
package import HTTPTypes

/// Signs webhooks the way WooCommerce does, for tests, the sandbox and benchmarks.
package enum WooSigner {
    /// The header fields of a delivery of this body.
    package static func headers(
        body: Data,
        topic: String,
        secret: String,
        webhookID: Int64 = 7,
        deliveryID: String
    ) -> HTTPFields {
        let parts = topic.split(separator: ".", maxSplits: 1).map(String.init)
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        fields[.userAgent] = "WooCommerce/10.3.5 Hookshot (WordPress/6.8)"
        for (name, value) in [
            ("X-WC-Webhook-Source", "https://nettbutikk.example/"), ("X-WC-Webhook-Topic", topic),
            ("X-WC-Webhook-Resource", parts.first ?? ""),
            ("X-WC-Webhook-Event", parts.last ?? ""),
            ("X-WC-Webhook-Signature", HMACSignature(of: body, secret: secret).base64),
            ("X-WC-Webhook-ID", String(webhookID)), ("X-WC-Webhook-Delivery-ID", deliveryID),
        ] {
            guard let fieldName = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: fieldName, value: value))
        }
        return fields
    }

    /// The unsigned delivery that opens every webhook's life.
    package static func ping(webhookID: Int64 = 7) -> (headers: HTTPFields, body: Data) {
        (
            [
                .contentType: "application/x-www-form-urlencoded",
                .userAgent: "WooCommerce/10.3.5 Hookshot (WordPress/6.8)",
            ],
            Data("webhook_id=\(webhookID)".utf8)
        )
    }
}
