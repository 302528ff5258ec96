import Bookkeeping
package import Foundation
package import Remote
import Synchronization

/// An in-memory shop that answers like WooCommerce's REST API, as strict as the real one.
///
/// Checks key, secret and the key's rights, pages lists with WordPress' headers, validates parameters and limits
/// calls as a host does. It keeps what is put; it sends no webhooks by itself.
/// Source: woocommerce-rest-api-docs; WP_REST_Server.
package final class FakeWooCommerce: FakeService {
    /// What the key may do.
    package enum Permission: Sendable {
        case read
        case readWrite
    }

    /// How the shop is set up.
    package struct Setup: Sendable {
        package var consumerKey: String
        package var consumerSecret: String
        package var permission = Permission.readWrite
        /// Decimals of prices.
        package var decimals = 2
        /// Whether orders can be sorted by change; old versions cannot.
        package var sortsByChange = true
        /// Calls a second that the host lets through.
        package var callsPerSecond = 50

        package init(consumerKey: String, consumerSecret: String) {
            self.consumerKey = consumerKey
            self.consumerSecret = consumerSecret
        }
    }

    /// Why an order cannot be put in the shop.
    package enum Refusal: Error, Hashable, Sendable {
        case notAnOrder
    }

    private let now: @Sendable () -> Date
    private let shop: Mutex<FakeWooShop>

    /// - `now`: the clock the host's limit goes by.
    package init(_ setup: Setup, now: @escaping @Sendable () -> Date) {
        self.now = now
        shop = Mutex(FakeWooShop(setup))
    }

    /// Puts an order in the shop with six decimals, or replaces it, together with its refunds.
    package func put(order: Data, refunds: Data = Data("[]".utf8)) throws {
        let value = try JSONValue(parsing: order)
        guard let id = WooOrder.id(of: value), WooJSON(value).text("date_modified_gmt") != nil,
            case .array(let items) = try JSONValue(parsing: refunds)
        else { throw Refusal.notAnOrder }
        shop.withLock { $0.orders[id] = .init(order: value, refunds: items) }
    }

    /// Deletes an order for good, as a shop's owner can.
    package func remove(orderID: Int64) {
        shop.withLock { $0.orders[orderID] = nil }
    }

    /// Registers a webhook, as the shop's owner does under its settings.
    package func register(topic: String, deliveryURL: String, status: String = "active") {
        shop.withLock { $0.register(topic: topic, deliveryURL: deliveryURL, status: status) }
    }

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        let moment = now()
        return shop.withLock { $0.answer(request, at: moment) }
    }
}
