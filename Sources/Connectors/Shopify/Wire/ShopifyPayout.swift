import Bookkeeping
import Foundation
import Remote

/// A payout of Shopify Payments.
///
/// Source: shopify.dev, Admin REST, Payouts.
struct ShopifyPayout: Sendable, Decodable {
    var id: Int64
    var date: String
    var status: String
    var currency: String
    var amount: ShopifyDecimal
}

/// What moved the balance of Shopify Payments: a charge, a refund, a fee, the payout itself.
struct ShopifyBalanceTransaction: Sendable, Decodable {
    var id: Int64
    var type: String
    var test: Bool?
    var currency: String
    var amount: ShopifyDecimal
    var fee: ShopifyDecimal?
    var net: ShopifyDecimal?
    var sourceOrderId: Int64?
}

/// A page of a list.
struct ShopifyPage<Item: Sendable>: Sendable {
    var items: [Item]
    var next: String?
}

/// `{"payouts": […]}`.
private struct ShopifyPayoutsReply: Decodable {
    var payouts: [ShopifyPayout]
}

/// `{"transactions": […]}`.
private struct ShopifyBalanceReply: Decodable {
    var transactions: [ShopifyBalanceTransaction]
}

extension RemoteRequest where Reply == ShopifyPage<ShopifyPayout> {
    static func shopifyPayouts(_ query: [(name: String, value: String)]) -> Self {
        Self(
            path: "/admin/api/\(Shopify.apiVersion)/shopify_payments/payouts.json",
            query: query
        ) {
            ShopifyPage(
                items: try ShopifyDecoding.decode(ShopifyPayoutsReply.self, from: $0.body).payouts,
                next: ShopifyHeaders.nextCursor(in: $0.headers)
            )
        }
    }
}

extension RemoteRequest where Reply == ShopifyPage<ShopifyBalanceTransaction> {
    static func shopifyBalanceTransactions(_ query: [(name: String, value: String)]) -> Self {
        Self(
            path: "/admin/api/\(Shopify.apiVersion)/shopify_payments/balance/transactions.json",
            query: query
        ) {
            ShopifyPage(
                items: try ShopifyDecoding.decode(ShopifyBalanceReply.self, from: $0.body)
                    .transactions,
                next: ShopifyHeaders.nextCursor(in: $0.headers)
            )
        }
    }
}
