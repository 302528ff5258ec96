import Foundation
import Remote

/// What an app may be allowed to do in a shop.
///
/// Source: shopify.dev, access scopes.
enum ShopifyScope {
    static let orders = "read_orders"
    /// Orders older than sixty days.
    static let allOrders = "read_all_orders"
    /// Names, addresses and businesses.
    static let customers = "read_customers"
    static let payouts = "read_shopify_payments_payouts"

    /// Whether leave to write, which includes reading, or leave to read was given.
    static func allows(_ scope: String, among granted: Set<String>) -> Bool {
        granted.contains(scope)
            || granted.contains("write_" + scope.dropFirst("read_".count))
    }
}

/// `{"access_scopes": [{"handle": "read_orders"}]}`.
private struct ShopifyScopesReply: Decodable {
    struct Scope: Decodable {
        var handle: String
    }

    var accessScopes: [Scope]
}

extension RemoteRequest where Reply == Set<String> {
    /// What the shop's owner allowed.
    static var shopifyScopes: Self {
        Self(path: "/admin/oauth/access_scopes.json") {
            let reply = try ShopifyDecoding.decode(ShopifyScopesReply.self, from: $0.body)
            return Set(reply.accessScopes.map(\.handle))
        }
    }
}
