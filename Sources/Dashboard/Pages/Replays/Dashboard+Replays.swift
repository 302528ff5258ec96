import Companies
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let replayRefreshSeconds = 2

    func previewReplay(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .replay)
        return try await preview(EventFilter { visit.query($0) }, visit, entry)
    }

    func startReplay(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .replay)
        let form = try await Form(of: visit.request)
        let filter = EventFilter { form[$0] }
        let query = try query(filter, of: entry.company)
        do {
            let replay = try await replay(query, of: entry.company, by: entry.actor)
            return .redirect(to: Path.replay(entry.company.id, replay.id))
        } catch ReplayRefusal.connectionDisabled {
            return try await preview(filter, visit, entry, problem: visit.text.replayDisabled)
        }
    }

    func showReplay(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let id = try parameters.require("replay")
        guard let replay = try await log.replayProgress(id, of: entry.company.id) else {
            throw PageRefusal.notFound
        }
        let page = ReplayPage(
            company: entry.company.id,
            state: replay.state.rawValue,
            matched: replay.matched,
            done: replay.done,
            wording: visit.wording(entry.company)
        )
        let frame = try await frame(
            visit.text.replayMany,
            visit,
            entry,
            area: .events,
            refreshSeconds: replay.state == .running ? Self.replayRefreshSeconds : nil
        )
        return .page(templates.render(.replay, page, in: frame, language: visit.language))
    }

    private func preview(
        _ filter: EventFilter,
        _ visit: Visit,
        _ entry: Entry,
        problem: String? = nil
    ) async throws -> Response {
        let matched = try await log.count(query(filter, of: entry.company))
        var page = ReplayPreviewPage(
            company: entry.company.id,
            filter: filter,
            matched: matched,
            wording: visit.wording(entry.company)
        )
        page.problem = problem
        let frame = try await frame(visit.text.replayMany, visit, entry, area: .events)
        return .page(
            templates.render(.replayPreview, page, in: frame, language: visit.language),
            status: problem == nil ? .ok : .conflict
        )
    }

    private func query(
        _ filter: EventFilter,
        of company: CompanyProfile
    ) throws -> EventLogQuery {
        do {
            return try filter.query(of: company.id, in: company.timeZone)
        } catch {
            throw PageRefusal.unreadable
        }
    }
}
