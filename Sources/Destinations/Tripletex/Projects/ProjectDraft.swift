package import Bookkeeping

/// The project that should stand in Tripletex.
package struct ProjectDraft: Hashable, Sendable {
    package var identity: ProjectIdentity
    /// The buyer's own reference.
    package var reference: String?
    package var description: String?
    package var startDate: LocalDate
    /// nil leaves what is there.
    package var endDate: LocalDate?
    /// The customer's id in Tripletex; nil makes it an internal project.
    package var customer: Int?
    /// The buyer, by whom the customer is made anew if it was deleted in Tripletex meanwhile.
    package var buyer: Customer?
    /// The contact person's id in Tripletex.
    package var contact: Int?
    /// The manager's id in Tripletex, one who may be it.
    package var manager: Int
    package var isClosed: Bool
    package var lines: [ProjectLineDraft]
    /// Marks of lines that stay as they are, although the draft does not hold them.
    package var keptMarks: Set<String>
    /// Employees' ids in Tripletex.
    package var participants: Set<Int>
    /// Whether those leave whom bokbro linked and who are no longer on the plan.
    package var removesParticipants: Bool

    package init(
        _ identity: ProjectIdentity,
        startDate: LocalDate,
        manager: Int,
        customer: Int? = nil
    ) {
        self.identity = identity
        self.startDate = startDate
        self.manager = manager
        self.customer = customer
        isClosed = false
        lines = []
        keptMarks = []
        participants = []
        removesParticipants = true
    }
}

/// A confirmed part of the job, as an order line on the project.
package struct ProjectLineDraft: Hashable, Sendable {
    /// By which the line is found again, at the end of its description: `[rm:930]`.
    package var mark: String
    /// With or without the mark at its end.
    package var description: String
    package var date: LocalDate
    /// Excluding VAT, in Norwegian kroner.
    package var amount: Amount
    /// nil: no VAT treatment.
    package var vatCode: VATCode?

    package init(
        mark: String,
        description: String,
        date: LocalDate,
        amount: Amount,
        vatCode: VATCode?
    ) {
        self.mark = mark
        self.description = description
        self.date = date
        self.amount = amount
        self.vatCode = vatCode
    }

    /// Characters of the description that are kept.
    static let limit = 1_000

    /// The description with the mark at its end.
    var markedDescription: String {
        let words =
            description.hasSuffix(mark) ? description.dropLast(mark.count) : description[...]
        let text = ChannelText.shortened(String(words), to: Self.limit)
        return text.isEmpty ? mark : "\(text) \(mark)"
    }
}

/// What stands at the end of our lines' descriptions.
enum ProjectLineMark {
    /// The mark of a line of ours, of whatever part of the source; nil for a line that a person made.
    static func mark(in description: String) -> String? {
        guard description.hasSuffix("]"), let start = description.ranges(of: "[rm:").last else {
            return nil
        }
        let number = description[start.upperBound...].dropLast()
        guard !number.isEmpty, number.allSatisfy(\.isNumber) else { return nil }
        return String(description[start.lowerBound...])
    }
}
