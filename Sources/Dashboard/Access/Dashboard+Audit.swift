import Companies
import Foundation

/// What the dashboard does that an auditor may ask about.
extension Dashboard {
    enum AuditedReplay {
        case event(String)
        case many(ReplayDocument)
    }

    func record(_ replay: AuditedReplay, by actor: String, in company: String) async throws {
        switch replay {
        case .event(let id):
            try await companies.audit(
                company: company,
                actor: actor,
                action: "event.replayed",
                subject: "event/\(id)"
            )
        case .many(let replay):
            try await companies.audit(
                company: company,
                actor: actor,
                action: "events.replayed",
                subject: "replay/\(replay.id)",
                detail: Data(#"{"matched":\#(replay.matched)}"#.utf8)
            )
        }
    }
}
