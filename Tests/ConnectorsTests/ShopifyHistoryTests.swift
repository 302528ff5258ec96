import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import Synchronization
import Testing

@testable import Connectors

struct ShopifyHistoryTests {
    /// After all generated orders, and within sixty days of their beginning.
    private static let moment = Date(timeIntervalSince1970: 1_767_596_400 + 50 * 86_400)
    private static let beginning = Date(timeIntervalSince1970: 1_767_500_000)

    private func shop(
        scopes: Set<String> = FakeShopify.allScopes,
        orders: [GeneratedOrder]
    ) throws -> FakeShopify {
        let shop = FakeShopify(
            accessToken: "token",
            leaksPerSecond: 1_000,
            scopes: scopes,
            now: ShopifyClients.clock(from: Self.moment)
        )
        for order in orders {
            let step = try #require(order.steps.last)
            try shop.put(order: step.order, transactions: step.transactions)
        }
        return shop
    }

    private func orders(_ count: Int) -> [GeneratedOrder] {
        var generator = ShopifyOrderGenerator(seed: 11, mix: .full)
        return generator.orders(count)
    }

    private func all(
        _ request: HistoryRequest,
        _ connector: Shopify,
        _ access: SourceAccess
    ) async throws -> (items: [HistoryItem], pages: Int) {
        var request = request
        var items: [HistoryItem] = []
        for page in 1...100 {
            let found = try await connector.history(request, from: access)
            items += found.items
            guard let next = found.next else { return (items, page) }
            request.cursor = next
        }
        Issue.record("history does not end")
        return (items, 100)
    }

    @Test(arguments: [HistoryRequest.Moment.created, .changed])
    func `pages carry every order once, oldest first, with the facts a single read finds`(
        moment: HistoryRequest.Moment
    ) async throws {
        let generated = orders(130)
        let shop = try shop(orders: generated)
        let calls = Mutex<[String]>([])
        let client = try ShopifyClients.client(of: shop).recording { call in
            calls.withLock { $0.append(call.path) }
        }
        let access = SourceAccess(remote: client)
        let connector = Shopify(now: { Self.moment })
        let found = try await all(.init(moment, from: Self.beginning), connector, access)

        #expect(found.pages == 3 && found.items.count == 130)
        #expect(calls.withLock(\.count) == 3 + 6, "three pages, two calls for each fifty orders")
        #expect(Set(found.items.map(\.subject)) == Set(generated.map { "order/\($0.id)" }))
        #expect(Set(found.items.compactMap(\.number)) == Set(generated.map(\.number)))
        if moment == .changed {
            #expect(found.items.map(\.changedAt) == found.items.map(\.changedAt).sorted())
        } else {
            let stored = try generated.map { order in
                let step = try #require(order.steps.last)
                return try StoredShopOrder(order: step.order, transactions: step.transactions)
            }
            let expected = stored.sorted { ($0.createdAt, $0.head.id) < ($1.createdAt, $1.head.id) }
            #expect(found.items.map(\.subject) == expected.map { "order/\($0.head.id)" })
        }
        for item in found.items {
            guard case .order(let listed)? = item.facts,
                case .order(let single) = try await connector.read(item.subject, from: access)
            else {
                Issue.record("\(item.subject) is not told in full")
                continue
            }
            #expect(listed == single)
        }
    }

    @Test func `only what was made in the time asked for is listed`() async throws {
        let generated = orders(60)
        let access = SourceAccess(remote: try ShopifyClients.client(of: shop(orders: generated)))
        let connector = Shopify(now: { Self.moment })
        let middle = Date(timeIntervalSince1970: 1_767_596_400 + 30 * 60)
        let early = try await all(
            .init(.created, from: Self.beginning, to: middle),
            connector,
            access
        )
        let late = try await all(.init(.created, from: middle), connector, access)

        #expect(!early.items.isEmpty && !late.items.isEmpty)
        #expect(early.items.count + late.items.count == 60)
        #expect(Set(early.items.map(\.subject)).isDisjoint(with: late.items.map(\.subject)))
    }

    @Test func `a shop that hides old orders is not asked for them`() async throws {
        let scopes = FakeShopify.allScopes.subtracting(["read_all_orders"])
        let access = SourceAccess(
            remote: try ShopifyClients.client(of: shop(scopes: scopes, orders: orders(5)))
        )
        let connector = Shopify(now: { Self.moment })
        let old = Self.moment.addingTimeInterval(-61 * 86_400)
        let recent = Self.moment.addingTimeInterval(-59 * 86_400)

        await #expect(throws: SourceFinding.shopifyHistoryLimited) {
            try await connector.history(.init(.created, from: old), from: access)
        }
        #expect(
            try await connector.history(.init(.created, from: recent), from: access).items.count
                == 5
        )
        #expect(
            try await connector.history(.init(.changed, from: old), from: access).items.count == 5
        )
    }

    @Test func `without points for GraphQL the orders come without facts`() async throws {
        let shop = FakeShopify(accessToken: "token", leaksPerSecond: 1, now: { Self.moment })
        for order in orders(30) {
            let step = try #require(order.steps.last)
            try shop.put(order: step.order, transactions: step.transactions)
        }
        let access = SourceAccess(remote: try ShopifyClients.client(of: shop))
        let connector = Shopify(now: { Self.moment })
        var toldInFull: [Int] = []
        for _ in 0..<3 {
            let page = try await connector.history(
                .init(.created, from: Self.beginning),
                from: access
            )
            #expect(page.items.count == 30)
            toldInFull.append(page.items.count { $0.facts != nil })
        }
        #expect(toldInFull == [30, 5, 5], "a thousand points pay for the first big call only")
    }

    @Test func `a business order waits for points rather than lose its buyer`() async throws {
        let generated = try #require(
            orders(120).first { String(decoding: $0.steps[0].order, as: UTF8.self).contains("PO-") }
        )
        let step = try #require(generated.steps.last)
        let shop = FakeShopify(accessToken: "token", leaksPerSecond: 1, now: { Self.moment })
        try shop.put(order: step.order, transactions: step.transactions)
        let client = try ShopifyClients.client(of: shop)
        let access = SourceAccess(remote: client)
        let subject = "order/\(generated.id)"
        guard case .order(let order) = try await Shopify().read(subject, from: access) else {
            Issue.record("not an order")
            return
        }
        #expect(order.customer.kind == .business && order.customer.name?.hasSuffix(" AS") == true)
        #expect(order.customer.organizationNumber.flatMap(OrganizationNumber.init) != nil)

        for count in [25, 15, 10, 6, 3, 2, 1, 1, 1] {
            let ids = Array(repeating: generated.id, count: count)
            #expect(try await client.send(.shopifySupplements(of: ids)).items.count == count)
        }
        let moment = Self.moment
        let error = await #expect(throws: RemoteError.self) {
            try await Shopify(now: { moment }).read(subject, from: access)
        }
        #expect(error?.kind == .rateLimited(until: moment.addingTimeInterval(10)))
    }

    @Test func `an order that cannot be read does not hide the others`() throws {
        let body = Data(
            #"{"id": 7, "updated_at": "2026-01-05T10:00:00Z", "line_items": "none"}"#.utf8
        )
        let listed = try ShopifyDecoding.decode(ShopifyListedOrder.self, from: body)

        #expect(listed.head.id == 7 && listed.order == nil)
    }
}

/// Clients of a stand-in, with the token `token`.
enum ShopifyClients {
    /// A clock on which a second passes with every look at it, so that waiting ends.
    static func clock(from moment: Date) -> @Sendable () -> Date {
        let seconds = Mutex(0)
        return {
            moment.addingTimeInterval(
                TimeInterval(
                    seconds.withLock { seconds in
                        seconds += 1
                        return seconds
                    }
                )
            )
        }
    }

    static func client(
        of shop: FakeShopify,
        token: String = "token",
        faults: FakeFaults = FakeFaults(rate: .none, seed: 0)
    ) throws -> RemoteClient {
        let name = try #require(HTTPField.Name("X-Shopify-Access-Token"))
        let now = clock(from: Date(timeIntervalSince1970: 1_767_600_000))
        return RemoteClient(
            service: "shopify",
            baseURL: "https://x.myshopify.com",
            transport: FakeTransport(to: shop, faults: faults),
            limit: RateLimit(
                budget: RateLimit.Budget(calls: 10_000, window: .seconds(1), concurrent: 4),
                now: now,
                sleep: { _ in }
            ),
            circuit: CircuitBreaker(now: now),
            authorization: { $0[name] = token }
        )
    }
}
