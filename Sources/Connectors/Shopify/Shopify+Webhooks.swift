import Foundation
import Remote

extension Shopify {
    /// The topics that together tell of everything that is booked.
    ///
    /// `orders/updated` alone would do, if none were ever lost or left out as unchanged.
    package static let webhookTopics = [
        "orders/create", "orders/paid", "orders/fulfilled", "orders/partially_fulfilled",
        "orders/updated", "orders/edited", "orders/cancelled", "orders/delete", "refunds/create",
        "order_transactions/create",
    ]
    private static let webhookPageLimit = 20

    /// Subscribes `address` to the topics that it does not hear of yet, and says which those were.
    ///
    /// May be called again and again. Subscriptions to other addresses are left alone: they may be another
    /// installation's. An answer that was lost is looked up before it counts as an error.
    package func registerWebhooks(
        address: String,
        from access: SourceAccess
    ) async throws -> [String] {
        let client = try access.client
        let present = try await Self.topics(reaching: address, client)
        var registered: [String] = []
        for topic in Self.webhookTopics where !present.contains(topic) {
            try await Self.subscribe(to: topic, address: address, client)
            registered.append(topic)
        }
        return registered
    }

    private static func subscribe(
        to topic: String,
        address: String,
        _ client: RemoteClient
    ) async throws {
        do {
            _ = try await client.send(.shopifySubscribe(to: topic, address: address))
        } catch let error as RemoteError where !error.isOutcomeKnown || error.status == 422 {
            // 422 also says that the subscription is there already.
            guard try await topics(reaching: address, client).contains(topic) else { throw error }
        }
    }

    private static func topics(
        reaching address: String,
        _ client: RemoteClient
    ) async throws -> Set<String> {
        let list = try await webhooks(client)
        return Set(list.webhooks.filter { $0.reaches(address) }.map(\.topic))
    }

    /// All subscriptions of the app.
    static func webhooks(_ client: RemoteClient) async throws -> ShopifyWebhookList {
        var all = try await client.send(.shopifyWebhooks())
        for _ in 1..<webhookPageLimit {
            guard let cursor = all.next else { break }
            let page = try await client.send(.shopifyWebhooks(after: cursor))
            all.webhooks += page.webhooks
            all.next = page.next
        }
        return all
    }
}

extension ShopifyWebhook {
    /// Whether its deliveries come to this address in a form that is understood.
    func reaches(_ address: String) -> Bool {
        self.address == address && (format ?? "json") == "json"
    }
}
