import Foundation

/// The numbers of a source's orders, which follow each other: a gap is an order that nobody told of.
///
/// Pure. Numbers are learnt from what changed; one that comes later than its followers fills its gap again.
struct OrderSeries: Codable, Hashable, Sendable {
    /// A number that was passed over, and when that was seen.
    struct Gap: Codable, Hashable, Sendable {
        var number: Int64
        /// Whole seconds since 1970.
        var since: Int64
    }

    /// A jump by more than this begins a new series: somebody changed the numbering.
    static let jumpLimit: Int64 = 1_000
    /// Numbers remembered of which the source has no order.
    static let absentLimit = 200

    private(set) var prefix: String
    private(set) var suffix: String
    private(set) var highest: Int64
    private(set) var gaps: [Gap] = []
    /// Numbers that the source has no order of: deleted, or never given out.
    private(set) var absent: [Int64] = []

    /// A series that begins with the highest of these numbers; nil when none is one.
    init?(_ numbers: [String]) {
        let highest = numbers.compactMap(Self.parts).max { $0.number < $1.number }
        guard let highest else { return nil }
        (prefix, self.highest, suffix) = highest
    }

    /// Takes in numbers that were seen at a moment.
    mutating func note(_ numbers: [String], at moment: Date) {
        let seen = Set(
            numbers.compactMap(Self.parts).filter { $0.prefix == prefix && $0.suffix == suffix }
                .map(\.number)
        )
        gaps.removeAll { seen.contains($0.number) }
        absent.removeAll { seen.contains($0) }
        guard let newest = seen.max(), newest > highest else { return }
        if newest - highest <= Self.jumpLimit {
            let since = Int64(moment.timeIntervalSince1970)
            gaps += ((highest + 1)..<newest).filter { !seen.contains($0) }
                .map { Gap(number: $0, since: since) }
        }
        highest = newest
    }

    /// The gaps that have been there since before a moment: no webhook is on its way any more.
    func open(since moment: Date) -> [Gap] {
        gaps.filter { $0.since <= Int64(moment.timeIntervalSince1970) }
    }

    /// The source was asked for these gaps and has no such orders.
    mutating func close(_ numbers: some Collection<Int64>) {
        gaps.removeAll { numbers.contains($0.number) }
        absent = Array((absent + numbers.sorted()).suffix(Self.absentLimit))
    }

    /// The number as people know it.
    func text(_ number: Int64) -> String { "\(prefix)\(number)\(suffix)" }

    /// `NL1001-A` → `NL`, 1001, `-A`.
    private static func parts(
        _ text: String
    ) -> (prefix: String, number: Int64, suffix: String)? {
        let prefix = text.prefix { !("0"..."9").contains($0) }
        let digits = text.dropFirst(prefix.count).prefix { ("0"..."9").contains($0) }
        guard digits.count <= 15, let number = Int64(digits) else { return nil }
        return (
            String(prefix), number, String(text.dropFirst(prefix.count + digits.count))
        )
    }
}
