import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Remote
import Testing

extension WooCommerceReadTests {
    // MARK: History

    private func walk(
        _ request: HistoryRequest,
        _ shop: any FakeService,
        between pages: (Int) throws -> Void = { _ in }
    ) async throws -> [HistoryItem] {
        var request = request
        var items: [HistoryItem] = []
        for page in 0..<60 {
            let answer = try await connector.history(request, from: access(shop))
            items += answer.items
            guard let next = answer.next else { return items }
            request.cursor = next
            try pages(page)
        }
        Issue.record("no end")
        return items
    }

    @Test(arguments: [HistoryRequest.Moment.created, .changed], [true, false])
    func `every order of a time is told, once`(
        moment: HistoryRequest.Moment,
        sortsByChange: Bool
    ) async throws {
        let shop = Self.shop { $0.sortsByChange = sortsByChange }
        let orders = try fill(shop, 230)
        let all = Set(orders.map { "order/\($0.id)" })

        let items = try await walk(.init(moment, from: Date(timeIntervalSince1970: 0)), shop)
        #expect(Set(items.map(\.subject)) == all)
        if sortsByChange || moment == .created { #expect(items.count == 230) }
        #expect(items.allSatisfy { $0.number != nil })
        #expect(items.contains { $0.facts == nil } && items.contains { $0.facts != nil })

        let later = try await walk(.init(moment, from: Self.moment), shop)
        #expect(!later.isEmpty && later.count < 230)
        #expect(moment == .created || later.allSatisfy { $0.changedAt >= Self.moment })
        let until = try await walk(
            .init(moment, from: Date(timeIntervalSince1970: 0), to: Self.moment),
            shop
        )
        #expect(Set(until.map(\.subject)) == all.subtracting(later.map(\.subject)))
    }

    @Test func `orders that change while their pages are read are not missed`() async throws {
        let orders = try fill(shop, 240)
        let changed = try #require(orders.first { $0.steps.count == 1 })
        let text = String(decoding: changed.steps[0].order, as: UTF8.self)

        let items = try await walk(.init(.changed, from: Date(timeIntervalSince1970: 0)), shop) {
            page in
            let stamp = #""date_modified_gmt": "2027-01-01T00:00:0\#(page)""#
            let body = text.replacing(
                try Regex(#""date_modified_gmt": "[^"]*""#),
                with: stamp
            )
            try shop.put(order: Data(body.utf8))
            shop.remove(orderID: orders[page].id == changed.id ? 0 : orders[page].id)
        }

        let told = Set(items.map(\.subject))
        let gone = Set(orders.prefix(10).map { "order/\($0.id)" })
        #expect(told.union(gone) == Set(orders.map { "order/\($0.id)" }).union(gone))
    }

    @Test func `two hundred and fifty orders of one second are told over several pages`()
        async throws
    {
        let step = try #require(try fill(shop, 1).first?.steps.first)
        let text = String(decoding: step.order, as: UTF8.self)
        for id in 100..<350 {
            let body = text.replacing(#""id": 7001,"#, with: #""id": \#(id),"#)
            try shop.put(order: Data(body.utf8))
        }

        let items = try await walk(.init(.changed, from: Date(timeIntervalSince1970: 0)), shop)

        #expect(Set(items.map(\.subject)).count == 251)
        #expect(items.count == 251)
    }

    @Test func `a page larger than an answer may be is read in smaller ones`() async throws {
        _ = try fill(shop, 35)
        let narrow = access(NarrowTransport(shop: FakeTransport(to: shop)))
        var request = HistoryRequest(.created, from: Date(timeIntervalSince1970: 0))
        var subjects: [String] = []
        for _ in 0..<9 {
            let page = try await connector.history(request, from: narrow)
            subjects += page.items.map(\.subject)
            guard let next = page.next else { break }
            request.cursor = next
        }

        #expect(Set(subjects).count == 35 && subjects.count == 35)
    }

    // MARK: Examine

    private var address: String { "https://bokbro.example/webhooks/nordlys/woo" }

    private func codes(
        _ service: any FakeService,
        secret: String = "cs_1",
        address: String? = nil
    ) async throws -> [String] {
        try await connector.examine(
            webhookAddress: address ?? self.address,
            from: access(service, secret: secret)
        ).map(\.code)
    }

    @Test func `a connection with both webhooks is healthy`() async throws {
        shop.register(topic: "order.updated", deliveryURL: address)
        shop.register(topic: "order.deleted", deliveryURL: address + "/")

        #expect(try await codes(shop) == [])
    }

    @Test func `webhooks that are missing, off or elsewhere are findings`() async throws {
        #expect(try await codes(shop) == ["webhooks-missing", "webhooks-missing"])
        shop.register(topic: "order.updated", deliveryURL: address, status: "disabled")
        shop.register(topic: "order.deleted", deliveryURL: "https://old.example/webhooks/a/b")
        let findings = try await connector.examine(webhookAddress: address, from: access(shop))

        #expect(findings.map(\.code) == ["webhook-off", "webhooks-missing"])
        #expect(findings.allSatisfy { !$0.isBlocking && !$0.remedy.nb.isEmpty })
        #expect(findings.last?.message.en.contains("another address") == true)
    }

    @Test func `what keeps orders from being read is blocking`() async throws {
        #expect(try await codes(shop, secret: "wrong") == ["credentials-rejected"])
        #expect(try await codes(OtherServer()) == ["permalinks"])
        let bare = SourceAccess(
            remote: RemoteClient(
                service: "woocommerce",
                baseURL: "https://nettbutikk.example",
                transport: FakeTransport(to: shop),
                limit: RateLimit(budget: .init(calls: 9, window: .seconds(1), concurrent: 1)),
                circuit: CircuitBreaker(now: { Self.moment })
            )
        )
        let findings = try await connector.examine(webhookAddress: address, from: bare)
        #expect(findings.map(\.code) == ["authorization-lost"] && findings[0].isBlocking)
    }

    @Test func `old versions, odd ports and unreadable options are told`() async throws {
        let old = Self.shop { $0.sortsByChange = false }
        old.register(topic: "order.updated", deliveryURL: "https://b.example:9443/w")
        old.register(topic: "order.deleted", deliveryURL: "https://b.example:9443/w")
        #expect(
            try await codes(old, address: "https://b.example:9443/w")
                == ["history-limited", "webhook-port"]
        )
        let options = try JSONValue(
            parsing: Data(#"{"hiddenTenders": [{"gap": ""}], "captures": [{}]}"#.utf8)
        )
        let findings = try await WooCommerce(options: options).examine(
            webhookAddress: address,
            from: access(shop)
        )
        #expect(findings.first?.code == "options-unreadable")
        #expect(findings.first?.message.en.contains("hiddenTenders[0], captures[0]") == true)
    }
}

/// A network whose answers hold ten orders, not a hundred.
private struct NarrowTransport: RemoteTransport {
    let shop: FakeTransport

    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        guard !call.url.contains("per_page=100&") else { throw .bodyTooLarge }
        return try await shop.send(call, timeout: timeout, bodyLimitBytes: bodyLimitBytes)
    }
}
