import Connectors
import Foundation
import HTTPTypes
import Remote
import Synchronization
import Testing

struct FakeWooCommerceTests {
    private let shop: FakeWooCommerce

    init() {
        var setup = FakeWooCommerce.Setup(consumerKey: "ck_1", consumerSecret: "cs_1")
        setup.permission = .read
        setup.callsPerSecond = 60
        shop = FakeWooCommerce(setup, now: { Date(timeIntervalSince1970: 1_767_600_000) })
    }

    private func get(
        _ path: String,
        _ query: [(name: String, value: String)] = [],
        user: String = "ck_1:cs_1",
        method: HTTPRequest.Method = .get
    ) async -> RemoteResponse {
        let code = Data(user.utf8).base64EncodedString()
        return await shop.respond(
            to: FakeRequest(
                method: method,
                path: "/wp-json/wc/v3/\(path)",
                query: query,
                headers: [.authorization: "Basic \(code)"]
            )
        )
    }

    private func code(_ response: RemoteResponse) throws -> String {
        let body = try JSONSerialization.jsonObject(with: response.body) as? [String: Any]
        return "\(response.status) \(body?["code"] as? String ?? "")"
    }

    private func header(_ name: String, _ response: RemoteResponse) throws -> String? {
        response.headers[try #require(HTTPField.Name(name))]
    }

    private func fill(_ count: Int) throws -> [GeneratedWooOrder] {
        var generator = WooOrderGenerator(seed: 6)
        let orders = generator.orders(count)
        for order in orders {
            let step = try #require(order.steps.last)
            try shop.put(order: step.order, refunds: step.refunds)
        }
        return orders
    }

    @Test func `amounts have as many decimals as asked for, taxes all of theirs`() async throws {
        let order = try #require(try fill(20).first { $0.currency == "NOK" })
        func total(_ query: [(name: String, value: String)]) async throws -> String {
            let answer = await get("orders/\(order.id)", query)
            let body = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
            return body?["total"] as? String ?? ""
        }

        #expect(try await total([]).split(separator: ".").last?.count == 2)
        #expect(try await total([("dp", "6")]).split(separator: ".").last?.count == 6)
        #expect(try await total([("dp", "0")]).contains(".") == false)
        #expect(
            await get("orders/\(order.id)").body != get("orders/\(order.id)", [("dp", "6")]).body
        )
    }

    @Test func `what the shop does not know is refused as WordPress refuses it`() async throws {
        #expect(try code(await get("orders/1")) == "404 woocommerce_rest_shop_order_invalid_id")
        #expect(try code(await get("orders/1/refunds")) == "404 woocommerce_rest_invalid_order_id")
        #expect(try code(await get("webhooks/1")) == "404 woocommerce_rest_shop_webhook_invalid_id")
        #expect(try code(await get("coupons")) == "404 rest_no_route")
        #expect(
            try code(await get("orders", user: "ck_2:cs_1"))
                == "401 woocommerce_rest_authentication_error"
        )
        #expect(
            try code(await get("orders", user: "ck_1:cs_2"))
                == "401 woocommerce_rest_authentication_error"
        )
        #expect(
            try code(await get("webhooks", method: .post))
                == "401 woocommerce_rest_authentication_error"
        )
        for (name, value) in [
            ("per_page", "101"), ("per_page", "0"), ("page", "0"), ("orderby", "total"),
            ("order", "up"), ("after", "yesterday"), ("dp", "x"), ("offset", "-1"),
        ] {
            #expect(
                try code(await get("orders", [(name, value)])) == "400 rest_invalid_param",
                "\(name)=\(value)"
            )
        }
        let foreign = await shop.respond(
            to: FakeRequest(method: .get, path: "/wp-json/wc/v3/orders")
        )
        #expect(try code(foreign) == "401 woocommerce_rest_cannot_view")
        let page = await shop.respond(to: FakeRequest(method: .get, path: "/kasse"))
        #expect(page.status == 404 && page.headers[.contentType] == "text/html; charset=UTF-8")
    }

    @Test func `pages tell how many there are and where the next is`() async throws {
        let orders = try fill(25)
        var seen: [Int64] = []
        for page in 1...3 {
            let answer = await get(
                "orders",
                [("per_page", "10"), ("page", "\(page)"), ("order", "asc")]
            )
            #expect(try header("X-WP-Total", answer) == "25")
            #expect(try header("X-WP-TotalPages", answer) == "3")
            #expect(try header("Link", answer)?.contains(#"rel="next""#) == (page < 3))
            let items = try JSONSerialization.jsonObject(with: answer.body) as? [[String: Any]]
            seen += (items ?? []).compactMap { ($0["id"] as? NSNumber)?.int64Value }
        }

        #expect(Set(seen) == Set(orders.map(\.id)) && seen.count == 25)
        #expect(await get("orders", [("page", "9")]).body == Data("[]".utf8))
    }

    @Test func `the host lets so many calls a second through`() async throws {
        for _ in 0..<60 { #expect(await get("orders").status == 200) }

        let refused = await get("orders")
        #expect(refused.status == 429 && refused.headers[.retryAfter] == "1")
    }

    @Test func `a body that is no order cannot be put`() {
        #expect(throws: FakeWooCommerce.Refusal.notAnOrder) {
            try shop.put(order: Data("{}".utf8))
        }
    }
}
