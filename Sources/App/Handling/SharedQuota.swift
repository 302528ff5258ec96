import Connectors
import Foundation
import Synchronization

/// The calls of a day that a service grants a connection, counted by everybody who calls.
final class SharedQuota: Sendable {
    private let quota: Mutex<DailyQuota>
    private let now: @Sendable () -> Date

    init(_ quota: DailyQuota, now: @escaping @Sendable () -> Date = { Date() }) {
        self.quota = Mutex(quota)
        self.now = now
    }

    func note() {
        let time = now()
        quota.withLock { $0.note(at: time) }
    }

    /// The service itself says that the day's calls are used up.
    func exhaust() {
        let time = now()
        quota.withLock { $0.exhaust(at: time) }
    }

    /// Whole seconds until a call may be made for an event; nil when one may now.
    func secondsToWait() -> Int? {
        wait(for: .event).map { Int($0.timeIntervalSince(now()).rounded(.up)) }
    }

    /// nil when a call may be made for that purpose, else when to ask again.
    func wait(for purpose: DailyQuota.Purpose) -> Date? {
        let time = now()
        return quota.withLock { $0.wait(for: purpose, at: time) }
    }
}
