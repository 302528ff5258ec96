package import Bookkeeping
import Foundation
import Remote

extension Shopify {
    private static let payoutPageSize = 250
    /// Pages of a list that are read at most: 25,000 payouts or transactions.
    private static let payoutPageLimit = 100

    /// The payouts of Shopify Payments that were paid in these days, both included, oldest first.
    ///
    /// Throws a ``SourceFinding`` when the app may not see payouts, and a ``PayoutImportError`` when the figures of
    /// one contradict each other. A shop without Shopify Payments has none.
    package func payouts(
        from first: LocalDate,
        to last: LocalDate,
        from access: SourceAccess
    ) async throws -> [SettledPayout] {
        let client = try access.client
        do {
            var settled: [SettledPayout] = []
            for payout in try await Self.paidPayouts(from: first, to: last, client) {
                let transactions = try await Self.transactions(of: payout.id, client)
                settled.append(
                    try ShopifyPayoutReader(payout: payout, transactions: transactions).settled()
                )
            }
            return settled.sorted { ($0.payout.date, $0.id) < ($1.payout.date, $1.id) }
        } catch let error as RemoteError where error.status == 403 {
            throw SourceFinding.shopifyPayoutsHidden
        } catch let error as RemoteError where error.status == 404 {
            return []
        }
    }

    private static func paidPayouts(
        from first: LocalDate,
        to last: LocalDate,
        _ client: RemoteClient
    ) async throws -> [ShopifyPayout] {
        let query = [
            (name: "limit", value: String(payoutPageSize)), (name: "status", value: "paid"),
            (name: "date_min", value: first.description),
            (name: "date_max", value: last.description),
        ]
        var page = try await client.send(.shopifyPayouts(query))
        var payouts = page.items
        for _ in 1..<payoutPageLimit {
            guard let cursor = page.next else { break }
            page = try await client.send(.shopifyPayouts(continuation(cursor)))
            payouts += page.items
        }
        return payouts
    }

    private static func transactions(
        of payout: Int64,
        _ client: RemoteClient
    ) async throws -> [ShopifyBalanceTransaction] {
        let query = [
            (name: "limit", value: String(payoutPageSize)),
            (name: "payout_id", value: String(payout)),
        ]
        var page = try await client.send(.shopifyBalanceTransactions(query))
        var transactions = page.items
        for _ in 1..<payoutPageLimit {
            guard let cursor = page.next else { break }
            page = try await client.send(.shopifyBalanceTransactions(continuation(cursor)))
            transactions += page.items
        }
        return transactions
    }

    private static func continuation(_ cursor: String) -> [(name: String, value: String)] {
        [(name: "limit", value: String(payoutPageSize)), (name: "page_info", value: cursor)]
    }
}
