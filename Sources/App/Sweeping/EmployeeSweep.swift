import Destinations
import Foundation
import Outbox

/// Has projects looked at again whose crew matched nobody, when the company's employees have changed since.
///
/// A new employee makes no event anywhere. What is asked of Tripletex is kept for an hour, and nothing is asked while
/// everybody is matched.
struct EmployeeSweep: Sendable {
    let company: LiveCompany
    let outbox: Outbox
    let now: @Sendable () -> Date

    /// Under what a project is remembered that has unmatched crew, with the employees among whom they were sought.
    static func prefix(_ connection: String) -> String { "unmatched/\(connection)/" }

    /// Returns how many projects are looked at again.
    @discardableResult
    func run() async throws -> Int {
        guard let ledger = company.ledger else { return 0 }
        var announced = 0
        for source in company.sources.values where source.projects != nil {
            let prefix = Self.prefix(source.connection)
            let waiting = try await outbox.notes(prefix, company: company.id)
            guard !waiting.isEmpty else { continue }
            let present = try await ledger.projects.allEmployees().fingerprint
            for (key, seen) in waiting where seen != present {
                let subject = String(key.dropFirst(prefix.count))
                let acceptance = try await outbox.accept(
                    IncomingEvent(
                        company: company.id,
                        connection: source.connection,
                        topic: Sweep.topic,
                        subject: subject,
                        deliveryID: "employees/\(present)/\(subject)",
                        payload: Data(),
                        receivedAt: now()
                    )
                )
                if !acceptance.isDuplicate { announced += 1 }
            }
        }
        return announced
    }
}
