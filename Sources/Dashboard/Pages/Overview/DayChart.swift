import Bookkeeping
import Foundation

/// What became of the events of each of thirty days, as a drawing with a text beside it.
struct DayChart: Sendable {
    /// The events received on one day, by what became of them.
    struct Day: Hashable, Sendable {
        let date: Date
        var done = 0
        var skipped = 0
        var failed = 0

        var total: Int { done + skipped + failed }
    }

    struct Bar: Sendable {
        let kind: String
        let x: Int
        let y: Int
        let width: Int
        let height: Int
        let title: String
    }

    struct Gridline: Sendable {
        let y: Int
        let labelX: Int
        let labelY: Int
        let label: String
    }

    struct DayLabel: Sendable {
        let x: Int
        let y: Int
        let label: String
    }

    struct Line: Sendable {
        let day: String
        let done: String
        let skipped: String
        let failed: String
    }

    let id: String
    let isEmpty: Bool
    let width = 660
    let height = 200
    let left = 40
    let right = 655
    let description: String
    let gridlines: [Gridline]
    let bars: [Bar]
    let days: [DayLabel]
    let table: [Line]

    private static let top = 12
    private static let bottom = 172

    /// `id` tells the drawings of one page apart.
    init(id: String, days: [Day], wording: Wording) {
        self.id = id
        isEmpty = days.allSatisfy { $0.total == 0 }
        let highest = Self.roundedUp(days.map(\.total).max() ?? 0)
        gridlines = [0, 1, 2].map { step in
            let y = Self.bottom - (Self.bottom - Self.top) * step / 2
            return Gridline(
                y: y,
                labelX: 34,
                labelY: y + 4,
                label: wording.count(highest * step / 2)
            )
        }
        let slot = (655 - 40) / max(days.count, 1)
        bars = days.enumerated().flatMap { index, day in
            Self.bars(
                of: day,
                x: 40 + index * slot + 2,
                width: max(2, slot - 4),
                highest: highest,
                wording: wording
            )
        }
        self.days = days.enumerated().compactMap { index, day in
            (days.count - 1 - index).isMultiple(of: 7)
                ? DayLabel(
                    x: 40 + index * slot + slot / 2,
                    y: 192,
                    label: wording.shortDay(day.date)
                )
                : nil
        }
        table = days.reversed().map {
            Line(
                day: wording.day($0.date),
                done: wording.count($0.done),
                skipped: wording.count($0.skipped),
                failed: wording.count($0.failed)
            )
        }
        description = Self.description(of: days, wording: wording)
    }

    private static func bars(
        of day: Day,
        x: Int,
        width: Int,
        highest: Int,
        wording: Wording
    ) -> [Bar] {
        let text = PhraseBook(language: wording.language)
        let parts = [
            ("done", day.done, text.stateDone), ("skipped", day.skipped, text.stateSkipped),
            ("failed", day.failed, text.stateFailed),
        ]
        var level = 0
        return parts.compactMap { kind, count, label in
            guard count > 0 else { return nil }
            let from = height(level, highest)
            level += count
            // A single event among thousands still shows.
            let size = max(2, height(level, highest) - from)
            return Bar(
                kind: kind,
                x: x,
                y: bottom - from - size,
                width: width,
                height: size,
                title: "\(wording.shortDay(day.date)) · \(label): \(wording.count(count))"
            )
        }
    }

    private static func height(_ count: Int, _ highest: Int) -> Int {
        (bottom - top) * count / max(highest, 1)
    }

    /// The next of 2, 4, 10, 20, 40, 100 …, so that half of it is whole too.
    private static func roundedUp(_ count: Int) -> Int {
        var scale = 1
        while true {
            for step in [2, 4, 10] where step * scale >= count { return step * scale }
            scale *= 10
        }
    }

    static func description(of days: [Day], wording: Wording) -> String {
        let text = PhraseBook(language: wording.language)
        let done = days.reduce(0) { $0 + $1.done }
        let skipped = days.reduce(0) { $0 + $1.skipped }
        let failed = days.reduce(0) { $0 + $1.failed }
        return [(text.stateDone, done), (text.stateSkipped, skipped), (text.stateFailed, failed)]
            .map { "\($0.0): \(wording.count($0.1))" }
            .joined(separator: ", ")
    }
}
