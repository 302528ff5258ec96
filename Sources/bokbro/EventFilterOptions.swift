import App
import ArgumentParser

/// The filter that `events list` and `events replay --filter` share.
struct EventFilterOptions: ParsableArguments {
    @Option(help: "A company's id.") var company: String?
    @Option(help: "pending, running, done, skipped or failed.") var state: String?
    @Option(help: "A connection's id.") var connection: String?
    @Option(help: "A topic, as the source names it: orders/paid.") var topic: String?
    @Option(help: "A subject: order/450789469.") var subject: String?
    @Option(help: "A cause: MISSING_ACCOUNT_MAPPING.") var cause: String?
    @Option(help: "Received at or after: 2026-02-10 or 2026-02-10T08:00:00Z.") var since: String?
    @Option(help: "Received before.") var until: String?
    @Option(help: "Text in subject, message or delivery id.") var text: String?

    var query: EventQuery {
        EventQuery(
            company: company,
            state: state,
            connection: connection,
            topic: topic,
            subject: subject,
            cause: cause,
            since: since,
            until: until,
            text: text
        )
    }
}
