import Foundation

/// An order as ``FakeShopify`` keeps it: the bodies it answers with, and what lists are filtered by.
struct StoredShopOrder: Sendable {
    struct Head: Sendable, Decodable {
        var id: Int64
        var createdAt: String
        var updatedAt: String
        var closedAt: String?
        var cancelledAt: String?
        var company: ShopifyCompany?
    }

    /// Why an order cannot be put in the shop.
    enum Refusal: Error, Hashable, Sendable {
        case momentUnreadable
    }

    let head: Head
    /// Seconds since 1970.
    let createdAt: Int64
    let updatedAt: Int64
    let order: Data
    let transactions: Data
    let refunds: Data

    init(order: Data, transactions: Data) throws {
        head = try ShopifyDecoding.decode(Head.self, from: order)
        guard let created = ShopCalendar.secondsSince1970(head.createdAt),
            let updated = ShopCalendar.secondsSince1970(head.updatedAt)
        else { throw Refusal.momentUnreadable }
        createdAt = created
        updatedAt = updated
        self.order = order
        self.transactions = transactions
        let members = try JSONSerialization.jsonObject(with: order) as? [String: Any]
        let refunds = members?["refunds"] as? [Any] ?? []
        self.refunds = try JSONSerialization.data(withJSONObject: ["refunds": refunds])
    }
}
