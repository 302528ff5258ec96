package import Bookkeeping

/// What is known of an order or project beyond its events.
package struct SubjectFacts: Hashable, Sendable {
    /// As people know it, as `#1001`.
    package var number: String?
    /// The day of the order or the project's first day, as `2026-02-10`.
    package var date: String?
    /// Where the shop or Rentman shows it.
    package var sourceURL: String?
    /// Totals, payments, VAT and the like, named.
    package var amounts: [SubjectAmount]
    /// Which rule chose each VAT code and account, and why.
    package var explanation: [LocalizedText]

    package init(
        number: String? = nil,
        date: String? = nil,
        sourceURL: String? = nil,
        amounts: [SubjectAmount] = [],
        explanation: [LocalizedText] = []
    ) {
        self.number = number
        self.date = date
        self.sourceURL = sourceURL
        self.amounts = amounts
        self.explanation = explanation
    }
}

/// A named amount of an order or project.
package struct SubjectAmount: Hashable, Sendable, Encodable {
    package var name: LocalizedText
    package var amount: MoneyDocument

    package init(name: LocalizedText, amount: MoneyDocument) {
        self.name = name
        self.amount = amount
    }
}

/// An order or project that a search found.
package struct SubjectMatch: Hashable, Sendable, Encodable {
    package var connection: String
    package var subject: String
    @OrNull package var number: String?
    @OrNull package var date: String?
    @OrNull package var amount: MoneyDocument?
    /// The voucher's or invoice's number, when it is booked.
    @OrNull package var voucher: String?

    package init(
        connection: String,
        subject: String,
        number: String? = nil,
        date: String? = nil,
        amount: MoneyDocument? = nil,
        voucher: String? = nil
    ) {
        self.connection = connection
        self.subject = subject
        self.number = number
        self.date = date
        self.amount = amount
        self.voucher = voucher
    }
}

/// The whole story of an order or project: what is known of it, what came of it, and every event, newest first.
struct SubjectDocument: Hashable, Sendable, Encodable {
    /// More events of one subject are not told at once.
    static let eventLimit = 50

    let company: String
    let connection: String
    let subject: String
    @OrNull var number: String?
    @OrNull var date: String?
    @OrNull var sourceURL: String?
    /// That of the newest event.
    let state: String
    @OrNull var cause: String?
    @OrNull var message: String?
    @OrNull var remedy: String?
    let amounts: [SubjectAmount]
    /// What was made, each once.
    let effects: [EventDocument.Effect]
    let explanation: [LocalizedText]
    let events: [EventDocument]

    /// nil when there is neither event nor fact.
    init?(
        company: String,
        connection: String,
        subject: String,
        facts: SubjectFacts?,
        events: [EventDocument]
    ) {
        guard facts != nil || !events.isEmpty else { return nil }
        self.company = company
        self.connection = connection
        self.subject = subject
        self.events = events
        let newest = events.first
        state = newest?.state ?? "done"
        cause = newest?.cause
        message = newest?.message
        remedy = newest?.remedy
        number = facts?.number
        date = facts?.date
        sourceURL = facts?.sourceURL
        amounts = facts?.amounts ?? []
        var seen: Set<String> = []
        effects = events.flatMap(\.effects).filter { seen.insert($0.key).inserted }
        let told = events.first { !$0.explanation.isEmpty }?.explanation ?? []
        let known = facts?.explanation ?? []
        explanation = known.isEmpty ? told.map { LocalizedText(nb: $0, en: $0) } : known
    }
}
