import Companies
import Foundation
import Hummingbird

extension Dashboard {
    static let chartDays = 30
    /// While something waits, the page is shown anew after this time.
    private static let refreshSeconds = 10

    /// All of the reader's companies; with a single one, that one.
    func showOverview(_ visit: Visit, _: Parameters) async throws -> Response {
        var profiles: [CompanyProfile] = []
        for company in try await companies(of: signedIn(visit)) {
            let connections = try await companies.connections(of: company.id)
            profiles.append(CompanyProfile(company, connections))
        }
        return try await overview(profiles, isAcross: profiles.count != 1, visit, nil)
    }

    func showCompany(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        return try await overview([entry.company], isAcross: false, visit, entry)
    }

    /// The short addresses of lists lead to those of the reader's first company, filter and all.
    func toFirstCompany(_ visit: Visit, _: Parameters) async throws -> Response {
        guard let company = try await companies(of: signedIn(visit)).first else {
            return .redirect(to: Path.home)
        }
        let query = visit.request.uri.query.map { "?" + $0 } ?? ""
        return .redirect(to: Path.local(Path.company(company.id) + visit.request.uri.path + query))
    }

    private func overview(
        _ companies: [CompanyProfile],
        isAcross: Bool,
        _ visit: Visit,
        _ entry: Entry?
    ) async throws -> Response {
        let status = await surroundings.status()
        var figures: [OverviewPage.Figures] = []
        var days: [TimeZone: [Date]] = [:]
        for company in companies {
            let shown =
                days[company.timeZone]
                ?? Self.lastDays(Self.chartDays, until: visit.now, in: company.timeZone)
            days[company.timeZone] = shown
            figures.append(try await self.figures(of: company, status, days: shown))
        }
        if isAcross {
            // Who needs a person comes first; the rest keep their order by name.
            figures = figures.filter { $0.failed > 0 } + figures.filter { $0.failed == 0 }
        }
        let profiles = Dictionary(
            companies.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var page = OverviewPage(
            figures,
            isAcross: isAcross,
            wording: { visit.wording(profiles[$0] ?? companies.first) },
            now: visit.now
        )
        if isAcross, try await mayFound(signedIn(visit)) { page.newCompanyHref = Path.newCompany }
        let isBusy = figures.contains { $0.waiting > 0 }
        let frame = try await frame(
            page.heading,
            visit,
            entry,
            area: isAcross ? nil : .overview,
            refreshSeconds: isBusy ? Self.refreshSeconds : nil,
            hearsChanges: !isAcross
        )
        return .page(templates.render(.overview, page, in: frame, language: visit.language))
    }

    private func figures(
        of company: CompanyProfile,
        _ status: DashboardStatus,
        days: [Date]
    ) async throws -> OverviewPage.Figures {
        let counted = try await log.figures(of: company.id, days: days)
        let known = Dictionary(
            status.connections.filter { $0.company == company.id }.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return OverviewPage.Figures(
            id: company.id,
            name: company.name,
            bookedToday: counted.bookedToday,
            failed: counted.failed,
            waiting: counted.waiting,
            oldestWaiting: counted.oldestWaiting,
            connections: company.connections.map { connection in
                var shown =
                    known[connection.id]
                    ?? DashboardStatus.Connection(
                        company: company.id,
                        id: connection.id,
                        service: connection.service
                    )
                if !connection.isEnabled { shown.state = .disabled }
                return shown
            },
            days: zip(days, counted.days).map { date, day in
                DayChart.Day(
                    // Noon, so that no change of the clock moves the label to the day before.
                    date: date.addingTimeInterval(12 * 3_600),
                    done: day.done,
                    skipped: day.skipped,
                    failed: day.failed
                )
            }
        )
    }

    /// The first moments of the last days, today included, and that of tomorrow.
    static func lastDays(_ count: Int, until now: Date, in timeZone: TimeZone) -> [Date] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let today = calendar.startOfDay(for: now)
        return (-(count - 1)...1).map {
            calendar.date(byAdding: .day, value: $0, to: today)
                ?? today.addingTimeInterval(Double($0) * 86_400)
        }
    }
}
