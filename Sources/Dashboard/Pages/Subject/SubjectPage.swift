import Bookkeeping
import Foundation

/// The whole story of an order or project.
struct SubjectPage: Sendable {
    struct Amount: Sendable {
        let name: String
        let amount: String
    }

    struct Event: Sendable {
        let id: String
        let href: String
        let topic: String
        let state: String
        let stateLabel: String
        let receivedAt: String
        let received: String
        let deliveryId: String
        let cause: String?
        let attempts: [EventPage.Attempt]
    }

    let heading: String
    let lede: String
    let state: String
    let stateLabel: String
    let sourceURL: String?
    let verdict: EventPage.Verdict?
    let amounts: [Amount]
    let hasAmounts: Bool
    let effects: [EventPage.Effect]
    let hasEffects: Bool
    let explanation: [String]
    let hasExplanation: Bool
    let events: [Event]
    let hasEvents: Bool
    let replayAction: String?
    let eventsHref: String
    let connectionHref: String

    init(_ story: SubjectDocument, mayReplay: Bool, wording: Wording, now: Date) {
        let language = wording.language
        let label = SubjectLabel.text(story.subject, language)
        // A shop whose ids are its numbers needs them once.
        heading =
            story.number.map { story.subject.hasSuffix("/\($0)") ? label : "\(label) · \($0)" }
            ?? label
        lede = [story.connection, story.date ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
        state = story.state
        stateLabel = StateLabel.text(story.state, language)
        sourceURL = story.sourceURL.flatMap(WebAddress.checked)
        verdict = story.events.first.map { EventPage.verdict(on: $0, language) }
        amounts = story.amounts.map {
            Amount(name: $0.name[language], amount: wording.money($0.amount))
        }
        hasAmounts = !amounts.isEmpty
        effects = story.effects.map { EventPage.effect($0, PhraseBook(language: language)) }
        hasEffects = !effects.isEmpty
        explanation = story.explanation.map { $0[language] }
        hasExplanation = !explanation.isEmpty
        events = story.events.map { Self.event($0, wording, now: now) }
        hasEvents = !events.isEmpty
        replayAction =
            mayReplay && story.state != "running"
            ? story.events.first.map { Path.eventReplays(story.company, $0.id) } : nil
        eventsHref = Path.events(
            story.company,
            [("connection", story.connection), ("subject", story.subject)]
        )
        connectionHref = Path.connection(story.company, story.connection)
    }

    private static func event(_ event: EventDocument, _ wording: Wording, now: Date) -> Event {
        Event(
            id: event.id,
            href: Path.event(event.company, event.id),
            topic: event.topic,
            state: event.state,
            stateLabel: StateLabel.text(event.state, wording.language),
            receivedAt: RFC3339.text(event.receivedAt),
            received: wording.exactMoment(event.receivedAt),
            deliveryId: event.deliveryID,
            cause: event.message
                ?? event.cause.map { CauseCatalogue.title($0, wording.language) },
            attempts: event.attempts.map { EventPage.attempt($0, wording) }
        )
    }
}

/// Addresses that came from outside.
enum WebAddress {
    /// The address when it is one a browser may be sent to: `javascript:` and its like are no links.
    static func checked(_ text: String) -> String? {
        text.hasPrefix("https://") || text.hasPrefix("http://") ? text : nil
    }
}

/// Orders and projects found by number, amount or voucher.
struct SearchPage: Sendable {
    struct Row: Sendable {
        let href: String
        let name: String
        let number: String
        let connection: String
        let date: String
        let amount: String
        let voucher: String
    }

    let action: String
    let text: String
    let rows: [Row]
    let hasRows: Bool
    /// Something was looked for and nothing found.
    let isEmpty: Bool
    var problem: String?

    init(company: String, text: String, matches: [SubjectMatch], wording: Wording) {
        action = Path.search(company)
        self.text = text
        rows = matches.map { match in
            Row(
                href: Path.subject(company, match.connection, match.subject),
                name: SubjectLabel.text(match.subject, wording.language),
                number: match.number ?? "–",
                connection: match.connection,
                date: match.date ?? "–",
                amount: match.amount.map(wording.money) ?? "–",
                voucher: match.voucher ?? "–"
            )
        }
        hasRows = !matches.isEmpty
        isEmpty = matches.isEmpty && !text.isEmpty
    }
}
