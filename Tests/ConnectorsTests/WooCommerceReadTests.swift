import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Remote
import Synchronization
import Testing

struct WooCommerceReadTests {
    static let moment = Date(timeIntervalSince1970: 1_767_600_000)
    let shop: FakeWooCommerce
    let connector = WooCommerce()

    init() {
        shop = Self.shop()
    }

    static func shop(
        _ change: (inout FakeWooCommerce.Setup) -> Void = { _ in }
    ) -> FakeWooCommerce {
        var setup = FakeWooCommerce.Setup(consumerKey: "ck_1", consumerSecret: "cs_1")
        setup.callsPerSecond = 10_000
        change(&setup)
        return FakeWooCommerce(setup, now: { Self.moment })
    }

    func access(_ service: any FakeService, secret: String = "cs_1") -> SourceAccess {
        access(FakeTransport(to: service), secret: secret)
    }

    func access(
        _ transport: any RemoteTransport,
        secret: String = "cs_1"
    ) -> SourceAccess {
        let authorization = WooCommerce.authorization(consumerKey: "ck_1", consumerSecret: secret)
        return SourceAccess(
            remote: RemoteClient(
                service: "woocommerce",
                baseURL: "https://nettbutikk.example",
                transport: transport,
                limit: RateLimit(
                    budget: .init(calls: 10_000, window: .seconds(1), concurrent: 4),
                    now: { Self.moment },
                    sleep: { _ in }
                ),
                circuit: CircuitBreaker(now: { Self.moment }),
                authorization: { $0[.authorization] = authorization }
            )
        )
    }

    func fill(_ shop: FakeWooCommerce, _ count: Int) throws -> [GeneratedWooOrder] {
        var generator = WooOrderGenerator(seed: 5)
        let orders = generator.orders(count)
        for order in orders {
            let step = try #require(order.steps.last)
            try shop.put(order: step.order, refunds: step.refunds)
        }
        return orders
    }

    // MARK: Read

    @Test func `orders are read with their refunds, and their page in the shop`() async throws {
        let orders = try fill(shop, 120).filter(\.isBookable)
        #expect(orders.contains { $0.creditedMinor > 0 })

        var count = 0
        for generated in orders {
            let facts = try await connector.read("order/\(generated.id)", from: access(shop))
            // A gift card that the JSON does not show is held: the connection says nothing of it.
            guard case .order(let order) = facts else { continue }
            count += 1
            #expect(order.number == generated.number)
            #expect(order.total.minor == generated.saleMinor)
            #expect(order.refunds.flatMap(\.lines).isEmpty == (generated.creditedMinor == 0))
            #expect(
                order.url
                    == "https://nettbutikk.example/wp-admin/post.php?post=\(generated.id)&action=edit"
            )
        }
        #expect(count > orders.count * 9 / 10)
    }

    @Test func `an order that is gone, in the trash or a draft is absent`() async throws {
        let step = try #require(try fill(shop, 1).first?.steps.first)
        let text = String(decoding: step.order, as: UTF8.self)
        for (id, status) in [(50, "trash"), (51, "checkout-draft")] {
            let changed = text.replacing(#""id": 7001"#, with: #""id": \#(id)"#)
                .replacing(#""status": "pending""#, with: #""status": "\#(status)""#)
                .replacing(#""status": "on-hold""#, with: #""status": "\#(status)""#)
            try shop.put(order: Data(changed.utf8))
        }

        for subject in [
            "order/17", "order/50", "order/51", "order/x", "order/-1", "customer/1", "",
        ] {
            guard case .absent(let reason) = try await connector.read(subject, from: access(shop))
            else {
                Issue.record("\(subject) is not absent")
                continue
            }
            #expect(!reason.nb.isEmpty && !reason.en.isEmpty)
        }
    }

    @Test func `a shop that does not let us in is an error, not an absent order`() async throws {
        await #expect(throws: RemoteError.self) {
            try await connector.read("order/17", from: access(shop, secret: "wrong"))
        }
        await #expect(throws: RemoteError.self) {
            try await connector.read("order/17", from: access(OtherServer()))
        }
    }

    @Test func `an answer spoilt by a plugin's warning is asked for once more`() async throws {
        let generated = try #require(try fill(shop, 1).first)
        let spoilt = SpoiltAnswers(shop: shop, count: 1)

        guard case .order = try await connector.read("order/\(generated.id)", from: access(spoilt))
        else {
            Issue.record("no order")
            return
        }
        await #expect(throws: RemoteError.self) {
            try await connector.read(
                "order/\(generated.id)",
                from: access(SpoiltAnswers(shop: shop, count: 2))
            )
        }
    }

    @Test func `a webhook that sees nothing is told of until it is changed`() async throws {
        shop.register(topic: "order.updated", deliveryURL: "https://b.example/webhooks/a/b")
        func access(deliveredAt seconds: Double) -> SourceAccess {
            let delivery = SourceAccess.Delivery(
                topic: "order.updated",
                body: Data(),
                receivedAt: Date(timeIntervalSince1970: seconds)
            )
            return SourceAccess(
                remote: try? self.access(shop).client,
                deliveries: { _ in [delivery] }
            )
        }

        await #expect(throws: WooWebhookSeesNothing.self) {
            try await connector.read("webhook/1", from: access(deliveredAt: 1_800_000_000))
        }
        guard
            case .absent = try await connector.read("webhook/1", from: access(deliveredAt: 1_000)),
            case .absent = try await connector.read("webhook/9", from: access(deliveredAt: 1_000))
        else {
            Issue.record("not absent")
            return
        }
    }
}

/// A server that is no WordPress with permalinks.
struct OtherServer: FakeService {
    func respond(to request: FakeRequest) async -> RemoteResponse {
        RemoteResponse(status: 404, body: Data("<html></html>".utf8))
    }
}

/// A shop whose first answers have a warning in front.
private final class SpoiltAnswers: FakeService {
    private let shop: FakeWooCommerce
    private let left: Mutex<Int>

    init(shop: FakeWooCommerce, count: Int) {
        self.shop = shop
        left = Mutex(count)
    }

    func respond(to request: FakeRequest) async -> RemoteResponse {
        var response = await shop.respond(to: request)
        let isSpoilt = left.withLock { left in
            left -= 1
            return left >= 0
        }
        if isSpoilt {
            response.body = Data("<br /><b>Warning</b>: x in y.php\n".utf8) + response.body
        }
        return response
    }
}
