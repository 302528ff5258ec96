package import Foundation
package import Remote
import Synchronization

/// An in-memory shop that answers like Shopify's Admin REST API, as strict as the real one.
///
/// Checks the access token, limits calls by a leaking bucket, and pages lists. It keeps what is put; it sends no
/// webhooks by itself. Source: shopify.dev, REST rate limits and cursor pagination.
package final class FakeShopify: FakeService {
    /// How many calls may come at once before the bucket has leaked.
    package static let bucketSize = 40
    /// The largest page of a list.
    package static let maximumPageSize = 250

    private let accessToken: String
    private let leaksPerSecond: Int
    private let now: @Sendable () -> Date
    private let shop = Mutex(FakeShop())

    /// - `leaksPerSecond`: calls per second in the long run; Shopify's standard plans have 2, Plus has 20.
    /// - `now`: the clock the bucket leaks by.
    package init(
        accessToken: String,
        leaksPerSecond: Int = 2,
        now: @escaping @Sendable () -> Date
    ) {
        self.accessToken = accessToken
        self.leaksPerSecond = leaksPerSecond
        self.now = now
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

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let moment = now()
        return shop.withLock {
            $0.answer(request, accessToken: accessToken, leaksPerSecond: leaksPerSecond, at: moment)
        }
    }
}
