import Bookkeeping

/// Thirty days of one company in the height of a line: a bar for each day, with its failed part in front.
struct SparkChart: Sendable {
    static let slot = 5
    static let barWidth = 4

    let isEmpty: Bool
    let width: Int
    let height = 32
    /// Path data of the bars of all events, and of those that stopped, which are drawn over them.
    let all: String
    let failed: String
    /// The same in words.
    let description: String

    init(days: [DayChart.Day], wording: Wording) {
        let highest = days.map(\.total).max() ?? 0
        isEmpty = highest == 0
        width = days.count * Self.slot
        let height = self.height
        func bars(_ count: (DayChart.Day) -> Int) -> String {
            days.enumerated().compactMap { index, day in
                let count = count(day)
                guard count > 0 else { return nil }
                // A single event among thousands still shows.
                let size = max(2, height * count / highest)
                return "M\(index * Self.slot) \(height)v-\(size)h\(Self.barWidth)v\(size)z"
            }.joined()
        }
        all = bars(\.total)
        failed = bars(\.failed)
        description = DayChart.description(of: days, wording: wording)
    }
}
