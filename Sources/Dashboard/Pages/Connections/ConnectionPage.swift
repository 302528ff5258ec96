import Bookkeeping
import Companies
import Foundation

/// One connection: how to set it up, whether it works, what it last delivered.
struct ConnectionPage: Sendable {
    struct Remark: Sendable {
        let code: String
        let message: String
        let remedy: String
        let tone: String
    }

    struct Examination: Sendable {
        let title: String
        let tone: String
        let findings: [Remark]
    }

    struct Step: Sendable {
        let words: String
    }

    let id: String
    let service: String
    let baseURL: String?
    let tone: String
    let stateLabel: String
    let lastSuccess: String
    let address: String?
    let steps: [Step]
    let rows: [EventRow]
    let hasRows: Bool
    let eventsHref: String
    let sendsEvents: Bool
    /// Set for those who may change the connection.
    let testAction: String?
    let registerAction: String?
    let stateAction: String?
    let isEnabled: Bool
    let editHref: String?
    let backfillHref: String?
    var examination: Examination?
    var notice: String?
    var problem: String?

    init(
        company: String,
        connection: ConnectionDocument,
        events: [EventDocument],
        role: Role,
        wording: Wording,
        now: Date
    ) {
        let text = PhraseBook(language: wording.language)
        let mayChange = role.grants(.configure)
        let sendsEvents = connection.webhookURL != nil
        let (tone, label) = ConnectionLabel.state(connection.state, text)
        id = connection.id
        service = ConnectionLabel.service(connection.service)
        baseURL = connection.baseURL
        self.tone = tone
        stateLabel = label
        lastSuccess =
            connection.lastSuccess.map {
                "\(text.lastSuccess): \(wording.moment($0, now: now))"
            } ?? text.neverSucceeded
        address = connection.webhookURL
        steps = SetUpGuide.steps(connection.service, wording.language).map { Step(words: $0) }
        rows = events.map { EventRow($0, wording: wording, now: now) }
        hasRows = !events.isEmpty
        eventsHref = Path.events(company, [("connection", connection.id)])
        self.sendsEvents = sendsEvents
        isEnabled = connection.enabled
        testAction = mayChange ? Path.connectionTest(company, connection.id) : nil
        registerAction =
            mayChange && SetUpGuide.registersWebhooks(connection.service)
            ? Path.connectionWebhooks(company, connection.id) : nil
        stateAction = mayChange ? Path.connectionState(company, connection.id) : nil
        editHref =
            role.grants(.secrets) ? Path.editConnection(company, connection.id) : nil
        backfillHref =
            mayChange && sendsEvents
            ? Path.backfills(company) + "?connection=" + Path.encoded(connection.id) : nil
    }

    static func examination(
        _ findings: [Finding],
        _ language: Language
    ) -> Examination {
        let text = PhraseBook(language: language)
        let blocking = findings.filter(\.blocking)
        return Examination(
            title: findings.isEmpty
                ? text.testPassed : blocking.isEmpty ? text.testRemarks : text.testFailed,
            tone: findings.isEmpty ? "good" : blocking.isEmpty ? "wait" : "bad",
            findings: (blocking + findings.filter { !$0.blocking }).map {
                Remark(
                    code: $0.code,
                    message: $0.message[language],
                    remedy: $0.remedy[language],
                    tone: $0.blocking ? "bad" : "wait"
                )
            }
        )
    }
}
