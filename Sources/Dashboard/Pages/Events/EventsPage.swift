import Bookkeeping

/// The event log of a company: filter, list, pages by cursor.
struct EventsPage: Sendable {
    struct Choice: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    struct Filter: Sendable {
        let action: String
        let text: String
        let since: String
        let until: String
        let topic: String?
        let subject: String?
        let states: [Choice]
        let connections: [Choice]
        let causes: [Choice]
        let isActive: Bool
    }

    struct Webhook: Sendable {
        let connection: String
        let address: String
    }

    let filter: Filter
    let rows: [EventRow]
    let isEmpty: Bool
    let searchHref: String
    /// The same events as a file.
    let csvHref: String
    let jsonHref: String
    var olderHref: String?
    var newestHref: String?
    /// Leads to the preview of a replay; nil when the reader may not replay.
    var replayHref: String?
    var problem: String?
    /// Where the company's sources are to send to; shown while nothing has arrived.
    var webhooks: [Webhook] = []

    init(
        company: String,
        filter: EventFilter,
        connections: [String],
        rows: [EventRow],
        language: Language
    ) {
        self.rows = rows
        isEmpty = rows.isEmpty
        searchHref = Path.search(company)
        csvHref = Path.eventExport(company, filter.parts + [("format", "csv")])
        jsonHref = Path.eventExport(company, filter.parts + [("format", "json")])
        self.filter = Filter(
            action: Path.events(company),
            text: filter.text,
            since: filter.since,
            until: filter.until,
            topic: filter.topic.isEmpty ? nil : filter.topic,
            subject: filter.subject.isEmpty ? nil : filter.subject,
            states: StateLabel.all.map {
                Choice(
                    value: $0,
                    label: StateLabel.text($0, language),
                    isSelected: $0 == filter.state
                )
            },
            connections: connections.map {
                Choice(value: $0, label: $0, isSelected: $0 == filter.connection)
            },
            causes: CauseCatalogue.codes
                .map { ($0, CauseCatalogue.title($0, language)) }
                .sorted { $0.1 < $1.1 }
                .map { Choice(value: $0.0, label: $0.1, isSelected: $0.0 == filter.cause) },
            isActive: filter.isActive
        )
    }
}
