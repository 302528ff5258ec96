import Bookkeeping
import Companies
import Foundation

/// An alert as the interface shows it.
struct AlertDocument: Hashable, Sendable, Encodable {
    let id: String
    let company: String
    @OrNull var connection: String?
    let code: String
    let severity: String
    /// `open`, `acknowledged`, `snoozed` or `closed`.
    let state: String
    let count: Int
    @OrNull var subject: String?
    let message: LocalizedText
    let remedy: LocalizedText
    let firstAt: Date
    let lastAt: Date
    @OrNull var closedAt: Date?
    @OrNull var acknowledgedAt: Date?
    @OrNull var acknowledgedBy: String?
    @OrNull var snoozedUntil: Date?

    init(_ alert: CompanyAlert, now: Date) {
        id = String(alert.id)
        company = alert.company
        connection = alert.connection
        code = alert.code
        severity = alert.severity.rawValue
        state = alert.state(at: now)
        count = alert.count
        subject = alert.subject
        message = LocalizedText(
            nb: CauseCatalogue.title(alert.code, .nb),
            en: CauseCatalogue.title(alert.code, .en)
        )
        remedy = LocalizedText(
            nb: CauseCatalogue.remedy(alert.code, .nb),
            en: CauseCatalogue.remedy(alert.code, .en)
        )
        firstAt = alert.firstAt
        lastAt = alert.lastAt
        closedAt = alert.closedAt
        acknowledgedAt = alert.acknowledgedAt
        acknowledgedBy = alert.acknowledgedBy
        snoozedUntil = alert.snoozedUntil
    }
}

extension CompanyAlert {
    func state(at now: Date) -> String {
        if !isOpen { return "closed" }
        if acknowledgedAt != nil { return "acknowledged" }
        return snoozedUntil.map { $0 > now } == true ? "snoozed" : "open"
    }
}
