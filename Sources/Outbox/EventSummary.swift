package import Foundation
import GRDB

/// An event as a list shows it.
package struct EventSummary: Hashable, Sendable {
    package let id: EventID
    package let company: String
    package let connection: String
    package let topic: String
    package let subject: String
    package let deliveryID: String
    package let state: EventState
    /// A code when skipped or failed, or while waiting to be tried again.
    package let cause: String?
    package let message: String?
    package let remedy: String?
    package let receivedAt: Date
    package let dueAt: Date
    package let finishedAt: Date?
    /// Attempts so far.
    package let attempts: Int

    init(row: Row) throws {
        guard let state = EventState(rawValue: row["state"]) else {
            throw OutboxError.unusable(reason: "an event has an unknown state")
        }
        id = EventID(milliseconds: row["receivedAt"], sequence: row["seq"])
        company = row["company"]
        connection = row["connection"]
        topic = row["topic"]
        subject = row["subject"]
        deliveryID = row["deliveryID"]
        self.state = state
        cause = row["cause"]
        message = row["message"]
        remedy = row["remedy"]
        receivedAt = Date(milliseconds: row["receivedAt"])
        dueAt = Date(milliseconds: row["dueAt"])
        finishedAt = (row["finishedAt"] as Int64?).map(Date.init(milliseconds:))
        attempts = row["attempts"]
    }
}

/// An event with all that is known of it.
package struct EventDetails: Sendable {
    package let summary: EventSummary
    package let attempts: [Attempt]
    package let effects: [Effect]
    package let explanation: [String]
    /// nil once the time to keep it is over.
    package let payload: Data?

    /// One try at an event.
    package struct Attempt: Hashable, Sendable {
        package let number: Int
        package let startedAt: Date
        /// nil while it runs.
        package let endedAt: Date?
        /// `done`, `skipped`, `retry`, `failed` or `interrupted`; nil while it runs.
        package let verdict: String?
        package let message: String?
        package let calls: [RecordedCall]
    }

    /// Something done to the outside world by this event.
    package struct Effect: Hashable, Sendable {
        package let key: String
        /// `started`, `done` or `unknown`.
        package let state: String
        package let startedAt: Date
        package let endedAt: Date?
        package let result: EffectRecord?
    }
}

/// One page of a list, newest first.
package struct EventPage: Sendable {
    package let items: [EventSummary]
    /// The cursor of the next page; nil at the end.
    package let next: EventID?
}

/// A delivered body that is still kept.
package struct StoredDelivery: Hashable, Sendable {
    package let topic: String
    package let body: Data
    package let receivedAt: Date
}
