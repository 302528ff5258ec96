import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// A subscription that the shop keeps for the app.
struct FakeShopWebhook: Sendable {
    var id: Int64
    var topic: String
    var address: String
    var format: String

    var json: JSONText {
        .object([
            ("id", .int(id)), ("address", .string(address)), ("topic", .string(topic)),
            ("created_at", .string("2026-01-05T09:00:00+01:00")),
            ("updated_at", .string("2026-01-05T09:00:00+01:00")), ("format", .string(format)),
            ("fields", .array([])), ("metafield_namespaces", .array([])),
            ("api_version", .string(Shopify.apiVersion)),
            ("private_metafield_namespaces", .array([])),
        ])
    }
}

extension FakeShop {
    /// Topics an app may subscribe to, and the scope each needs.
    private static let topicScopes: [String: String] = [
        "orders/": ShopifyScope.orders, "refunds/": ShopifyScope.orders,
        "order_transactions/": ShopifyScope.orders, "tender_transactions/": ShopifyScope.orders,
        "fulfillments/": "read_fulfillments", "customers/": ShopifyScope.customers,
    ]

    mutating func webhookRoute(_ request: FakeRequest, _ parts: [Substring]) -> RemoteResponse {
        switch (request.method, parts.count) {
        case (.get, 1) where parts[0] == "webhooks.json":
            let topic = request.queryValue("topic")
            let address = request.queryValue("address")
            let shown = webhooks.filter {
                (topic == nil || $0.topic == topic) && (address == nil || $0.address == address)
            }
            return .json(.object([("webhooks", .array(shown.map(\.json)))]))
        case (.post, 1) where parts[0] == "webhooks.json": return subscribe(request.body)
        case (.delete, 2) where parts[0] == "webhooks" && parts[1].hasSuffix(".json"):
            let id = Int64(parts[1].dropLast(5))
            guard let index = webhooks.firstIndex(where: { $0.id == id }) else { return .notFound }
            webhooks.remove(at: index)
            return .json(.object([]))
        default:
            return parts[0] == "webhooks.json" || parts[0] == "webhooks"
                ? .errors(405, "Method Not Allowed") : .notFound
        }
    }

    private mutating func subscribe(_ body: Data) -> RemoteResponse {
        guard let document = try? JSONValue(parsing: body), let webhook = document["webhook"],
            case .object(let members) = webhook
        else { return .errors(400, "Required parameter missing or invalid: webhook") }
        if let unknown = members.first(where: {
            !["topic", "address", "format", "fields"].contains($0.name)
        }) {
            return .errors(400, "webhook: unknown parameter \(unknown.name)")
        }
        guard let topic = webhook["topic"]?.text, let address = webhook["address"]?.text else {
            return .invalid("topic", "can't be blank")
        }
        guard let scope = Self.topicScopes.first(where: { topic.hasPrefix($0.key) })?.value else {
            return .invalid("topic", "Invalid topic specified: \(topic)")
        }
        guard ShopifyScope.allows(scope, among: conditions.scopes) else {
            return .errors(403, "[API] You do not have permission to create this webhook: \(topic)")
        }
        guard address.hasPrefix("https://") else {
            return .invalid("address", "protocol http:// is not supported")
        }
        guard !webhooks.contains(where: { $0.topic == topic && $0.address == address }) else {
            return .invalid("address", "for this topic has already been taken")
        }
        nextID += 1
        let made = FakeShopWebhook(
            id: nextID,
            topic: topic,
            address: address,
            format: webhook["format"]?.text ?? "json"
        )
        webhooks.append(made)
        return .json(.object([("webhook", made.json)]), status: 201)
    }
}

extension RemoteResponse {
    fileprivate static func invalid(_ field: String, _ text: String) -> RemoteResponse {
        let list = JSONText.array([.string(text)])
        return json(.object([("errors", .object([(field, list)]))]), status: 422)
    }
}
