import Bookkeeping
import Companies
import Foundation
import Logging
import Synchronization

/// The companies as the running service needs them, as a snapshot that every request reads.
final class LiveCompanies: Sendable {
    private let store: Companies
    private let clients: ConnectionClients
    private let logger: Logger
    private let snapshot = Mutex(Snapshot())

    private struct Snapshot {
        var companies: [String: LiveCompany] = [:]
        /// All sources by company and connection, so that a webhook finds its own in one step.
        var sources: [SourceName: LiveSource] = [:]
        /// Companies that are there but cannot be worked for.
        var unreadable: Set<String> = []

        init(_ companies: [String: LiveCompany] = [:], unreadable: Set<String> = []) {
            self.companies = companies
            self.unreadable = unreadable
            for company in companies.values {
                for (id, source) in company.sources {
                    sources[SourceName(company: company.id[...], connection: id[...])] = source
                }
            }
        }
    }

    private struct SourceName: Hashable {
        var company: Substring
        var connection: Substring
    }

    init(store: Companies, clients: ConnectionClients, logger: Logger) {
        self.store = store
        self.clients = clients
        self.logger = logger
    }

    /// Reads all companies anew.
    ///
    /// A connection whose settings are unchanged keeps its client.
    ///
    /// A company whose stored rules this version cannot read is left out and told of; the others go on.
    func reload() async throws {
        var companies: [String: LiveCompany] = [:]
        var unreadable: Set<String> = []
        for company in try await store.list() {
            do {
                companies[company.id] = try await live(company)
            } catch {
                unreadable.insert(company.id)
                logger.error(
                    "a company cannot be worked for: its rules or secrets cannot be read",
                    metadata: ["company": "\(company.id)", "reason": "\(error)"]
                )
            }
        }
        let result = Snapshot(companies, unreadable: unreadable)
        snapshot.withLock { $0 = result }
    }

    private func live(_ company: Company) async throws -> LiveCompany {
        var connections: [Connection] = []
        for listed in try await store.connections(of: company.id) {
            if let opened = try await store.connection(company.id, listed.id) {
                connections.append(opened)
            }
        }
        let json = try await store.rules(of: company.id)?.json
        let rules = try json.map { try Rules(json: $0) }
        let projectRules = try json.map { try JSONValue(parsing: $0) }?["projects"]
        return try LiveCompany(
            company,
            connections: connections,
            rules: rules ?? .standard,
            projectRules: projectRules,
            clients: clients
        )
    }

    func company(_ id: String) -> LiveCompany? {
        snapshot.withLock { $0.companies[id] }
    }

    var all: [LiveCompany] {
        snapshot.withLock { $0.companies.values.sorted { $0.id < $1.id } }
    }

    /// Companies that are there but cannot be worked for; what is sent to them must be sent again.
    var unreadable: Set<String> {
        snapshot.withLock { $0.unreadable }
    }

    /// The source that a webhook address names; nil when there is none or it is switched off.
    func source(company: Substring, connection: Substring) -> LiveSource? {
        snapshot.withLock { $0.sources[SourceName(company: company, connection: connection)] }
    }
}
