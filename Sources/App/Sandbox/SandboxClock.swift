import Foundation
import Synchronization

/// The sandbox's time: it runs as ours does, and skips ahead when told to; never back.
final class SandboxClock: Sendable {
    private let offset: Mutex<TimeInterval>

    /// Begins so long before the present.
    init(behind duration: Duration) {
        offset = Mutex(-duration.seconds)
    }

    var now: Date { Date().addingTimeInterval(offset.withLock { $0 }) }

    /// Skips to the moment, unless it is past already.
    func skip(to moment: Date) {
        let wanted = moment.timeIntervalSince(Date())
        offset.withLock { $0 = max($0, wanted) }
    }

    func skip(_ duration: Duration) {
        offset.withLock { $0 += duration.seconds }
    }
}
