import Hummingbird

extension Dashboard {
    /// More kinds of trouble than this are not listed one by one.
    private static let causeLimit = 30

    func showAttention(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        var causes: [AttentionPage.Cause] = []
        for cause in try await log.failedCauses(of: entry.company.id).prefix(Self.causeLimit) {
            var query = EventLogQuery(company: entry.company.id)
            query.state = "failed"
            query.cause = cause.code
            let newest = try await log.events(
                query,
                limit: AttentionPage.rowsPerCause,
                after: nil
            )
            causes.append(
                AttentionPage.Cause(code: cause.code, count: cause.count, newest: newest.events)
            )
        }
        let page = AttentionPage(
            company: entry.company.id,
            causes: causes,
            mayReplay: entry.mayReplay,
            wording: visit.wording(entry.company),
            now: visit.now
        )
        let frame = try await frame(
            visit.text.needsAttention,
            visit,
            entry,
            area: .attention,
            hearsChanges: true
        )
        return .page(templates.render(.attention, page, in: frame, language: visit.language))
    }
}
