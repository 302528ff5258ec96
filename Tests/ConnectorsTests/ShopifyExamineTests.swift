import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import Testing

@testable import Connectors

struct ShopifyExamineTests {
    private static let moment = Date(timeIntervalSince1970: 1_767_600_000)
    private let address = "https://bokbro.example/webhooks/nordlys/shop"

    private func shop(scopes: Set<String> = FakeShopify.allScopes) -> FakeShopify {
        FakeShopify(
            accessToken: "token",
            leaksPerSecond: 1_000,
            scopes: scopes,
            now: ShopifyClients.clock(from: Self.moment)
        )
    }

    private func access(_ shop: FakeShopify, token: String = "token") throws -> SourceAccess {
        SourceAccess(remote: try ShopifyClients.client(of: shop, token: token))
    }

    @Test func `registering makes what is missing, once, and then all is well`() async throws {
        let shop = shop()
        let access = try access(shop)
        let before = try await Shopify().examine(webhookAddress: address, from: access)
        #expect(before.map(\.code) == ["webhooks-missing"])
        #expect(before[0].message.en.contains("orders/paid, orders/fulfilled"))

        let made = try await Shopify().registerWebhooks(address: address, from: access)
        #expect(made == Shopify.webhookTopics)
        #expect(try await Shopify().registerWebhooks(address: address, from: access) == [])
        #expect(shop.subscriptions.map(\.topic) == Shopify.webhookTopics)
        #expect(try await Shopify().examine(webhookAddress: address, from: access) == [])
    }

    @Test func `subscriptions of another installation are told of and left alone`() async throws {
        let shop = shop()
        let access = try access(shop)
        let other = "https://elsewhere.example/webhooks/nordlys/shop"
        _ = try await Shopify().registerWebhooks(address: other, from: access)
        let findings = try await Shopify().examine(webhookAddress: address, from: access)
        #expect(findings.map(\.code) == ["webhooks-elsewhere"])
        #expect(findings[0].remedy.nb.contains(address) && !findings[0].message.en.contains(other))

        _ = try await Shopify().registerWebhooks(address: address, from: access)
        #expect(shop.subscriptions.count == Shopify.webhookTopics.count * 2)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `lost answers never make a subscription twice`(seed: UInt64) async throws {
        let shop = shop()
        let client = try ShopifyClients.client(
            of: shop,
            faults: FakeFaults(rate: .many, seed: seed)
        )
        for _ in 0..<60 {
            _ = try? await Shopify().registerWebhooks(
                address: address,
                from: SourceAccess(remote: client)
            )
        }
        #expect(Set(shop.subscriptions.map(\.topic)).isSubset(of: Shopify.webhookTopics))
        #expect(Set(shop.subscriptions.map(\.topic)).count == shop.subscriptions.count)
        _ = try await Shopify().registerWebhooks(address: address, from: access(shop))
        #expect(shop.subscriptions.count == Shopify.webhookTopics.count)
    }

    @Test func `missing scopes are named with what they cost`() async throws {
        for (scope, code, isBlocking) in [
            ("read_orders", "scope-missing", true), ("read_all_orders", "history-limited", false),
            ("read_customers", "scope-missing", false),
            ("read_shopify_payments_payouts", "scope-missing", false),
        ] {
            let shop = shop(scopes: FakeShopify.allScopes.subtracting([scope]))
            let findings = try await Shopify().examine(webhookAddress: address, from: access(shop))
                .filter { $0.code != "webhooks-missing" }
            #expect(findings.map(\.code) == [code])
            #expect(findings.first?.isBlocking == isBlocking)
            #expect(findings.allSatisfy { $0.message.nb.contains(scope) })
            #expect(findings.allSatisfy { $0.remedy.en.contains(scope) })
        }
    }

    @Test func `a wrong token is a finding, a shop that is down is an error`() async throws {
        let shop = shop()
        let findings = try await Shopify().examine(
            webhookAddress: address,
            from: access(shop, token: "wrong")
        )
        #expect(findings.map(\.code) == ["credentials-rejected"] && findings[0].isBlocking)

        struct Down: FakeService {
            func respond(to request: FakeRequest) async -> RemoteResponse {
                RemoteResponse(status: 503)
            }
        }
        let client = RemoteClient(
            service: "shopify",
            baseURL: "https://x.myshopify.com",
            transport: FakeTransport(to: Down()),
            limit: RateLimit(budget: .init(calls: 100, window: .seconds(1), concurrent: 1)),
            circuit: CircuitBreaker()
        )
        await #expect(throws: RemoteError.self) {
            try await Shopify().examine(
                webhookAddress: address,
                from: SourceAccess(remote: client)
            )
        }
    }

    @Test func `an API version that fell forward is told`() async throws {
        struct Newer: FakeService {
            func respond(to request: FakeRequest) async -> RemoteResponse {
                var response = RemoteResponse(status: 200)
                response.headers.set("X-Shopify-API-Version", "2027-01")
                let scopes = FakeShopify.allScopes.sorted()
                    .map { #"{"handle": "\#($0)"}"# }.joined(separator: ",")
                let hooks = Shopify.webhookTopics.enumerated().map { index, topic in
                    #"{"id": \#(index), "topic": "\#(topic)", "address": "https://a.example"}"#
                }.joined(separator: ",")
                response.body = Data(
                    request.path.hasSuffix("scopes.json")
                        ? "{\"access_scopes\": [\(scopes)]}".utf8
                        : "{\"webhooks\": [\(hooks)]}".utf8
                )
                return response
            }
        }
        let client = RemoteClient(
            service: "shopify",
            baseURL: "https://x.myshopify.com",
            transport: FakeTransport(to: Newer()),
            limit: RateLimit(budget: .init(calls: 100, window: .seconds(1), concurrent: 1)),
            circuit: CircuitBreaker()
        )
        let findings = try await Shopify().examine(
            webhookAddress: "https://a.example",
            from: SourceAccess(remote: client)
        )
        #expect(findings.map(\.code) == ["api-version-unsupported"])
    }
}
