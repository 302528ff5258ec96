import Bookkeeping
import Companies
import Connectors
import Destinations
import Foundation
import Remote
import Synchronization

/// The companies as the running service needs them: parsed once, with clients that keep what they have learnt
/// about limits and outages from one event to the next.
///
/// Read by every request, so it is a snapshot in memory; ``reload()`` replaces it after a change.
final class LiveCompanies: Sendable {
    private let store: Companies
    private let clients: ConnectionClients
    private let snapshot = Mutex<[String: LiveCompany]>([:])

    init(store: Companies, clients: ConnectionClients) {
        self.store = store
        self.clients = clients
    }

    /// Reads all companies anew. A connection whose settings are unchanged keeps its client.
    func reload() async throws {
        var companies: [String: LiveCompany] = [:]
        for company in try await store.all() {
            companies[company.id] = try LiveCompany(
                company,
                rules: await store.currentRules(of: company.id)?.json,
                clients: clients
            )
        }
        snapshot.withLock { $0 = companies }
    }

    func company(_ id: String) -> LiveCompany? {
        snapshot.withLock { $0[id] }
    }

    var all: [LiveCompany] {
        snapshot.withLock { $0.values.sorted { $0.id < $1.id } }
    }

    /// The source that a webhook address names; nil when there is none or it is switched off.
    func source(company: Substring, connection: Substring) -> LiveSource? {
        snapshot.withLock { $0[String(company)]?.sources[String(connection)] }
    }
}
