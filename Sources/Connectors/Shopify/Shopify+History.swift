import Bookkeeping
import Foundation
import Remote

extension Shopify {
    /// Orders of a page of history; two more calls fetch what belongs to them.
    static let historyPageSize = 50
    /// Without leave to read all orders a shop shows only those made within so many days.
    static let openHistorySeconds: TimeInterval = 60 * 86_400

    package var numbersOrdersInSequence: Bool { true }

    /// Lists orders of every status over REST, which answers them in the shape that is translated, with their
    /// transactions over GraphQL.
    ///
    /// An order whose transactions could not be had that way carries no facts and is to be read by itself. Throws
    /// a ``SourceFinding`` when the shop would silently leave out orders of the time asked for.
    package func history(
        _ request: HistoryRequest,
        from access: SourceAccess
    ) async throws -> HistoryPage {
        let client = try access.client
        if request.cursor == nil { try await refuseLimitedHistory(request, client) }
        let page = try await client.send(.shopifyOrders(request, limit: Self.historyPageSize))
        var supplements: [Int64: ShopifySupplement] = [:]
        for start in stride(from: 0, to: page.orders.count, by: ShopifySupplement.ordersPerCall) {
            let ids = page.orders[start...].prefix(ShopifySupplement.ordersPerCall).map(\.head.id)
            for supplement in try await client.send(.shopifySupplements(of: ids)).items {
                supplements[supplement.orderID] = supplement
            }
        }
        return HistoryPage(
            items: page.orders.map { listed in
                item(listed, supplements[listed.head.id], baseURL: client.baseURL)
            },
            next: page.next
        )
    }

    private func refuseLimitedHistory(
        _ request: HistoryRequest,
        _ client: RemoteClient
    ) async throws {
        let limit = now().addingTimeInterval(-Self.openHistorySeconds)
        // What changed lately is asked for by sweeps; that they miss old orders is what `examine` finds.
        guard request.moment == .created, request.from < limit else { return }
        guard try await client.send(.shopifyScopes).contains(ShopifyScope.allOrders) else {
            throw SourceFinding.shopifyHistoryLimited
        }
    }

    private func item(
        _ listed: ShopifyListedOrder,
        _ supplement: ShopifySupplement?,
        baseURL: String
    ) -> HistoryItem {
        let changed = listed.head.updatedAt.flatMap(ShopCalendar.secondsSince1970) ?? 0
        var item = HistoryItem(
            subject: "order/\(listed.head.id)",
            number: listed.order?.bookedNumber,
            changedAt: Date(timeIntervalSince1970: TimeInterval(changed))
        )
        if let order = listed.order, let supplement,
            let transactions = supplement.usableTransactions(for: order)
        {
            item.facts = facts(
                about: order,
                transactions: transactions,
                business: supplement.business,
                baseURL: baseURL
            )
        }
        return item
    }
}

extension ShopifySupplement {
    /// The transactions, when their gateways are called as the order itself calls them.
    ///
    /// The account of a payment hangs on that label, so a label only one of the two APIs uses is not trusted.
    fileprivate func usableTransactions(for order: ShopifyOrder) -> [ShopifyTransaction]? {
        let names = Set(order.paymentGatewayNames ?? [])
        guard let transactions,
            transactions.allSatisfy({ $0.gateway.map(names.contains) ?? false })
        else { return nil }
        return transactions
    }
}

/// A page of orders as REST answers it.
struct ShopifyOrderPage: Sendable {
    var orders: [ShopifyListedOrder]
    /// The cursor of the next page; nil after the last.
    var next: String?
}

/// An order in a list; one that cannot be read does not hide the others.
struct ShopifyListedOrder: Sendable, Decodable {
    struct Head: Sendable, Decodable {
        var id: Int64
        var updatedAt: String?
    }

    var head: Head
    var order: ShopifyOrder?

    init(from decoder: any Decoder) throws {
        head = try Head(from: decoder)
        order = try? ShopifyOrder(from: decoder)
    }
}

/// `{"orders": […]}`.
private struct ShopifyOrdersReply: Decodable {
    var orders: [ShopifyListedOrder]
}

extension RemoteRequest where Reply == ShopifyOrderPage {
    /// A page of orders, oldest first.
    ///
    /// A cursor carries the filters of the first page; others beside it are refused.
    static func shopifyOrders(_ request: HistoryRequest, limit: Int) -> Self {
        var query = [(name: "limit", value: String(limit))]
        if let cursor = request.cursor {
            query.append((name: "page_info", value: cursor))
        } else {
            let moment = request.moment == .created ? "created_at" : "updated_at"
            query.append((name: "status", value: "any"))
            query.append((name: "order", value: "\(moment) asc"))
            query.append((name: "\(moment)_min", value: request.from.shopifyText))
            if let end = request.to {
                // Shopify's maximum is inclusive, and its moments have no fractions.
                let last = Date(timeIntervalSince1970: end.timeIntervalSince1970.rounded(.up) - 1)
                query.append((name: "\(moment)_max", value: last.shopifyText))
            }
        }
        return Self(path: "/admin/api/\(Shopify.apiVersion)/orders.json", query: query) {
            ShopifyOrderPage(
                orders: try ShopifyDecoding.decode(ShopifyOrdersReply.self, from: $0.body).orders,
                next: ShopifyHeaders.nextCursor(in: $0.headers)
            )
        }
    }
}

extension Date {
    /// Whole seconds, in UTC: `2026-01-05T08:00:00Z`.
    fileprivate var shopifyText: String {
        Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)).ISO8601Format()
    }
}
