import Bookkeeping
package import Foundation
import HTTPTypes
import Remote

/// The web shop Shopify: webhooks of its Admin API, orders read over REST.
///
/// A webhook only says which order to look at; what is booked is always read afresh, because deliveries repeat,
/// overtake each other, carry no payments and may be hours old.
package struct Shopify: Connector {
    package static let service = "shopify"
    /// The version whose shape is read.
    ///
    /// Supported about twelve months. Source: shopify.dev, API versioning.
    package static let apiVersion = "2026-01"
    /// By then the points for one call of GraphQL have come back.
    private static let throttleSeconds: TimeInterval = 10

    let calendar: ShopCalendar
    private let acceptsTestOrders: Bool
    let now: @Sendable () -> Date

    /// - `timeZone`: where a moment becomes a calendar day; an unknown name means UTC.
    /// - `acceptsTestOrders`: whether orders of the shop's test mode are read; never in production.
    /// - `now`: by which the sixty days are counted that a shop shows without asking.
    package init(
        timeZone: String = "Europe/Oslo",
        acceptsTestOrders: Bool = false,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        calendar = ShopCalendar(timeZone: timeZone)
        self.acceptsTestOrders = acceptsTestOrders
        self.now = now
    }

    package func read(_ subject: String, from access: SourceAccess) async throws -> SourceFacts {
        guard let id = Self.orderID(in: subject) else { return .absent(.notAnOrder) }
        let client = try access.client
        guard let order = try await Self.unlessGone({ try await client.send(.shopifyOrder(id)) })
        else {
            // A 404 of the whole shop must not look like a deleted order: this one throws then.
            _ = try await client.send(.shopifyScopes)
            return .absent(.noSuchOrder)
        }
        guard
            let transactions = try await Self.unlessGone({
                try await client.send(.shopifyTransactions(of: id))
            })
        else { return .absent(.noSuchOrder) }
        let business = order.company == nil ? nil : try await business(ofOrder: id, client)
        return facts(
            about: order,
            transactions: transactions,
            business: business,
            baseURL: client.baseURL
        )
    }

    /// What the shop's register says of the business that bought; nil when the app may not see it.
    ///
    /// Without points left the order waits: its sales document would go to nobody.
    private func business(
        ofOrder id: Int64,
        _ client: RemoteClient
    ) async throws -> ShopifyBusiness? {
        let request = RemoteRequest.shopifySupplements(of: [id])
        let reply = try await client.send(request)
        guard !reply.isThrottled else {
            throw RemoteError(
                kind: .rateLimited(until: now().addingTimeInterval(Self.throttleSeconds)),
                isOutcomeKnown: true,
                service: client.service,
                method: "POST",
                path: request.path
            )
        }
        return reply.items.first?.business
    }

    /// What an order and its transactions amount to.
    ///
    /// Pure. `transactions` is nil where only a webhook's body is at hand: then nothing counts as paid, and captured
    /// money is not compared with the order's status. `baseURL` is the shop's address, for links to its admin pages.
    func facts(
        about order: ShopifyOrder,
        transactions: [ShopifyTransaction]?,
        business: ShopifyBusiness? = nil,
        baseURL: String? = nil
    ) -> SourceFacts {
        if order.test == true, !acceptsTestOrders { return .absent(.testOrder) }
        do {
            let translation = ShopifyTranslation(
                order: order,
                transactions: transactions,
                calendar: calendar,
                baseURL: baseURL,
                business: business
            )
            return .order(try translation.translated())
        } catch {
            return .held(error)
        }
    }

    private static func orderID(in subject: String) -> Int64? {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0] == "order", let id = Int64(parts[1]), id > 0 else {
            return nil
        }
        return id
    }

    private static func unlessGone<Reply>(_ call: () async throws -> Reply) async throws -> Reply? {
        do {
            return try await call()
        } catch {
            guard isNotFound(error) else { throw error }
            return nil
        }
    }

    /// Whether the service answered 404: the order is deleted, or never was.
    private static func isNotFound(_ error: any Error) -> Bool {
        (error as? RemoteError)?.status == 404
    }
}

extension RemoteRequest where Reply == ShopifyOrder {
    static func shopifyOrder(_ id: Int64) -> Self {
        Self(path: "/admin/api/\(Shopify.apiVersion)/orders/\(id).json") {
            try ShopifyDecoding.decode(ShopifyOrderReply.self, from: $0.body).order
        }
    }
}

extension RemoteRequest where Reply == [ShopifyTransaction] {
    /// All transactions of an order, at most 100, in the currency that was paid.
    static func shopifyTransactions(of id: Int64) -> Self {
        Self(path: "/admin/api/\(Shopify.apiVersion)/orders/\(id)/transactions.json") {
            try ShopifyDecoding.decode(ShopifyTransactionsReply.self, from: $0.body).transactions
        }
    }
}

extension LocalizedText {
    fileprivate static let notAnOrder = LocalizedText(
        nb: "Emnet er ikke en ordre i Shopify.",
        en: "The subject is not an order in Shopify."
    )
    fileprivate static let noSuchOrder = LocalizedText(
        nb: "Ordren finnes ikke i Shopify.",
        en: "The order does not exist in Shopify."
    )
    fileprivate static let testOrder = LocalizedText(
        nb: "Ordren er en testordre og bokføres ikke.",
        en: "The order is a test order and is not booked."
    )
}
