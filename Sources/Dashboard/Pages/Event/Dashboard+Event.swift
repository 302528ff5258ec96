import Companies
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let eventRefreshSeconds = 3

    func showEvent(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let notice = visit.query("after") == "replay" ? visit.text.replayStarted : nil
        return try await eventPage(visit, entry, parameters.get("event"), notice: notice)
    }

    func replayEvent(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .replay)
        let id = try parameters.require("event")
        do {
            _ = try await replay(id, of: entry.company, by: entry.actor)
        } catch EventLogRefusal.unknownEvent {
            throw PageRefusal.notFound
        } catch EventLogRefusal.running {
            return try await eventPage(visit, entry, id, problem: visit.text.eventIsRunning)
        } catch ReplayRefusal.connectionDisabled {
            return try await eventPage(visit, entry, id, problem: visit.text.replayDisabled)
        }
        return .redirect(to: Path.event(entry.company.id, id) + "?after=replay")
    }

    private func eventPage(
        _ visit: Visit,
        _ entry: Entry,
        _ id: String?,
        notice: String? = nil,
        problem: String? = nil
    ) async throws -> Response {
        let company = entry.company.id
        guard let id, let event = try await log.event(id, of: company) else {
            throw PageRefusal.notFound
        }
        let payload = try await log.payload(of: id, of: company)
        var page = EventPage(
            event,
            payload: payload.map { Array($0) },
            mayReplay: entry.mayReplay,
            wording: visit.wording(entry.company),
            now: visit.now,
            notice: notice
        )
        page.problem = problem
        let isBusy = event.state == "pending" || event.state == "running"
        let frame = try await frame(
            page.subject,
            visit,
            entry,
            area: .events,
            refreshSeconds: isBusy ? Self.eventRefreshSeconds : nil
        )
        return .page(
            templates.render(.event, page, in: frame, language: visit.language),
            status: problem == nil ? .ok : .conflict
        )
    }
}
