import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    private static let exportPage = 200

    /// The synchronisation log, as far as a filter goes, as a file.
    func exportEvents(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company
        guard let format = visit.query("format").flatMap(ExportFormat.init(rawValue:)) else {
            throw PageRefusal.unreadable
        }
        let query: EventLogQuery
        do {
            query = try EventFilter { visit.query($0) }.query(of: company.id, in: company.timeZone)
        } catch {
            throw PageRefusal.unreadable
        }
        let log = log
        return .export(
            named: "bokbro-\(company.id)-events",
            as: format,
            header: [
                "id", "receivedAt", "connection", "topic", "subject", "deliveryId", "state",
                "cause", "message", "results",
            ]
        ) { (cursor: String?) in
            let page = try await log.events(query, limit: Self.exportPage, after: cursor)
            var rows: [ExportRow] = []
            for listed in page.events {
                let event = try await log.event(listed.id, of: company.id) ?? listed
                rows.append(ExportRow(cells: Self.cells(event), document: event))
            }
            return (rows, page.next)
        }
    }

    private static func cells(_ event: EventDocument) -> [String] {
        let results = event.effects.compactMap(\.result).map { "\($0.kind) \($0.number ?? $0.id)" }
        return [
            event.id, RFC3339.text(event.receivedAt), event.connection, event.topic, event.subject,
            event.deliveryID, event.state, event.cause ?? "", event.message ?? "",
            results.joined(separator: ", "),
        ]
    }
}
