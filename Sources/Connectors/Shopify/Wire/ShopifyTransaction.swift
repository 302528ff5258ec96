import Foundation

/// `{"transactions": […]}`, the answer for the transactions of one order.
struct ShopifyTransactionsReply: Sendable, Decodable {
    var transactions: [ShopifyTransaction]
}

/// A movement, or reservation, of money.
///
/// Source: shopify.dev, Admin REST, Transaction.
struct ShopifyTransaction: Sendable, Decodable {
    /// What the payment came to in the shop's own currency when it was captured.
    struct ExchangeAdjustment: Sendable, Decodable {
        var finalAmount: ShopifyDecimal?
        var currency: String?
    }

    var id: Int64
    var parentId: Int64?
    var kind: String
    var status: String
    var gateway: String?
    var amount: ShopifyDecimal?
    var amountRounding: ShopifyDecimal?
    var currency: String?
    var createdAt: String
    var processedAt: String?
    var receipt: ShopifyReceipt?
    var currencyExchangeAdjustment: ExchangeAdjustment?

    /// Whether money came in: a reservation (`authorization`) or an announced transfer (`pending`) is none.
    var isCaptured: Bool { status == "success" && (kind == "sale" || kind == "capture") }

    var isPaidBack: Bool { status == "success" && kind == "refund" }

    /// Money that a provider has been told to give back, and has not yet.
    var isOnItsWayBack: Bool { status == "pending" && kind == "refund" }
}

/// What a payment provider answered; an object, or the same as JSON in a text, of any shape.
struct ShopifyReceipt: Sendable, Decodable {
    var giftCardID: String?

    private struct Members: Decodable {
        var giftCardId: ShopifyID?
    }

    init(from decoder: any Decoder) throws {
        // A provider's receipt must never keep an order from being read.
        let container = try decoder.singleValueContainer()
        if let members = try? container.decode(Members.self) {
            giftCardID = members.giftCardId?.text
        } else if let text = try? container.decode(String.self) {
            let members = try? ShopifyDecoding.decode(Members.self, from: Data(text.utf8))
            giftCardID = members?.giftCardId?.text
        }
    }
}
