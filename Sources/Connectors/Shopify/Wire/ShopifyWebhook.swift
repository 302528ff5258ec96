import Foundation
import HTTPTypes
import Remote

/// A subscription of ours in a shop.
///
/// Only those made by the same app are listed; those a person made in the shop's settings are not.
struct ShopifyWebhook: Sendable, Decodable {
    var id: Int64
    var topic: String
    var address: String
    var format: String?
}

/// The subscriptions, and the version of the API that told of them.
struct ShopifyWebhookList: Sendable {
    var webhooks: [ShopifyWebhook]
    /// Differs from the version asked for when that is no longer supported.
    var apiVersion: String?
    var next: String?
}

/// `{"webhooks": […]}`.
private struct ShopifyWebhooksReply: Decodable {
    var webhooks: [ShopifyWebhook]
}

/// `{"webhook": {…}}`.
private struct ShopifyWebhookReply: Decodable {
    var webhook: ShopifyWebhook
}

extension RemoteRequest where Reply == ShopifyWebhookList {
    static func shopifyWebhooks(after cursor: String? = nil) -> Self {
        var query = [(name: "limit", value: "250")]
        if let cursor { query.append((name: "page_info", value: cursor)) }
        return Self(path: "/admin/api/\(Shopify.apiVersion)/webhooks.json", query: query) {
            ShopifyWebhookList(
                webhooks: try ShopifyDecoding.decode(ShopifyWebhooksReply.self, from: $0.body)
                    .webhooks,
                apiVersion: ShopifyHeaders.apiVersion(in: $0.headers),
                next: ShopifyHeaders.nextCursor(in: $0.headers)
            )
        }
    }
}

extension RemoteRequest where Reply == ShopifyWebhook {
    static func shopifySubscribe(to topic: String, address: String) -> Self {
        let webhook = JSONText.object([
            ("topic", .string(topic)), ("address", .string(address)), ("format", .string("json")),
        ])
        return Self(
            method: .post,
            path: "/admin/api/\(Shopify.apiVersion)/webhooks.json",
            body: JSONText.object([("webhook", webhook)]).data
        ) {
            try ShopifyDecoding.decode(ShopifyWebhookReply.self, from: $0.body).webhook
        }
    }
}
