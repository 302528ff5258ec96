import Bookkeeping
import Companies
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let backfillRefreshSeconds = 3

    func showBackfills(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        return try await backfillsPage(visit, entry, chosen: visit.query("connection"))
    }

    func startBackfill(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        let form = try await Form(of: visit.request)
        let order = BackfillOrder(
            company: entry.company.id,
            connection: form["connection"] ?? "",
            from: form.text("from") ?? "",
            to: form.text("to"),
            isDryRun: form["kind"] != "book",
            actor: entry.actor
        )
        do {
            let backfill = try await begin(order, of: entry.company)
            return .redirect(to: Path.backfill(entry.company.id, backfill.id))
        } catch let refusal as WorkRefusal {
            return try await backfillsPage(
                visit,
                entry,
                chosen: order.connection,
                order: order,
                problem: refusal.text(in: visit.language)
            )
        } catch ReplayRefusal.connectionDisabled {
            return try await backfillsPage(
                visit,
                entry,
                chosen: order.connection,
                order: order,
                problem: visit.text.replayDisabled
            )
        }
    }

    func showBackfill(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let backfill = try await work.backfill(
            parameters.require("backfill"),
            entry.company.id
        )
        guard let backfill else { throw PageRefusal.notFound }
        let page = BackfillPage(
            backfill,
            mayStop: entry.role.grants(.configure),
            wording: visit.wording(entry.company)
        )
        return try await show(
            .backfill,
            page,
            page.heading,
            visit,
            entry,
            area: .setUp(.backfills),
            refreshSeconds: backfill.state == .running ? Self.backfillRefreshSeconds : nil
        )
    }

    func stopBackfill(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .configure)
        let id = try parameters.require("backfill")
        guard try await work.backfill(id, entry.company.id) != nil,
            try await work.stopBackfill(id, entry.company.id) != nil
        else { throw PageRefusal.notFound }
        try await companies.audit(
            company: entry.company.id,
            actor: entry.actor,
            action: "backfill.stopped",
            subject: "backfill/\(id)"
        )
        return .redirect(to: Path.backfill(entry.company.id, id))
    }

    private func backfillsPage(
        _ visit: Visit,
        _ entry: Entry,
        chosen: String?,
        order: BackfillOrder? = nil,
        problem: String? = nil
    ) async throws -> Response {
        var page = BackfillsPage(
            company: entry.company.id,
            sources: entry.company.connections.filter { $0.sendsEvents && $0.isEnabled },
            chosen: chosen,
            backfills: try await work.backfills(entry.company.id),
            mayBegin: entry.role.grants(.configure),
            wording: visit.wording(entry.company),
            now: visit.now
        )
        page.problem = problem
        page.from = order?.from ?? visit.query("from") ?? ""
        page.to = order?.to ?? visit.query("to") ?? ""
        return try await show(
            .backfills,
            page,
            visit.text.backfills,
            visit,
            entry,
            area: .setUp(.backfills),
            status: problem == nil ? .ok : .unprocessableContent
        )
    }
}
