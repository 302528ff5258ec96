import Bookkeeping
import Companies
import Foundation

/// What is wrong in a company for now, and what was.
struct AlertsPage: Sendable {
    struct Row: Sendable {
        let id: String
        let code: String
        let title: String
        let count: String
        let tone: String
        let stateLabel: String
        let state: String
        let remedy: String
        let since: String
        let sinceAt: String
        let connection: String?
        let subject: String?
        let subjectHref: String?
        let eventsHref: String
        let note: String?
        /// nil for those who may only read, and when it is closed.
        let action: String?
    }

    let open: [Row]
    let closed: [Row]
    let isEmpty: Bool
    let hasClosed: Bool
    var notice: String?

    init(
        company: String,
        open: [CompanyAlert],
        closed: [CompanyAlert],
        mayAcknowledge: Bool,
        wording: Wording,
        now: Date
    ) {
        func row(_ alert: CompanyAlert) -> Row {
            Self.row(
                alert,
                company: company,
                mayAcknowledge: mayAcknowledge,
                wording: wording,
                now: now
            )
        }
        self.open = open.map(row)
        self.closed = closed.map(row)
        isEmpty = open.isEmpty
        hasClosed = !closed.isEmpty
    }

    private static func row(
        _ alert: CompanyAlert,
        company: String,
        mayAcknowledge: Bool,
        wording: Wording,
        now: Date
    ) -> Row {
        let text = PhraseBook(language: wording.language)
        let state = alert.state(at: now)
        let (label, note): (String, String?) =
            switch state {
            case "acknowledged":
                (
                    text.alertAcknowledged,
                    alert.acknowledgedBy.map { "\(text.by) \(ActorLabel.text($0, text))" }
                )
            case "snoozed":
                (
                    text.alertSnoozed,
                    alert.snoozedUntil.map { "\(text.until) \(wording.moment($0, now: now))" }
                )
            case "closed":
                (
                    text.alertClosed,
                    alert.closedAt.map { wording.moment($0, now: now) }
                )
            default:
                (alert.severity == .error ? text.alertError : text.alertWarning, nil)
            }
        let parts = [("state", "failed"), ("cause", alert.code)]
        return Row(
            id: String(alert.id),
            code: alert.code,
            title: CauseCatalogue.title(alert.code, wording.language),
            count: wording.count(alert.count),
            tone: state == "open" ? (alert.severity == .error ? "failed" : "pending") : "skipped",
            stateLabel: label,
            state: state,
            remedy: CauseCatalogue.remedy(alert.code, wording.language),
            since: wording.moment(alert.firstAt, now: now),
            sinceAt: RFC3339.text(alert.firstAt),
            connection: alert.connection,
            subject: alert.subject.map { SubjectLabel.text($0, wording.language) },
            subjectHref: alert.subject.flatMap { subject in
                // Order numbers that nobody has are no subject with a page.
                subject.contains("/")
                    ? alert.connection.map { Path.subject(company, $0, subject) } : nil
            },
            eventsHref: Path.events(
                company,
                parts + [("connection", alert.connection ?? "")]
            ),
            note: note,
            action: mayAcknowledge && alert.isOpen
                ? Path.alertAcknowledgements(company, String(alert.id)) : nil
        )
    }
}
