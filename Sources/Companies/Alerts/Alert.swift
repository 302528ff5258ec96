package import Foundation

/// Something that is wrong in a company for now, grouped by its cause.
///
/// There is at most one open alert for each company, connection and code; more of the same is counted on it. It
/// names subjects such as `order/1001`, never a buyer.
package struct CompanyAlert: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable, CaseIterable {
        /// A person must act before the books are whole.
        case error
        /// Worth knowing.
        case warning
    }

    /// Who raised an alert, which decides how it ends.
    package enum Origin: String, Hashable, Sendable, CaseIterable {
        /// Seen by the watch; over when that sees it no more.
        case watched
        /// Told by another part of the work, which also tells that it is over.
        case reported
        /// Nothing that can be cured: over when somebody has seen it, or when it has not happened for a while.
        case happened
    }

    package let id: Int64
    package let company: String
    /// nil when it is about no connection in particular.
    package let connection: String?
    /// A cause of the contract, or a code of `AlertRules`.
    package let code: String
    package let severity: Severity
    /// How many things it is about now.
    package let count: Int
    /// The newest of them, when there is one.
    package let subject: String?
    package let firstAt: Date
    package let lastAt: Date
    /// When its cause was gone; nil while it is open.
    package let closedAt: Date?
    package let acknowledgedAt: Date?
    package let acknowledgedBy: String?
    /// Nobody is told of it before this time.
    package let snoozedUntil: Date?
    package let origin: Origin
    /// How many notices were given of it.
    package let noticeNumber: Int

    package var isOpen: Bool { closedAt == nil }
}

/// Something that somebody is to be told about an alert.
package struct AlertNotice: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case opened
        /// It has become ten times as many, or its snooze is over.
        case grown
        case cured
    }

    package let kind: Kind
    package let alert: CompanyAlert
}

/// One thing that is wrong at this moment, as an alert is to show it.
package struct AlertSignal: Hashable, Sendable {
    package var connection: String?
    package var code: String
    package var severity: CompanyAlert.Severity
    package var count: Int
    package var subject: String?

    package init(
        connection: String? = nil,
        code: String,
        severity: CompanyAlert.Severity = .error,
        count: Int = 1,
        subject: String? = nil
    ) {
        self.connection = connection
        self.code = code
        self.severity = severity
        self.count = max(count, 1)
        self.subject = subject
    }
}
