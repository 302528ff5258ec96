import Bookkeeping
import Foundation
import Remote
import Testing

@testable import Connectors

struct ShopifyPayoutTests {
    private static let moment = Date(timeIntervalSince1970: 1_767_600_000)
    private let shop = FakeShopify(
        accessToken: "token",
        leaksPerSecond: 1_000,
        now: ShopifyClients.clock(from: Self.moment)
    )

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    private func payouts(_ from: String, _ to: String) async throws -> [SettledPayout] {
        try await Shopify().payouts(
            from: day(from),
            to: day(to),
            from: SourceAccess(remote: ShopifyClients.client(of: shop))
        )
    }

    @Test func `payouts of the days asked for come with all their transactions`() async throws {
        let many = (0..<600).map { index in
            FakeShopPayout.Transaction(
                type: index.isMultiple(of: 50) ? "refund" : "charge",
                orderID: 6_200_000_000_000 + Int64(index),
                amountMinor: index.isMultiple(of: 50) ? -5_000 : 10_000,
                feeMinor: index.isMultiple(of: 50) ? 0 : 205
            )
        }
        shop.putPayout(.init(id: 31, date: try day("2026-01-12"), transactions: many))
        shop.putPayout(
            .init(
                id: 30,
                date: try day("2026-01-10"),
                transactions: [
                    .init(type: "charge", orderID: 1, amountMinor: 5_000, feeMinor: 100),
                    .init(type: "adjustment", orderID: nil, amountMinor: -800, feeMinor: 0),
                ]
            )
        )
        shop.putPayout(
            .init(id: 32, date: try day("2026-01-12"), status: "in_transit", transactions: [])
        )
        let found = try await payouts("2026-01-10", "2026-01-12")

        #expect(found.map(\.id) == ["shopify_payments/30", "shopify_payments/31"])
        #expect(found[0].payout.bankAmount.minor == 4_100 && found[0].payout.fee.minor == 100)
        #expect(found[0].unmatched { $0.hasPrefix("order/") }.map(\.type) == ["adjustment"])
        #expect(found[1].payout.items.count == 600)
        #expect(found[1].payout.fee.minor == 588 * 205)
        #expect(found[1].payout.items[1].reference == "order/6200000000001")
        #expect(try await payouts("2026-01-11", "2026-01-11") == [])
    }

    @Test func `an app that may not see payouts is told what it lacks`() async throws {
        let locked = FakeShopify(
            accessToken: "token",
            scopes: ["read_orders"],
            now: { Self.moment }
        )
        let access = SourceAccess(remote: try ShopifyClients.client(of: locked))
        let day = try day("2026-01-10")

        await #expect(throws: SourceFinding.shopifyPayoutsHidden) {
            try await Shopify().payouts(from: day, to: day, from: access)
        }
    }

    @Test func `a payout whose figures contradict each other is refused`() throws {
        func reader(amount: String, net: String) throws -> ShopifyPayoutReader {
            let payout = Data(
                #"{"id": 1, "date": "2026-01-10", "status": "paid", "currency": "NOK", "amount": "\#(amount)"}"#
                    .utf8
            )
            let transaction = Data(
                #"{"id": 2, "type": "charge", "currency": "NOK", "amount": "10.00", "fee": "0.50", "net": "\#(net)"}"#
                    .utf8
            )
            return ShopifyPayoutReader(
                payout: try ShopifyDecoding.decode(ShopifyPayout.self, from: payout),
                transactions: [
                    try ShopifyDecoding.decode(ShopifyBalanceTransaction.self, from: transaction)
                ]
            )
        }
        #expect(try reader(amount: "9.50", net: "9.50").settled().payout.fee.minor == 50)
        #expect(
            throws: PayoutImportError.doesNotTie(
                line: 0,
                what: .payout,
                computed: "9.50",
                stated: "9.60"
            )
        ) { try reader(amount: "9.60", net: "9.50").settled() }
        #expect(
            throws: PayoutImportError.doesNotTie(
                line: 1,
                what: .lineNet,
                computed: "9.50",
                stated: "9.40"
            )
        ) { try reader(amount: "9.50", net: "9.40").settled() }
    }
}
