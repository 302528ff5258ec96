import Foundation

/// An order as ``FakeShopify`` keeps it: the bodies it answers with, and what lists are filtered by.
struct StoredShopOrder: Sendable {
    struct Head: Sendable, Decodable {
        var id: Int64
        var updatedAt: String
        var closedAt: String?
        var cancelledAt: String?
    }

    /// Why an order cannot be put in the shop.
    enum Refusal: Error, Hashable, Sendable {
        case updatedAtUnreadable
    }

    let head: Head
    /// Seconds since 1970.
    let updatedAt: Int64
    let order: Data
    let transactions: Data
    let refunds: Data

    init(order: Data, transactions: Data) throws {
        head = try ShopifyDecoding.decode(Head.self, from: order)
        guard let seconds = ShopCalendar.secondsSince1970(head.updatedAt) else {
            throw Refusal.updatedAtUnreadable
        }
        updatedAt = seconds
        self.order = order
        self.transactions = transactions
        let members = try JSONSerialization.jsonObject(with: order) as? [String: Any]
        let refunds = members?["refunds"] as? [Any] ?? []
        self.refunds = try JSONSerialization.data(withJSONObject: ["refunds": refunds])
    }
}

/// Which orders a list shows, and where its next page begins.
struct ShopOrderFilter: Sendable {
    var status = "open"
    var updatedAtMin = Int64.min
    var afterUpdatedAt = Int64.min
    var afterID = Int64.min

    init() {}

    /// Reads a cursor; nil for one that was not made here.
    init?(cursor: String) {
        guard
            let data = Data(
                base64Encoded: cursor.replacing("-", with: "=").replacing("_", with: "/").replacing(
                    ".",
                    with: "+"
                )
            )
        else { return nil }
        let parts = String(decoding: data, as: UTF8.self).split(separator: "|")
        guard parts.count == 4, let minimum = Int64(parts[1]), let updatedAt = Int64(parts[2]),
            let id = Int64(parts[3])
        else { return nil }
        (status, updatedAtMin, afterUpdatedAt, afterID) = (String(parts[0]), minimum, updatedAt, id)
    }

    /// Opaque to callers, safe in a query.
    var cursor: String {
        Data("\(status)|\(updatedAtMin)|\(afterUpdatedAt)|\(afterID)".utf8)
            .base64EncodedString()
            .replacing("=", with: "-").replacing("/", with: "_").replacing("+", with: ".")
    }

    func accepts(_ head: StoredShopOrder.Head) -> Bool {
        let isInStatus =
            switch status {
            case "any": true
            case "cancelled": head.cancelledAt != nil
            case "closed": head.closedAt != nil
            default: head.cancelledAt == nil && head.closedAt == nil
            }
        guard isInStatus, let seconds = ShopCalendar.secondsSince1970(head.updatedAt) else {
            return false
        }
        return seconds >= updatedAtMin
    }
}
