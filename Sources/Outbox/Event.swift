package import Foundation

/// A hint that a subject may have changed, as a source gave it.
package struct IncomingEvent: Sendable {
    package var company: String
    package var connection: String
    package var topic: String
    /// What the event is about: `order/450789469`.
    ///
    /// Events about one subject are worked one at a time.
    package var subject: String
    /// The same on every delivery of the same event; unique in its connection.
    package var deliveryID: String
    package var payload: Data
    package var receivedAt: Date
    /// When it is to be worked; nil is at once.
    package var dueAt: Date?

    package init(
        company: String,
        connection: String,
        topic: String,
        subject: String,
        deliveryID: String,
        payload: Data,
        receivedAt: Date,
        dueAt: Date? = nil
    ) {
        self.company = company
        self.connection = connection
        self.topic = topic
        self.subject = subject
        self.deliveryID = deliveryID
        self.payload = payload
        self.receivedAt = receivedAt
        self.dueAt = dueAt
    }
}

/// An event is on disk.
package struct Acceptance: Hashable, Sendable {
    package var event: EventID
    /// Whether the same delivery had been stored before; `event` is then that one.
    package var isDuplicate: Bool
}

/// Where an event stands.
package enum EventState: String, Hashable, Sendable, CaseIterable {
    case pending
    case running
    case done
    /// Nothing is to be done as things are; the cause says why.
    case skipped
    /// A person must look; the cause says why.
    case failed
}

/// Why an event is skipped, failed or tried again: a code of a closed list, with texts for people.
package struct Cause: Hashable, Sendable {
    package var code: String
    package var message: String
    package var remedy: String?
    package var explanation: [String]

    package init(code: String, message: String, remedy: String? = nil, explanation: [String] = []) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.explanation = explanation
    }
}

/// What a handler found and did.
package enum Verdict: Hashable, Sendable {
    case done(summary: String, explanation: [String])
    case skipped(Cause)
    /// Tried again by the retry policy, no sooner than `after`.
    case retry(Cause, after: Duration?)
    case failed(Cause)
    /// Not the event's fault and no attempt: a rate limit, an open circuit, a shutdown.
    case waiting(until: Date, reason: String)
}

/// One call to another service, as an event's timeline shows it: no secrets, no personal data.
package struct RecordedCall: Hashable, Sendable, Codable {
    package var service: String
    package var method: String
    package var path: String
    /// nil when no answer came.
    package var status: Int?
    package var milliseconds: Int
    package var requestID: String?

    package init(
        service: String,
        method: String,
        path: String,
        status: Int?,
        milliseconds: Int,
        requestID: String?
    ) {
        self.service = service
        self.method = method
        self.path = path
        self.status = status
        self.milliseconds = milliseconds
        self.requestID = requestID
    }
}

/// An event that this worker has to itself until its lease ends.
package struct ClaimedEvent: Sendable {
    package let id: EventID
    package let company: String
    package let connection: String
    package let topic: String
    package let subject: String
    package let deliveryID: String
    package let receivedAt: Date
    /// The number of this attempt, from 1; goes on after a replay.
    package let attempt: Int
    /// Attempts since the event came or was last replayed by hand, with this one.
    let budgetUsed: Int
    /// Pending events of the subject up to this one are answered by this attempt.
    let coversThrough: Int64
    /// When this attempt began: it has not seen what came, or became due, after that.
    let claimedAt: Date
    package let calls: CallLog
}
