import Companies
import Foundation

/// Why nothing is replayed.
enum ReplayRefusal: Error, Hashable {
    /// One of the events would lead to a connection that is switched off.
    case connectionDisabled(String)
}

/// Handling events again, for pages and API alike: never towards what is switched off, always noted for the
/// auditor.
extension Dashboard {
    func replay(
        _ id: String,
        of company: CompanyProfile,
        by actor: String
    ) async throws -> ReplayDocument {
        guard let event = try await log.event(id, of: company.id) else {
            throw EventLogRefusal.unknownEvent
        }
        if let disabled = company.disabled.first(where: { $0 == event.connection }) {
            throw ReplayRefusal.connectionDisabled(disabled)
        }
        let replay = try await log.replay(id, of: company.id)
        try await companies.audit(
            company: company.id,
            actor: actor,
            action: "event.replayed",
            subject: "event/\(id)"
        )
        return replay
    }

    func replay(
        _ query: EventLogQuery,
        of company: CompanyProfile,
        by actor: String
    ) async throws -> ReplayDocument {
        for disabled in company.disabled where [nil, disabled].contains(query.connection) {
            var part = query
            part.connection = disabled
            if try await log.count(part) > 0 { throw ReplayRefusal.connectionDisabled(disabled) }
        }
        let replay = try await log.replay(query)
        try await companies.audit(
            company: company.id,
            actor: actor,
            action: "events.replayed",
            subject: "replay/\(replay.id)",
            detail: Data(#"{"matched":\#(replay.matched)}"#.utf8)
        )
        return replay
    }
}

extension CompanyProfile {
    fileprivate var disabled: [String] {
        connections.filter { !$0.isEnabled }.map(\.id)
    }
}
