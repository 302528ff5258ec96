import Bookkeeping
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let subjectRefreshSeconds = 5

    func showSubject(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        guard let connection = parameters.decoded("connection"),
            let kind = parameters.decoded("kind"), let number = parameters.decoded("number")
        else { throw PageRefusal.notFound }
        let story = try await story(
            kind + "/" + number,
            from: connection,
            of: entry.company.id
        )
        guard let story else { throw PageRefusal.notFound }
        let page = SubjectPage(
            story,
            mayReplay: entry.mayReplay,
            wording: visit.wording(entry.company),
            now: visit.now
        )
        let isBusy = ["pending", "running"].contains(story.state)
        return try await show(
            .subject,
            page,
            page.heading,
            visit,
            entry,
            area: .events,
            refreshSeconds: isBusy ? Self.subjectRefreshSeconds : nil
        )
    }

    func showSearch(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let text = String((visit.query("q") ?? "").prefix(EventFilter.lengthLimit))
        var matches: [SubjectMatch] = []
        var problem: String?
        if !text.isEmpty {
            do {
                matches = try await work.search(entry.company.id, text)
            } catch let refusal as WorkRefusal {
                problem = refusal.text(in: visit.language)
            }
        }
        var page = SearchPage(
            company: entry.company.id,
            text: text,
            matches: matches,
            wording: visit.wording(entry.company)
        )
        page.problem = problem
        return try await show(.search, page, visit.text.findOrder, visit, entry, area: .events)
    }
}
