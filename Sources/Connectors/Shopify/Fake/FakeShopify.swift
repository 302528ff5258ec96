package import Foundation
package import Remote
import Synchronization

/// An in-memory shop that answers like Shopify's Admin REST API, as strict as the real one.
///
/// Checks the access token and its scopes, hides orders older than sixty days from apps that may not read all,
/// limits calls by a leaking bucket, and pages lists. It keeps what is put and the subscriptions that are made; it
/// sends no webhooks by itself. Source: shopify.dev, REST rate limits, cursor pagination and access scopes.
package final class FakeShopify: FakeService {
    /// How many calls may come at once before the bucket has leaked.
    package static let bucketSize = 40
    /// The largest page of a list.
    package static let maximumPageSize = 250

    /// What an app needs for everything bokbro reads.
    package static let allScopes: Set<String> = [
        ShopifyScope.orders, ShopifyScope.allOrders, ShopifyScope.customers, ShopifyScope.payouts,
    ]

    private let now: @Sendable () -> Date
    private let shop: Mutex<FakeShop>

    /// - `leaksPerSecond`: calls per second in the long run; Shopify's standard plans have 2, Plus has 20.
    /// - `scopes`: what the shop's owner allowed the app.
    /// - `now`: the clock the bucket leaks by, and by which orders grow too old to be shown.
    package init(
        accessToken: String,
        leaksPerSecond: Int = 2,
        scopes: Set<String> = FakeShopify.allScopes,
        now: @escaping @Sendable () -> Date
    ) {
        self.now = now
        shop = Mutex(
            FakeShop(
                .init(accessToken: accessToken, scopes: scopes, leaksPerSecond: leaksPerSecond)
            )
        )
    }

    /// Puts an order in the shop, or replaces it: bodies as ``GeneratedStep`` has them.
    package func put(order: Data, transactions: Data) throws {
        let stored = try StoredShopOrder(order: order, transactions: transactions)
        shop.withLock { $0.orders[stored.head.id] = stored }
    }

    /// Deletes an order, as a shop's owner can.
    package func remove(orderID: Int64) {
        shop.withLock { $0.orders[orderID] = nil }
    }

    /// Puts a business into the shop's register: orders carry only its id.
    package func putBusiness(id: Int64, name: String, taxRegistrationID: String?) {
        shop.withLock {
            $0.businesses[id] = ShopifyBusiness(name: name, taxRegistrationID: taxRegistrationID)
        }
    }

    /// Puts a payout of Shopify Payments with its balance transactions, which fall under it.
    package func putPayout(_ payout: FakeShopPayout) {
        shop.withLock { $0.payouts.put(payout) }
    }

    /// The topics that are subscribed to, with their addresses, as the shop keeps them.
    package var subscriptions: [(topic: String, address: String)] {
        shop.withLock { $0.webhooks.map { ($0.topic, $0.address) } }
    }

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let moment = now()
        return shop.withLock { $0.answer(request, at: moment) }
    }
}
