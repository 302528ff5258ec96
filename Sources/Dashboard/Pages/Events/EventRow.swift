import Foundation

/// One event in a list.
struct EventRow: Sendable {
    let id: String
    let href: String
    let subject: String
    let topic: String
    let connection: String
    let state: String
    let stateLabel: String
    /// The cause's title.
    var cause: String?
    let received: String
    let receivedAt: String

    init(_ event: EventDocument, wording: Wording, now: Date) {
        let language = wording.language
        id = event.id
        href = Path.event(event.company, event.id)
        subject = SubjectLabel.text(event.subject, language)
        topic = event.topic
        connection = event.connection
        state = event.state
        stateLabel = StateLabel.text(event.state, language)
        cause = event.cause.map { CauseCatalogue.title($0, language) }
        received = wording.moment(event.receivedAt, now: now)
        receivedAt = RFC3339.text(event.receivedAt)
    }
}
