import Foundation

/// Which orders a list shows, in which order, and where its next page begins.
struct ShopOrderFilter: Sendable {
    enum Sort: String, Sendable {
        case createdAscending
        case updatedAscending
        case createdDescending
    }

    static let bounds:
        [(name: String, bound: any WritableKeyPath<ShopOrderFilter, Int64> & Sendable)] =
            [
                ("created_at_min", \.createdAtMin), ("created_at_max", \.createdAtMax),
                ("updated_at_min", \.updatedAtMin), ("updated_at_max", \.updatedAtMax),
            ]

    var status = "open"
    var sort = Sort.createdDescending
    var createdAtMin = Int64.min
    var createdAtMax = Int64.max
    var updatedAtMin = Int64.min
    var updatedAtMax = Int64.max
    var ids: Set<Int64>?
    private var seenKey = Int64.min
    private var seenID = Int64.min

    init() {}

    /// Reads a cursor; nil for one that was not made here.
    init?(cursor: String) {
        let text = cursor.replacing("-", with: "=").replacing("_", with: "/")
            .replacing(".", with: "+")
        guard let data = Data(base64Encoded: text) else { return nil }
        let parts = String(decoding: data, as: UTF8.self)
            .split(separator: "|", omittingEmptySubsequences: false)
        guard parts.count == 9, let sort = Sort(rawValue: String(parts[1])) else { return nil }
        let numbers = parts[2..<8].compactMap { Int64($0) }
        guard numbers.count == 6 else { return nil }
        status = String(parts[0])
        self.sort = sort
        (createdAtMin, createdAtMax) = (numbers[0], numbers[1])
        (updatedAtMin, updatedAtMax) = (numbers[2], numbers[3])
        (seenKey, seenID) = (numbers[4], numbers[5])
        if !parts[8].isEmpty { ids = Set(parts[8].split(separator: ",").compactMap { Int64($0) }) }
    }

    /// Opaque to callers, safe in a query.
    var cursor: String {
        let numbers = [createdAtMin, createdAtMax, updatedAtMin, updatedAtMax, seenKey, seenID]
        let list = (ids ?? []).sorted().map { String($0) }.joined(separator: ",")
        let text = ([status, sort.rawValue] + numbers.map { String($0) } + [list])
            .joined(separator: "|")
        return Data(text.utf8).base64EncodedString()
            .replacing("=", with: "-").replacing("/", with: "_").replacing("+", with: ".")
    }

    func continued(after order: StoredShopOrder) -> ShopOrderFilter {
        var next = self
        (next.seenKey, next.seenID) = key(order)
        return next
    }

    func key(_ order: StoredShopOrder) -> (Int64, Int64) {
        switch sort {
        case .createdAscending: (order.createdAt, order.head.id)
        case .updatedAscending: (order.updatedAt, order.head.id)
        case .createdDescending: (-order.createdAt, -order.head.id)
        }
    }

    func isSeen(_ order: StoredShopOrder) -> Bool { key(order) <= (seenKey, seenID) }

    func accepts(_ order: StoredShopOrder) -> Bool {
        let isInStatus =
            switch status {
            case "any": true
            case "cancelled": order.head.cancelledAt != nil
            case "closed": order.head.closedAt != nil
            default: order.head.cancelledAt == nil && order.head.closedAt == nil
            }
        return isInStatus && (createdAtMin...createdAtMax).contains(order.createdAt)
            && (updatedAtMin...updatedAtMax).contains(order.updatedAt)
            && (ids?.contains(order.head.id) ?? true)
    }
}
