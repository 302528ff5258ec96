import Connectors
import Foundation
import HTTPTypes
import Remote
import Synchronization
import Testing

/// A clock the test moves.
private final class TestClock: Sendable {
    private let seconds = Mutex(1_767_600_000.0)

    var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }

    func advance(_ interval: Double) { seconds.withLock { $0 += interval } }
}

struct FakeShopifyTests {
    private let clock = TestClock()
    private let shop: FakeShopify

    init() {
        shop = FakeShopify(accessToken: "token", leaksPerSecond: 2, now: { [clock] in clock.now })
    }

    private func get(
        _ path: String,
        _ query: [(name: String, value: String)] = [],
        token: String = "token",
        method: HTTPRequest.Method = .get
    ) async throws -> RemoteResponse {
        var headers = HTTPFields()
        headers[try #require(HTTPField.Name("X-Shopify-Access-Token"))] = token
        return await shop.respond(
            to: FakeRequest(
                method: method,
                path: "/admin/api/2026-01/\(path)",
                query: query,
                headers: headers
            )
        )
    }

    private func header(_ name: String, of response: RemoteResponse) throws -> String? {
        response.headers[try #require(HTTPField.Name(name))]
    }

    private func fill(_ count: Int) throws -> [GeneratedOrder] {
        var generator = ShopifyOrderGenerator(seed: 5)
        let orders = generator.orders(count)
        for order in orders {
            let step = try #require(order.steps.last)
            try shop.put(order: step.order, transactions: step.transactions)
        }
        return orders
    }

    private func ids(_ response: RemoteResponse) throws -> [Int64] {
        let members = try JSONSerialization.jsonObject(with: response.body) as? [String: Any]
        let orders = members?["orders"] as? [[String: Any]] ?? []
        return orders.compactMap { ($0["id"] as? NSNumber)?.int64Value }
    }

    @Test func `an order, its transactions and its refunds are answered as put`() async throws {
        let order = try #require(try fill(1).first)
        let step = try #require(order.steps.last)

        #expect(
            try await get("orders/\(order.id).json").body == Data(#"{"order":"#.utf8) + step.order
                + Data("}".utf8)
        )
        #expect(try await get("orders/\(order.id)/transactions.json").body == step.transactions)
        #expect(try await get("orders/\(order.id)/refunds.json").status == 200)
        #expect(try header("X-Request-Id", of: await get("orders/\(order.id).json")) != nil)

        shop.remove(orderID: order.id)
        #expect(try await get("orders/\(order.id).json").status == 404)
    }

    @Test func `what the shop does not know is refused`() async throws {
        #expect(try await get("orders/1.json", token: "wrong").status == 401)
        #expect(
            await shop.respond(
                to: FakeRequest(method: .get, path: "/admin/api/2026-01/orders/1.json")
            ).status == 401
        )
        #expect(try await get("orders/1.json").status == 404)
        #expect(try await get("orders/1").status == 404)
        #expect(try await get("orders/1/transactions.json").status == 404)
        #expect(try await get("products.json").status == 404)
        #expect(try await get("orders.json", [("limit", "251")]).status == 400)
        #expect(try await get("orders.json", [("limit", "0")]).status == 400)
        #expect(try await get("orders.json", [("status", "paid")]).status == 400)
        #expect(try await get("orders.json", [("updated_at_min", "yesterday")]).status == 400)
        #expect(try await get("orders.json", [("page_info", "nonsense")]).status == 400)
        #expect(try await get("orders/1.json", method: .delete).status == 405)
    }

    @Test func `only open orders are listed unless asked for any`() async throws {
        let orders = try fill(30)
        let open = orders.filter {
            $0.steps.last?.topic != "orders/fulfilled" && $0.steps.last?.topic != "orders/cancelled"
        }

        #expect(Set(try ids(await get("orders.json"))) == Set(open.map(\.id)))
        #expect(
            Set(try ids(await get("orders.json", [("status", "any")]))) == Set(orders.map(\.id))
        )
        #expect(
            try ids(
                await get(
                    "orders.json",
                    [("status", "any"), ("updated_at_min", "2030-01-01T00:00:00Z")]
                )
            ) == []
        )
    }

    @Test func `pages follow each other to the end without a gap`() async throws {
        let orders = try fill(25)
        var seen: [Int64] = []
        var query: [(name: String, value: String)] = [("status", "any"), ("limit", "10")]
        for _ in 0..<3 {
            let response = try await get("orders.json", query)
            seen += try ids(response)
            guard let link = try header("Link", of: response) else { break }
            #expect(link.hasSuffix("; rel=\"next\""))
            let cursor = try #require(
                link.split(separator: "page_info=").last?.split(separator: ">").first
            )
            query = [("limit", "10"), ("page_info", String(cursor))]
            #expect(try await get("orders.json", query + [("status", "any")]).status == 400)
        }

        #expect(seen.count == 25)
        #expect(Set(seen) == Set(orders.map(\.id)))
    }

    @Test func `the bucket holds forty calls and leaks two a second`() async throws {
        for _ in 0..<FakeShopify.bucketSize { #expect(try await get("orders.json").status == 200) }
        let refused = try await get("orders.json")

        #expect(refused.status == 429)
        #expect(try header("Retry-After", of: refused) == "2.0")
        clock.advance(0.4)
        #expect(try await get("orders.json").status == 429)
        clock.advance(0.6)
        #expect(try await get("orders.json").status == 200)
        #expect(try await get("orders.json").status == 200)
        #expect(try await get("orders.json").status == 429)
    }

    @Test func `a body that is no order cannot be put`() {
        #expect(throws: (any Error).self) {
            try shop.put(order: Data("{}".utf8), transactions: Data())
        }
    }

    @Test func `an app sees only what its scopes allow`() async throws {
        let order = try #require(try fill(1).first)
        let step = try #require(order.steps.last)
        for (scopes, status) in [
            (["read_orders", "read_all_orders"], 200), (["write_orders", "read_all_orders"], 200),
            (["read_orders"], 200), (["read_customers"], 403),
        ] {
            let shop = FakeShopify(
                accessToken: "token",
                scopes: Set(scopes),
                now: { [clock] in clock.now }
            )
            try shop.put(order: step.order, transactions: step.transactions)
            let path = "/admin/api/2026-01/orders/\(order.id).json"
            let request = FakeRequest(
                method: .get,
                path: path,
                headers: [try #require(HTTPField.Name("X-Shopify-Access-Token")): "token"]
            )
            #expect(await shop.respond(to: request).status == status)
            guard scopes == ["read_orders"] else { continue }
            clock.advance(61 * 86_400)
            #expect(await shop.respond(to: request).status == 404)
        }
    }

    @Test func `subscriptions are refused as Shopify refuses them`() async throws {
        func post(_ webhook: String) async throws -> Int {
            var headers = HTTPFields()
            headers[try #require(HTTPField.Name("X-Shopify-Access-Token"))] = "token"
            return await shop.respond(
                to: FakeRequest(
                    method: .post,
                    path: "/admin/api/2026-01/webhooks.json",
                    headers: headers,
                    body: Data("{\"webhook\": \(webhook)}".utf8)
                )
            ).status
        }
        let good = #"{"topic": "orders/paid", "address": "https://a.example", "format": "json"}"#
        #expect(try await post(good) == 201)
        #expect(try await post(good) == 422)
        #expect(try await post(good.replacing("https", with: "http")) == 422)
        #expect(try await post(good.replacing("orders/paid", with: "moon/full")) == 422)
        #expect(try await post(good.replacing("orders/paid", with: "fulfillments/create")) == 403)
        #expect(try await post(good.replacing("format", with: "color")) == 400)
        #expect(try await post("7") == 400)
        #expect(shop.subscriptions.count == 1)
    }
}
