import Foundation
import HTTPTypes

extension Shopify {
    package func verify(
        _ delivery: WebhookDelivery,
        secrets: [String]
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        let headers = ShopifyWebhookHeaders(delivery.headers)
        guard headers.signatureCount > 0, let text = headers.signature else {
            throw .unauthenticated(reason: "signature header missing")
        }
        guard headers.signatureCount == 1 else {
            throw .unauthenticated(reason: "more than one signature header")
        }
        guard let signature = HMACSignature(base64: text) else {
            throw .unauthenticated(reason: "signature header malformed")
        }
        guard signature.isMade(of: delivery.body, withOneOf: secrets) else {
            throw .unauthenticated(reason: "signature does not match")
        }

        guard let topic = headers.topic else {
            throw .unreadable(reason: "X-Shopify-Topic missing")
        }
        guard let member = Self.orderMember(ofTopic: topic) else { return .ignored(topic: topic) }
        guard let deliveryID = headers.eventID ?? headers.webhookID else {
            throw .unreadable(reason: "X-Shopify-Event-Id and X-Shopify-Webhook-Id missing")
        }
        let id = try Self.orderID(member, in: delivery.body)
        return .event(topic: topic, subject: "order/\(id)", deliveryID: deliveryID)
    }

    /// Which member of a topic's body holds the order's id; nil for topics without use.
    ///
    /// Source: shopify.dev, WebhookSubscriptionTopic.
    private static func orderMember(ofTopic topic: String) -> String? {
        switch topic {
        case "orders/paid", "orders/fulfilled", "orders/partially_fulfilled", "orders/updated",
            "orders/create", "orders/cancelled", "orders/delete":
            "id"
        case "orders/edited", "refunds/create", "order_transactions/create", "fulfillments/create",
            "fulfillments/update", "tender_transactions/create":
            "order_id"
        default: nil
        }
    }

    private static func orderID(_ member: String, in body: Data) throws(WebhookRefusal) -> Int64 {
        let id: Int64
        do {
            // Only orders/edited is wrapped, in `order_edit`.
            id = try TopLevelScan.integer(member, inside: "order_edit", in: body)
        } catch {
            switch error {
            case .notJSON(let offset):
                throw .unreadable(reason: "body is not JSON at byte \(offset)")
            case .notAnObject: throw .unreadable(reason: "body is no JSON object")
            case .tooDeep: throw .unreadable(reason: "body is nested too deeply")
            case .missing: throw .unreadable(reason: "\(member) missing")
            case .repeated: throw .unreadable(reason: "\(member) repeated")
            case .notAnInteger: throw .unreadable(reason: "\(member) is not an integer")
            }
        }
        guard id > 0 else { throw .unreadable(reason: "\(member) is not positive") }
        return id
    }
}

/// The header fields of a webhook, collected in one pass.
private struct ShopifyWebhookHeaders {
    var signature: String?
    var signatureCount = 0
    var topic: String?
    var eventID: String?
    var webhookID: String?

    init(_ fields: HTTPFields) {
        for field in fields {
            switch field.name.canonicalName {
            case "x-shopify-hmac-sha256":
                signatureCount += 1
                signature = field.value
            case "x-shopify-topic": topic = Self.text(field)
            case "x-shopify-event-id": eventID = Self.text(field)
            case "x-shopify-webhook-id": webhookID = Self.text(field)
            default: break
            }
        }
    }

    private static func text(_ field: HTTPField) -> String? {
        field.value.isEmpty ? nil : field.value
    }
}
