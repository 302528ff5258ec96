package import Foundation

/// What to list of a source's past.
package struct HistoryRequest: Hashable, Sendable {
    /// Which moment of a thing is meant.
    package enum Moment: Hashable, Sendable {
        case created
        case changed
    }

    package var moment: Moment
    /// At or after.
    package var from: Date
    /// Before; nil is now.
    package var to: Date?
    /// Where the page before ended, as it said; nil for the first.
    package var cursor: String?

    package init(_ moment: Moment, from: Date, to: Date? = nil, cursor: String? = nil) {
        self.moment = moment
        self.from = from
        self.to = to
        self.cursor = cursor
    }
}

/// A page of a source's past.
package struct HistoryPage: Sendable {
    package var items: [HistoryItem]
    /// Where the next page begins; nil after the last.
    package var next: String?

    package init(items: [HistoryItem], next: String?) {
        self.items = items
        self.next = next
    }
}

/// A subject as a page of history tells of it.
package struct HistoryItem: Sendable {
    package var subject: String
    /// The number people know it by, to find gaps in a series; nil where the source has none.
    package var number: String?
    package var changedAt: Date
    /// Everything about the subject, where the page carried it; nil: it must be read.
    package var facts: SourceFacts?

    package init(subject: String, number: String?, changedAt: Date, facts: SourceFacts? = nil) {
        self.subject = subject
        self.number = number
        self.changedAt = changedAt
        self.facts = facts
    }
}
