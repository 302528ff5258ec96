import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Remote
import Testing

struct ShopifyReadTests {
    private let shop: FakeShopify
    private let moment = Date(timeIntervalSince1970: 1_767_600_000)

    init() {
        let moment = self.moment
        shop = FakeShopify(accessToken: "token", now: { moment })
    }

    private func client(token: String = "token") throws -> RemoteClient {
        let name = try #require(HTTPField.Name("X-Shopify-Access-Token"))
        let moment = self.moment
        return RemoteClient(
            service: "shopify",
            baseURL: "https://x.myshopify.com",
            transport: FakeTransport(to: shop),
            limit: RateLimit(
                budget: RateLimit.Budget(calls: 100, window: .seconds(1), concurrent: 4),
                now: { moment },
                sleep: { _ in }
            ),
            circuit: CircuitBreaker(now: { moment }),
            authorization: { $0[name] = token }
        )
    }

    @Test func `an order is read with its payments, and its page in the shop`() async throws {
        var generator = ShopifyOrderGenerator(seed: 9)
        let generated = try #require(generator.orders(20).first { $0.isBookable })
        let step = try #require(generated.steps.last)
        try shop.put(order: step.order, transactions: step.transactions)

        guard
            case .order(let order) = try await Shopify().read(
                "order/\(generated.id)",
                from: SourceAccess(remote: client())
            )
        else {
            Issue.record("not an order")
            return
        }
        #expect(order.number == generated.number)
        #expect(order.total.minor == generated.totalMinor)
        #expect(order.payments.map(\.amount).total == order.total)
        #expect(order.url == "https://x.myshopify.com/admin/orders/\(generated.id)")
    }

    @Test func `an order that is gone is absent, one that may not be read is an error`()
        async throws
    {
        for subject in ["order/17", "order/x", "order/-1", "customer/1", "order", "order/1/2", ""] {
            guard
                case .absent(let reason) = try await Shopify().read(
                    subject,
                    from: SourceAccess(remote: client())
                )
            else {
                Issue.record("\(subject) is not absent")
                continue
            }
            #expect(!reason.nb.isEmpty && !reason.en.isEmpty)
        }
        let locked = try client(token: "wrong")
        await #expect(throws: RemoteError.self) {
            try await Shopify().read("order/17", from: SourceAccess(remote: locked))
        }
    }
}
