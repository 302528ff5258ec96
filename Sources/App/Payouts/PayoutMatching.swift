import Bookkeeping
import Connectors
import Foundation
import Outbox

/// Which items of a payout belong to orders that bokbro knows.
struct PayoutMatching: Sendable {
    let company: String
    /// Connections that orders come from.
    let connections: [String]
    let outbox: Outbox

    /// The items that belong to no known order, in the report's order.
    func unmatched(in settled: SettledPayout) async throws -> [Payout.Item] {
        let references = Set(settled.payout.items.compactMap(\.reference))
        guard !references.isEmpty else { return settled.unmatched { _ in false } }
        var known: Set<String> = []
        let payments = try await outbox.paymentsBooked(company: company, among: references)
        for reference in references {
            if payments.contains(reference) {
                known.insert(reference)
            } else if try await isOrder(reference) {
                known.insert(reference)
            }
        }
        return settled.unmatched { known.contains($0) }
    }

    /// Whether an order of one of the shops has this number or id.
    private func isOrder(_ reference: String) async throws -> Bool {
        let plain = reference.hasPrefix("#") ? String(reference.dropFirst()) : reference
        let subject = plain.hasPrefix("order/") ? plain : "order/\(plain)"
        for connection in connections {
            let heard = try await outbox.newestEvents(
                company: company,
                connection: connection,
                subjects: [subject],
                exceptTopic: PayoutEvent.topic
            )
            if !heard.isEmpty { return true }
            if try await outbox.isAnythingBooked(
                company: company,
                of: "\(connection)/order/\(plain)"
            ) {
                return true
            }
        }
        return false
    }
}
