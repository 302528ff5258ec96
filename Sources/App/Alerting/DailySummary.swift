import Bookkeeping
import Companies
import Dashboard
import Destinations
import Foundation
import Outbox

/// Yesterday in a few lines, for those who asked for it.
struct DailySummary: Sendable {
    /// Open alerts that are named.
    static let alertLimit = 20
    /// So long after its time it is still told; a server that was down all day has no yesterday to tell.
    static let lateMinutes = 360

    let company: LiveCompany
    let outbox: Outbox
    let companies: Companies

    /// The day to sum up now; nil when it is not time.
    static func day(at now: Date, in timeZone: String, minute: Int) -> LocalDate? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let parts = calendar.dateComponents([.hour, .minute], from: now)
        let current = (parts.hour ?? 0) * 60 + (parts.minute ?? 0)
        guard (minute..<minute + lateMinutes).contains(current) else { return nil }
        return LocalDate(now, in: timeZone).adding(days: -1)
    }

    func notice(of day: LocalDate, address: String) async throws -> SlackAlert {
        let counts = try await counts(of: day)
        let alerts = try await companies.alertList(
            of: company.id,
            onlyOpen: true,
            limit: Self.alertLimit
        )
        let language = company.language
        let needs = counts[.failed] ?? 0
        let lines = alerts.map { alert in
            "• \(CauseCatalogue.title(alert.code, language)): \(alert.count)"
                + (alert.connection.map { " (\($0))" } ?? "")
        }
        let names: [(EventState, nb: String, en: String)] = [
            (.done, "Behandlet", "Handled"), (.skipped, "Hoppet over", "Skipped"),
            (.failed, "Trenger noen", "Need a person"), (.pending, "Venter", "Waiting"),
        ]
        return SlackAlert(
            title: "\(company.name): \(day)",
            cause: "DAILY_SUMMARY",
            message: lines.isEmpty
                ? (language == .nb ? "Ingen åpne varsler." : "No open alerts.")
                : (language == .nb ? "Åpne varsler:" : "Open alerts:") + "\n"
                    + lines.joined(separator: "\n"),
            remedy: needs == 0 && alerts.isEmpty
                ? (language == .nb ? "Ingenting å gjøre." : "Nothing to do.")
                : (language == .nb
                    ? "Se hva som trenger noen, i bokbro." : "See what needs a person, in bokbro."),
            facts: names.map { state, nb, en in
                .init(name: language == .nb ? nb : en, value: String(counts[state] ?? 0))
            },
            link: .init(
                label: language == .nb ? "Åpne i bokbro" : "Open in bokbro",
                address: address + Dashboard.companyPath(company.id)
            )
        )
    }

    /// What became of the events that arrived on the day.
    private func counts(of day: LocalDate) async throws -> [EventState: Int] {
        guard let start = Self.start(of: day, in: company.timeZone),
            let end = day.adding(days: 1).flatMap({ Self.start(of: $0, in: company.timeZone) })
        else { return [:] }
        return try await outbox.outcomes(company: company.id, days: [start, end]).first ?? [:]
    }

    private static func start(of day: LocalDate, in timeZone: String) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        return calendar.date(
            from: DateComponents(year: day.year, month: day.month, day: day.day)
        )
    }
}
