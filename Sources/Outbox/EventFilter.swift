package import Foundation
import GRDB

/// Which events are meant: every given part must match.
package struct EventFilter: Hashable, Sendable {
    package var company: String?
    package var state: EventState?
    package var connection: String?
    package var topic: String?
    package var subject: String?
    package var cause: String?
    /// Received at or after.
    package var since: Date?
    /// Received before.
    package var until: Date?
    /// Found in subject, message or delivery id, case ignored for ASCII.
    package var text: String?

    package init(
        company: String? = nil,
        state: EventState? = nil,
        connection: String? = nil,
        topic: String? = nil,
        subject: String? = nil,
        cause: String? = nil,
        since: Date? = nil,
        until: Date? = nil,
        text: String? = nil
    ) {
        self.company = company
        self.state = state
        self.connection = connection
        self.topic = topic
        self.subject = subject
        self.cause = cause
        self.since = since
        self.until = until
        self.text = text
    }

    /// The table to read, with the index where the planner would choose a longer way.
    ///
    /// Without statistics it takes the company's index in order of arrival and passes a million settled events to
    /// find the few that are pending.
    var source: String {
        if company != nil, subject != nil { return "event INDEXED BY event_subject" }
        return switch state {
        case .pending: "event INDEXED BY event_due"
        case .running: "event INDEXED BY event_running"
        case .done, .skipped, .failed, nil: "event"
        }
    }

    /// The filter as the condition of a query.
    var condition: (sql: String, arguments: StatementArguments) {
        var parts = ["TRUE"]
        var arguments: StatementArguments = []
        func require(_ sql: String, _ values: (any DatabaseValueConvertible)?...) {
            parts.append(sql)
            arguments += StatementArguments(values)
        }
        if let company { require("company = ?", company) }
        if let state {
            // Written out, so that the partial indexes on the state can serve.
            if [.skipped, .failed].contains(state) {
                parts.append("state IN ('skipped', 'failed')")
            }
            parts.append("state = '\(state.rawValue)'")
        }
        if let connection { require("connection = ?", connection) }
        if let topic { require("topic = ?", topic) }
        if let subject { require("subject = ?", subject) }
        if let cause { require("cause = ?", cause) }
        if since != nil || until != nil {
            let (from, end) = (since?.milliseconds ?? 0, until?.milliseconds ?? Int64.max)
            require("receivedAt >= ? AND receivedAt < ?", from, end)
            if let company {
                // Bounds in the order of arrival, by an index: the last hour is not sought through all years.
                let range = """
                    FROM event INDEXED BY event_received
                    WHERE company = ? AND receivedAt >= ? AND receivedAt < ?
                    """
                require("seq >= (SELECT min(seq) \(range))", company, from, end)
                require("seq <= (SELECT max(seq) \(range))", company, from, end)
            }
        }
        if let text, text.contains("\0") {
            // SQLite reads a pattern only up to its first NUL, so that it would find everything.
            parts.append("FALSE")
        } else if let text, !text.isEmpty {
            let pattern = "%" + text.replacing(#/[\\%_]/#) { "\\" + $0.output } + "%"
            require(
                #"(subject LIKE ? ESCAPE '\' OR deliveryID LIKE ? ESCAPE '\' OR message LIKE ? ESCAPE '\')"#,
                pattern,
                pattern,
                pattern
            )
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}
