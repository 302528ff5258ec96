import Bookkeeping
import Foundation

/// How the books fare: one company, or all of them in a table.
struct OverviewPage: Sendable {
    /// The figures of one company.
    struct Figures: Sendable {
        let id: String
        let name: String
        var bookedToday = 0
        var failed = 0
        var waiting = 0
        /// When the longest waiting event arrived.
        var oldestWaiting: Date?
        var connections: [DashboardStatus.Connection] = []
        /// Oldest first.
        var days: [DayChart.Day] = []
    }

    struct Connection: Sendable {
        let id: String
        let service: String
        let tone: String
        let stateLabel: String
        let lastSuccess: String
    }

    struct Company: Sendable {
        let id: String
        let name: String
        let href: String
        let bookedToday: String
        let bookedNote: String
        let bookedHref: String
        let needsAttention: String
        let hasAttention: Bool
        let attentionNote: String
        let attentionHref: String
        let oldestWaiting: String
        let waitingNote: String
        let waitingHref: String
        let hasConnections: Bool
        let connections: [Connection]
        /// Of a single company.
        let chart: DayChart?
        /// In the table of all.
        let spark: SparkChart?
    }

    let heading: String
    let today: String
    /// All of the reader's companies rather than one.
    let isAcross: Bool
    let hasCompanies: Bool
    let companies: [Company]
    /// Set for those who may add a company.
    var newCompanyHref: String?

    init(_ figures: [Figures], isAcross: Bool, wording: (String) -> Wording, now: Date) {
        let frame = wording("")
        let text = PhraseBook(language: frame.language)
        self.isAcross = isAcross
        heading = isAcross ? text.overview : figures.first?.name ?? text.overview
        today = frame.day(now)
        hasCompanies = !figures.isEmpty
        companies = figures.map {
            Self.company($0, isAcross: isAcross, wording: wording($0.id), now: now)
        }
    }

    private static func company(
        _ figures: Figures,
        isAcross: Bool,
        wording: Wording,
        now: Date
    ) -> Company {
        let text = PhraseBook(language: wording.language)
        let waited = figures.oldestWaiting.map { Int(now.timeIntervalSince($0)) }
        return Company(
            id: figures.id,
            name: figures.name,
            href: Path.company(figures.id),
            bookedToday: wording.count(figures.bookedToday),
            bookedNote: text.bookedNote,
            bookedHref: Path.events(figures.id, EventFilter(state: "done").parts),
            needsAttention: wording.count(figures.failed),
            hasAttention: figures.failed > 0,
            attentionNote: figures.failed > 0 ? text.attentionNote : text.attentionNone,
            attentionHref: Path.attention(figures.id),
            oldestWaiting: waited.map { wording.span(seconds: $0) } ?? "–",
            waitingNote: figures.waiting > 0
                ? "\(wording.events(figures.waiting)) \(text.inQueue)" : text.nothingWaiting,
            waitingHref: Path.events(figures.id, EventFilter(state: "pending").parts),
            hasConnections: !figures.connections.isEmpty,
            connections: figures.connections.map { connection($0, wording: wording, now: now) },
            chart: isAcross
                ? nil : DayChart(id: figures.id, days: figures.days, wording: wording),
            spark: isAcross ? SparkChart(days: figures.days, wording: wording) : nil
        )
    }

    private static func connection(
        _ connection: DashboardStatus.Connection,
        wording: Wording,
        now: Date
    ) -> Connection {
        let text = PhraseBook(language: wording.language)
        let (tone, label) =
            switch connection.state {
            case .ok: ("good", text.connectionWorks)
            case .failing: ("bad", text.connectionFails)
            case .paused: ("wait", text.connectionPaused)
            case .disabled: ("quiet", text.connectionDisabled)
            case .unknown: ("quiet", text.connectionUnknown)
            }
        return Connection(
            id: connection.id,
            service: connection.service,
            tone: tone,
            stateLabel: label,
            lastSuccess: connection.lastSuccess.map {
                "\(text.lastSuccess): \(wording.moment($0, now: now))"
            } ?? text.neverSucceeded
        )
    }
}
