import Companies
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let openShown = 100
    private static let closedShown = 20
    /// In hours.
    private static let snoozes = ["4": 4, "24": 24, "168": 168]

    func showAlerts(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company
        let open = try await companies.alertList(
            of: company.id,
            onlyOpen: true,
            limit: Self.openShown
        )
        let recent = try await companies.alertList(of: company.id, limit: Self.openShown)
        var page = AlertsPage(
            company: company.id,
            open: open,
            closed: Array(recent.filter { !$0.isOpen }.prefix(Self.closedShown)),
            mayAcknowledge: entry.role.grants(.configure),
            wording: visit.wording(company),
            now: visit.now
        )
        page.notice = visit.query("after") == "seen" ? visit.text.alertNoted : nil
        return try await show(.alerts, page, visit.text.alerts, visit, entry, area: .alerts)
    }

    func acknowledgeAlert(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        let form = try await Form(of: visit.request)
        var until: Date?
        if let hours = form.text("hours"), hours != "0" {
            guard let count = Self.snoozes[hours] else { throw PageRefusal.unreadable }
            until = visit.now.addingTimeInterval(Double(count) * 3_600)
        }
        guard let id = Int64(try parameters.require("alert")),
            try await companies.acknowledgeAlert(
                id,
                of: entry.company.id,
                until: until,
                actor: entry.actor
            ) != nil
        else { throw PageRefusal.notFound }
        return .redirect(to: Path.alerts(entry.company.id) + "?after=seen")
    }
}
