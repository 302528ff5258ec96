import Bookkeeping

/// What a replay by filter would run, before anything is run.
struct ReplayPreviewPage: Sendable {
    struct Part: Sendable {
        let label: String
        let value: String
    }

    struct Field: Sendable {
        let name: String
        let value: String
    }

    let matched: Int
    let summary: String
    let hasFilter: Bool
    let filter: [Part]
    let fields: [Field]
    let canReplay: Bool
    let confirm: String
    let action: String
    let cancelHref: String
    var problem: String?

    init(company: String, filter: EventFilter, matched: Int, wording: Wording) {
        let language = wording.language
        let text = PhraseBook(language: language)
        self.matched = matched
        summary = matched == 0 ? text.replayNone : "\(wording.events(matched)) \(text.replayWill)"
        hasFilter = filter.isActive
        self.filter = filter.parts.map { name, value in
            Part(label: Self.label(name, text), value: Self.shown(name, value, language))
        }
        fields = filter.parts.map { Field(name: $0.0, value: $0.1) }
        canReplay = matched > 0
        confirm = "\(text.replay): \(wording.events(matched))"
        action = Path.replays(company)
        cancelHref = Path.events(company, filter.parts)
    }

    private static func label(_ name: String, _ text: PhraseBook) -> String {
        switch name {
        case "text": text.search
        case "state": text.state
        case "connection": text.connection
        case "cause": text.cause
        case "topic": text.topic
        case "subject": text.subject
        case "since": text.fromDay
        default: text.toDay
        }
    }

    private static func shown(_ name: String, _ value: String, _ language: Language) -> String {
        switch name {
        case "state": StateLabel.text(value, language)
        case "cause": CauseCatalogue.title(value, language)
        case "subject": SubjectLabel.text(value, language)
        default: value
        }
    }
}

/// How far a replay has come.
struct ReplayPage: Sendable {
    let state: String
    let matched: Int
    let done: Int
    let percent: Int
    let summary: String
    let eventsHref: String
    let attentionHref: String

    init(company: String, state: String, matched: Int, done: Int, wording: Wording) {
        let text = PhraseBook(language: wording.language)
        self.state = state
        self.matched = max(matched, 1)
        self.done = matched == 0 ? 1 : done
        percent = matched == 0 ? 100 : done * 100 / matched
        let isDone = done >= matched
        summary =
            isDone
            ? "\(wording.events(matched)) \(text.replayDone)"
            : "\(wording.count(done)) / \(wording.events(matched)) \(text.replayRunning)"
        eventsHref = Path.events(company)
        attentionHref = Path.attention(company)
    }
}
