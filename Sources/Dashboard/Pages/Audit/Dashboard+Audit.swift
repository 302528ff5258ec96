import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let auditRows = 50

    func showAudit(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company
        let filter = Self.auditFilter(visit)
        let wanted = Self.wanted(filter, in: company.timeZone)
        let after = visit.query("after").flatMap { Int64($0) }
        let entries = try await companies.auditEntries(
            company: company.id,
            matching: wanted ?? AuditFilter(),
            after: after,
            limit: Self.auditRows
        )
        var page = AuditPage(
            company: company.id,
            filter: filter,
            entries: entries,
            wording: visit.wording(company)
        )
        page.problem = wanted == nil ? visit.text.wrongDay : nil
        if entries.count == Self.auditRows, let last = entries.last {
            page.olderHref = Path.audit(company.id, filter.parts + [("after", String(last.id))])
        }
        page.newestHref = after == nil ? nil : Path.audit(company.id, filter.parts)
        if visit.query("verify") != nil {
            switch try await companies.verifyAudit() {
            case .intact(let count):
                page.verdict =
                    "\(visit.text.auditIntact) \(visit.wording(company).count(Int(count)))"
            case .broken(let id):
                page.verdict = "\(visit.text.auditBroken) \(id)"
                page.verdictTone = "bad"
            }
        }
        return try await show(
            .audit,
            page,
            visit.text.auditLog,
            visit,
            entry,
            area: .setUp(.audit)
        )
    }

    /// The entries that match as a file, oldest pages last, however many there are.
    func exportAudit(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company
        guard let format = visit.query("format").flatMap(ExportFormat.init(rawValue:)),
            let wanted = Self.wanted(Self.auditFilter(visit), in: company.timeZone)
        else { throw PageRefusal.unreadable }
        let companies = companies
        return .export(
            named: "bokbro-\(company.id)-audit",
            as: format,
            header: ["id", "createdAt", "actor", "action", "subject", "detail"]
        ) { (cursor: String?) in
            let page = try await companies.auditEntries(
                company: company.id,
                matching: wanted,
                after: cursor.flatMap { Int64($0) },
                limit: 200
            )
            let rows = page.map { entry in
                ExportRow(
                    cells: [
                        String(entry.id), RFC3339.text(entry.createdAt), entry.actor,
                        entry.action, entry.subject, entry.detail,
                    ],
                    document: AuditDocument(entry)
                )
            }
            return (rows, page.count == 200 ? page.last.map { String($0.id) } : nil)
        }
    }

    private static func auditFilter(_ visit: Visit) -> AuditPage.Filter {
        func part(_ name: String) -> String {
            String((visit.query(name) ?? "").prefix(EventFilter.lengthLimit))
        }
        return AuditPage.Filter(
            action: part("action"),
            text: part("text"),
            since: part("since"),
            until: part("until")
        )
    }

    /// nil when a day is none.
    private static func wanted(
        _ filter: AuditPage.Filter,
        in timeZone: TimeZone
    ) -> AuditFilter? {
        var wanted = AuditFilter(
            action: filter.action.isEmpty ? nil : filter.action,
            text: filter.text.isEmpty ? nil : filter.text
        )
        if !filter.since.isEmpty {
            guard let date = EventFilter.moment(filter.since, daysLater: 0, in: timeZone) else {
                return nil
            }
            wanted.since = date
        }
        if !filter.until.isEmpty {
            guard let date = EventFilter.moment(filter.until, daysLater: 1, in: timeZone) else {
                return nil
            }
            wanted.until = date
        }
        return wanted
    }
}
