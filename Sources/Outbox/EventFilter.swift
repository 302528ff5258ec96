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
            parts.append("state = '\(state.rawValue)'")
        }
        if let connection { require("connection = ?", connection) }
        if let topic { require("topic = ?", topic) }
        if let subject { require("subject = ?", subject) }
        if let cause { require("cause = ?", cause) }
        if let since { require("receivedAt >= ?", since.milliseconds) }
        if let until { require("receivedAt < ?", until.milliseconds) }
        if let text, !text.isEmpty {
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
