package import Foundation
package import HTTPTypes

/// Signs webhooks the way Shopify does, for tests, the sandbox and benchmarks.
package enum ShopifySigner {
    /// The header fields of a delivery of this body.
    ///
    /// The delivery's own id is derived from the event's, so that the same call makes the same delivery.
    package static func headers(
        body: Data,
        topic: String,
        secret: String,
        eventID: String,
        shopDomain: String
    ) -> HTTPFields {
        var fields = HTTPFields()
        fields[.contentType] = "application/json"
        for (name, value) in [
            ("X-Shopify-Topic", topic),
            ("X-Shopify-Hmac-Sha256", HMACSignature(of: body, secret: secret).base64),
            ("X-Shopify-Shop-Domain", shopDomain),
            ("X-Shopify-API-Version", Shopify.apiVersion),
            ("X-Shopify-Webhook-Id", "w-\(eventID)"),
            ("X-Shopify-Event-Id", eventID),
            ("X-Shopify-Triggered-At", "2026-01-05T09:12:00.000000000Z"),
        ] {
            guard let fieldName = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: fieldName, value: value))
        }
        return fields
    }
}
