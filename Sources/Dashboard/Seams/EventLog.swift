package import Foundation

/// Where the dashboard reads events from and has them run again.
package protocol EventLog: Sendable {
    /// Newest first, without attempts, effects and explanation. `after` is the `next` of the list before.
    func events(_ query: EventLogQuery, limit: Int, after: String?) async throws -> EventLogPage
    /// With attempts, calls, effects and explanation; nil when the company has no such event.
    func event(_ id: String, of company: String) async throws -> EventDocument?
    /// The body as it arrived; nil once it was deleted after its time.
    func payload(of id: String, of company: String) async throws -> Data?
    /// The causes of the company's failed events with their number, the most frequent first.
    func failedCauses(of company: String) async throws -> [EventLogCause]
    /// `days` are the first moments of consecutive days, with the end of the last one at the end.
    func figures(of company: String, days: [Date]) async throws -> EventLogFigures

    /// A text that is another one after every change of the company's events; cheap to ask for.
    func mark(of company: String) async throws -> String

    func count(_ query: EventLogQuery) async throws -> Int
    func replay(_ id: String, of company: String) async throws -> ReplayDocument
    /// Runs all that match again; returns as soon as that is noted.
    func replay(_ query: EventLogQuery) async throws -> ReplayDocument
    func replayProgress(_ id: String, of company: String) async throws -> ReplayDocument?
}

/// Which events of a company are meant: every given part must match.
package struct EventLogQuery: Hashable, Sendable {
    package var company: String
    package var state: String?
    package var connection: String?
    package var topic: String?
    package var subject: String?
    package var cause: String?
    /// Received at or after.
    package var since: Date?
    /// Received before.
    package var until: Date?
    /// Found in subject, message or delivery id.
    package var text: String?

    package init(company: String) {
        self.company = company
    }
}

package struct EventLogPage: Sendable {
    package var events: [EventDocument]
    /// The cursor of the next page; nil on the last.
    package var next: String?

    package init(events: [EventDocument], next: String? = nil) {
        self.events = events
        self.next = next
    }
}

package struct EventLogCause: Hashable, Sendable {
    package var code: String
    package var count: Int

    package init(code: String, count: Int) {
        self.code = code
        self.count = count
    }
}

package struct EventLogFigures: Sendable {
    /// What became of the events received on one day.
    package struct Day: Hashable, Sendable {
        package var done: Int
        package var skipped: Int
        package var failed: Int

        package init(done: Int = 0, skipped: Int = 0, failed: Int = 0) {
            self.done = done
            self.skipped = skipped
            self.failed = failed
        }
    }

    package var failed: Int
    /// Due now, or running.
    package var waiting: Int
    /// When the longest waiting event arrived.
    package var oldestWaiting: Date?
    /// One for each day asked for.
    package var days: [Day]
    /// Documents made in the ledger since the last of the days began.
    package var bookedToday: Int

    package init(
        failed: Int,
        waiting: Int,
        oldestWaiting: Date?,
        days: [Day],
        bookedToday: Int
    ) {
        self.failed = failed
        self.waiting = waiting
        self.oldestWaiting = oldestWaiting
        self.days = days
        self.bookedToday = bookedToday
    }
}

/// Why the log refuses what was asked.
package enum EventLogRefusal: Error, Hashable, Sendable {
    case unknownEvent
    /// The `after` of a list is none that a list gave.
    case unknownCursor
    /// The event is being handled at this moment.
    case running
}
