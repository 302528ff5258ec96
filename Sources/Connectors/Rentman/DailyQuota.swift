package import Foundation

/// The calls of a day that Rentman grants, shared so that sweeps slow down before webhooks have none left.
///
/// Pure: note every call, ask before a sweep's page. Sweeps may use what the day has let through so far, less a
/// reserve that only webhooks use; webhooks may use everything.
package struct DailyQuota: Hashable, Sendable {
    package enum Purpose: Hashable, Sendable {
        /// Work that a webhook or a person asked for.
        case event
        /// Work that can wait: sweeps, backfills, comparisons.
        case sweep
    }

    /// Source: Rentman's API description; every account has its own.
    package static let rentman = DailyQuota(limit: 50_000, reserve: 20_000)

    private static let daySeconds: Int64 = 86_400
    /// What sweeps may use in the first minutes of a day.
    private static let head = 500

    package let limit: Int
    package let reserve: Int
    /// Days since 1970 in UTC; Rentman does not say when its day begins.
    private var day: Int64 = .min
    package private(set) var used = 0
    private var isExhausted = false

    package init(limit: Int, reserve: Int) {
        self.limit = limit
        self.reserve = min(reserve, limit)
    }

    /// Counts a call that was sent.
    package mutating func note(at moment: Date) {
        roll(to: moment)
        used += 1
    }

    /// Rentman itself says that the day's calls are used up.
    package mutating func exhaust(at moment: Date) {
        roll(to: moment)
        isExhausted = true
    }

    /// nil when a call may be made now, else when to ask again.
    package func wait(for purpose: Purpose, at moment: Date) -> Date? {
        let seconds = Self.seconds(moment)
        let today = Self.day(seconds)
        let used = today == day ? self.used : 0
        let nextDay = Date(timeIntervalSince1970: TimeInterval((today + 1) * Self.daySeconds))
        guard today != day || !isExhausted else { return nextDay }
        switch purpose {
        case .event: return used < limit ? nil : nextDay
        case .sweep:
            let share = limit - reserve
            let elapsed = seconds - today * Self.daySeconds
            let granted = min(share, Self.head + Int(Int64(share) * elapsed / Self.daySeconds))
            guard used >= granted else { return nil }
            guard used < share else { return nextDay }
            let due =
                (Int64(used - Self.head + 1) * Self.daySeconds + Int64(share) - 1) / Int64(share)
            return Date(timeIntervalSince1970: TimeInterval(today * Self.daySeconds + due))
        }
    }

    private mutating func roll(to moment: Date) {
        let today = Self.day(Self.seconds(moment))
        guard today != day else { return }
        day = today
        used = 0
        isExhausted = false
    }

    private static func seconds(_ moment: Date) -> Int64 {
        Int64(moment.timeIntervalSince1970.rounded(.down))
    }

    private static func day(_ seconds: Int64) -> Int64 {
        seconds >= 0 ? seconds / daySeconds : (seconds - daySeconds + 1) / daySeconds
    }
}
