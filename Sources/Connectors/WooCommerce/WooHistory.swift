import Bookkeeping
import Foundation

/// Where a walk through a shop's orders stands.
///
/// Orders are walked by their moment, oldest first, and each page begins where the last one ended: pages by number
/// would slip while orders change under them. Shops too old to sort by change are walked by offset instead, with an
/// overlap.
struct WooHistory: Hashable, Sendable {
    static let pageSize = 100
    /// When a hundred orders are more than an answer may hold.
    static let smallPageSize = 10
    /// Orders that are read twice where pages may slip.
    static let overlap = 10
    /// Orders told of twice at a page's border are remembered up to this number.
    private static let seenLimit = 200

    /// Asked for from a second before this.
    var from: WooMoment
    /// From 1; more than 1 only while a page holds nothing but one second.
    var page = 1
    var size = pageSize
    /// Set in shops that cannot sort by change.
    var offset: Int?
    /// Orders of the border that were told already, as `id@seconds`.
    var seen: Set<String> = []

    init(from: WooMoment) {
        self.from = from
    }

    /// Reads a cursor; nil for text that is none.
    init?(cursor: String) {
        let parts = cursor.split(separator: ";", omittingEmptySubsequences: false)
        guard parts.count == 5, let seconds = Int64(parts[0]), let page = Int(parts[1]),
            page >= 1, let size = Int(parts[2]), (1...Self.pageSize).contains(size),
            parts[3].isEmpty || Int(parts[3]).map({ $0 >= 0 }) == true
        else { return nil }
        from = WooMoment(secondsSince1970: seconds)
        self.page = page
        self.size = size
        offset = Int(parts[3])
        seen = Set(parts[4].split(separator: ",").prefix(Self.seenLimit).map(String.init))
    }

    var cursor: String {
        [
            String(from.secondsSince1970), String(page), String(size),
            offset.map { String($0) } ?? "", seen.sorted().joined(separator: ","),
        ].joined(separator: ";")
    }

    static func key(_ id: Int64, _ moment: WooMoment) -> String {
        "\(id)@\(moment.secondsSince1970)"
    }

    /// The place after a page of these orders; nil after the last page.
    func after(_ page: [(id: Int64, moment: WooMoment)], isFull: Bool) -> WooHistory? {
        guard isFull, let last = page.last?.moment else { return nil }
        var next = self
        if let offset {
            next.offset = offset + max(1, size - Self.overlap)
            next.seen = Set(page.suffix(Self.overlap).map { Self.key($0.id, $0.moment) })
            return next
        }
        let border = WooMoment(secondsSince1970: last.secondsSince1970 - 1)
        guard border > from else {
            next.page += 1
            return next
        }
        next.from = border
        next.page = 1
        let told = page.filter { $0.moment >= border }.suffix(Self.seenLimit)
        next.seen = Set(told.map { Self.key($0.id, $0.moment) })
        return next
    }
}
