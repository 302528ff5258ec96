import Foundation
import Hummingbird

extension Dashboard {
    private static let eventsPerPage = 50
    private static let busyRefreshSeconds = 10

    func showEvents(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company
        let filter = EventFilter { visit.query($0) }
        let after = visit.query("after").flatMap { $0.isEmpty ? nil : $0 }
        let (listed, problem) = try await list(filter, after: after, of: company, visit)
        let wording = visit.wording(company)
        let sources = company.connections.filter(\.sendsEvents)
        var page = EventsPage(
            company: company.id,
            filter: filter,
            connections: sources.map(\.id),
            rows: listed.events.map { EventRow($0, wording: wording, now: visit.now) },
            language: visit.language
        )
        page.problem = problem
        page.olderHref = listed.next.map {
            Path.events(company.id, filter.parts + [("after", $0)])
        }
        page.newestHref = after == nil ? nil : Path.events(company.id, filter.parts)
        if entry.mayReplay, filter.isActive, problem == nil {
            page.replayHref = Path.newReplay(company.id, filter.parts)
        }
        page.webhooks = sources.map {
            EventsPage.Webhook(
                connection: $0.id,
                address: surroundings.publicURL + Path.webhook(company.id, $0.id)
            )
        }
        let isBusy = listed.events.contains { ["pending", "running"].contains($0.state) }
        let frame = try await frame(
            visit.text.events,
            visit,
            entry,
            area: .events,
            refreshSeconds: isBusy && after == nil ? Self.busyRefreshSeconds : nil,
            hearsChanges: after == nil
        )
        return .page(templates.render(.events, page, in: frame, language: visit.language))
    }

    /// The page of events asked for, and what was wrong with the question.
    private func list(
        _ filter: EventFilter,
        after: String?,
        of company: CompanyProfile,
        _ visit: Visit
    ) async throws -> (EventLogPage, problem: String?) {
        let query: EventLogQuery
        do {
            query = try filter.query(of: company.id, in: company.timeZone)
        } catch {
            let problem = error.part == "state" ? visit.text.noMatch : visit.text.wrongDay
            return (EventLogPage(events: []), problem)
        }
        do {
            return (
                try await log.events(query, limit: Self.eventsPerPage, after: after), nil
            )
        } catch EventLogRefusal.unknownCursor {
            return (
                try await log.events(query, limit: Self.eventsPerPage, after: nil),
                visit.text.wrongCursor
            )
        }
    }
}
