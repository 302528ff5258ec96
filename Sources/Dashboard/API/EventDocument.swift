package import Foundation

/// An event as the interface shows it (contract, section 4): the answer of the admin API, what the command line
/// prints as JSON, and what the event's page is made from.
///
/// Every key is always there; what is not known is `null`. Times are UTC with milliseconds.
package struct EventDocument: Hashable, Sendable {
    package var id: String
    package var company: String
    package var connection: String
    package var topic: String
    package var subject: String
    package var deliveryID: String
    /// `pending`, `running`, `done`, `skipped` or `failed`.
    package var state: String
    package var cause: String?
    /// In the company's language.
    package var message: String?
    package var remedy: String?
    package var receivedAt: Date
    package var dueAt: Date?
    package var attempts: [Attempt]
    package var effects: [Effect]
    package var explanation: [String]

    package init(
        id: String,
        company: String,
        connection: String,
        topic: String,
        subject: String,
        deliveryID: String,
        state: String,
        cause: String? = nil,
        message: String? = nil,
        remedy: String? = nil,
        receivedAt: Date,
        dueAt: Date? = nil,
        attempts: [Attempt] = [],
        effects: [Effect] = [],
        explanation: [String] = []
    ) {
        self.id = id
        self.company = company
        self.connection = connection
        self.topic = topic
        self.subject = subject
        self.deliveryID = deliveryID
        self.state = state
        self.cause = cause
        self.message = message
        self.remedy = remedy
        self.receivedAt = receivedAt
        self.dueAt = dueAt
        self.attempts = attempts
        self.effects = effects
        self.explanation = explanation
    }

    /// One try at handling the event.
    package struct Attempt: Hashable, Sendable {
        package var number: Int
        package var startedAt: Date
        package var endedAt: Date?
        /// nil while it runs.
        package var verdict: String?
        package var message: String?
        package var calls: [Call]

        package init(
            number: Int,
            startedAt: Date,
            endedAt: Date? = nil,
            verdict: String? = nil,
            message: String? = nil,
            calls: [Call] = []
        ) {
            self.number = number
            self.startedAt = startedAt
            self.endedAt = endedAt
            self.verdict = verdict
            self.message = message
            self.calls = calls
        }
    }

    /// One call to another service.
    package struct Call: Hashable, Sendable {
        package var service: String
        package var method: String
        package var path: String
        /// nil when no answer came.
        package var status: Int?
        package var milliseconds: Int
        /// The service's own id of the call.
        package var requestID: String?

        package init(
            service: String,
            method: String,
            path: String,
            status: Int? = nil,
            milliseconds: Int,
            requestID: String? = nil
        ) {
            self.service = service
            self.method = method
            self.path = path
            self.status = status
            self.milliseconds = milliseconds
            self.requestID = requestID
        }
    }

    /// Something done to the outside world, named after the business fact.
    package struct Effect: Hashable, Sendable {
        package var key: String
        /// `started`, `done` or `unknown`.
        package var state: String
        package var result: Result?

        package init(key: String, state: String, result: Result? = nil) {
            self.key = key
            self.state = state
            self.result = result
        }

        /// The thing made.
        package struct Result: Hashable, Sendable {
            package var kind: String
            package var id: String
            package var number: String?
            package var url: String?

            package init(kind: String, id: String, number: String? = nil, url: String? = nil) {
                self.kind = kind
                self.id = id
                self.number = number
                self.url = url
            }
        }
    }
}
