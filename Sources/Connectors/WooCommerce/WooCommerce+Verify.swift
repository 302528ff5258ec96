import Bookkeeping
import Crypto
import Foundation
import HTTPTypes

extension WooCommerce {
    package func verify(
        _ delivery: WebhookDelivery,
        secrets: [String]
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        let headers = WooWebhookHeaders(delivery.headers)
        guard headers.signatureCount > 0, let text = headers.signature else {
            if Self.isPing(delivery) { return .ping }
            throw .unauthenticated(reason: "signature header missing")
        }
        guard headers.signatureCount == 1 else {
            throw .unauthenticated(reason: "more than one signature header")
        }
        guard let signature = HMACSignature(base64: text) else {
            throw .unauthenticated(reason: "signature header malformed")
        }
        let keys = secrets + secrets.map(Self.withoutEntities).filter { !secrets.contains($0) }
        guard signature.isMade(of: delivery.body, withOneOf: keys) else {
            throw .unauthenticated(reason: "signature does not match")
        }

        guard let topic = headers.topic else {
            throw .unreadable(reason: "X-WC-Webhook-Topic missing")
        }
        guard let member = Self.orderMember(ofTopic: topic) else { return .ignored(topic: topic) }
        return try event(topic, member: member, body: delivery.body, headers: headers)
    }

    /// What WooCommerce sends when a webhook is made or switched on: `webhook_id=7` as a form, unsigned.
    ///
    /// It must be answered with exactly 200, or the webhook cannot be saved as active.
    static func isPing(_ delivery: WebhookDelivery) -> Bool {
        let type = delivery.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded"), delivery.body.count <= 64
        else { return false }
        let parts = delivery.body.split(
            separator: UInt8(ascii: "="),
            omittingEmptySubsequences: false
        )
        return parts.count == 2 && parts[0].elementsEqual("webhook_id".utf8) && !parts[1].isEmpty
            && parts[1].allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
    }

    /// WooCommerce decodes HTML entities of a stored secret before it signs with it.
    ///
    /// Source: class-wc-webhook.php, generate_signature.
    private static func withoutEntities(_ secret: String) -> String {
        guard secret.contains("&") else { return secret }
        return [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#039;", "'"), ("&amp;", "&"),
        ].reduce(secret) { $0.replacing($1.0, with: $1.1) }
    }

    /// Which member of a topic's body holds the order's id; nil for topics without use.
    private static func orderMember(ofTopic topic: String) -> String? {
        switch topic {
        case "order.created", "order.updated", "order.deleted", "order.restored": "id"
        case _ where topic.hasPrefix("action.woocommerce_order_"): "arg"
        default: nil
        }
    }

    private func event(
        _ topic: String,
        member: String,
        body: Data,
        headers: WooWebhookHeaders
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        let value: JSONValue
        do throws(JSONValue.NotJSON) {
            value = try JSONValue(parsing: body)
        } catch {
            throw .unreadable(reason: "body is not JSON at byte \(error.offset)")
        }
        guard case .object = value else { throw .unreadable(reason: "body is no JSON object") }
        let json = WooJSON(value)
        let hash = Self.hash(of: body)
        guard let text = json.text(member) else {
            guard member == "id", json.text("code") != nil, let webhook = headers.webhookID else {
                throw .unreadable(reason: "\(member) missing")
            }
            // The maker of the webhook may not read orders: said once to a person, answered like the others.
            return .event(
                topic: topic,
                subject: "webhook/\(webhook)",
                deliveryID: "webhook/\(webhook)/\(headers.deliveryID ?? hash)"
            )
        }
        guard let id = Int64(text), id > 0 else {
            throw .unreadable(reason: "\(member) is not a positive integer")
        }
        // A body without a time is the same whenever it is sent; what is left to tell deliveries apart is the
        // hash of webhook and second.
        let time =
            json.text("date_modified_gmt") ?? json.text("date_modified") ?? headers.deliveryID ?? ""
        return .event(
            topic: topic,
            subject: "order/\(id)",
            deliveryID: "\(id)/\(time.prefix(64))/\(hash)"
        )
    }
}

extension WooCommerce {
    private static func hash(of body: Data) -> String {
        SHA256.hash(data: body).prefix(16).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}

/// The header fields of a webhook, collected in one pass.
private struct WooWebhookHeaders {
    var signature: String?
    var signatureCount = 0
    var topic: String?
    var webhookID: Int64?
    var deliveryID: String?

    init(_ fields: HTTPFields) {
        for field in fields {
            switch field.name.canonicalName {
            case "x-wc-webhook-signature":
                signatureCount += 1
                signature = field.value
            case "x-wc-webhook-topic": topic = Self.text(field)
            case "x-wc-webhook-id": webhookID = Int64(field.value).flatMap { $0 > 0 ? $0 : nil }
            case "x-wc-webhook-delivery-id": deliveryID = Self.text(field)
            default: break
            }
        }
    }

    private static func text(_ field: HTTPField) -> String? {
        field.value.isEmpty ? nil : field.value
    }
}
