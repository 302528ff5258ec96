import Bookkeeping
import Companies
import Connectors
import Destinations
import Foundation
import Remote

/// A company that is ready to be worked for.
struct LiveCompany: Sendable {
    let id: String
    let name: String
    let language: Language
    /// Connections that send events, by id; those that are switched off are not among them.
    let sources: [String: LiveSource]
    /// nil while no Tripletex connection is there, or it is switched off.
    let ledger: TripletexLedger?
    let connections: [LiveConnection]

    init(
        _ company: Company,
        connections: [Connection],
        rules: Rules,
        clients: ConnectionClients
    ) throws {
        id = company.id
        name = company.name
        language = company.language
        var sources: [String: LiveSource] = [:]
        var live: [LiveConnection] = []
        var ledger: TripletexLedger?
        for connection in connections {
            let client = clients.client(of: connection, in: company.id)
            live.append(LiveConnection(connection, circuit: client?.circuit))
            guard connection.isEnabled else { continue }
            if connection.service == .tripletex, let client, ledger == nil {
                ledger = clients.ledger(of: connection, in: company.id, client: client)
            }
            guard let client, let connector = Self.connector(of: connection, in: company) else {
                continue
            }
            sources[connection.id] = LiveSource(
                company: company.id,
                connection: connection.id,
                connector: connector,
                webhookSecrets: (connection.secrets["webhookSecret"] ?? []).map { $0.reveal() },
                client: client,
                bookkeeper: Bookkeeper(rules: try Self.rules(rules, for: connection))
            )
        }
        self.sources = sources
        self.ledger = ledger
        self.connections = live
    }

    private static func connector(
        of connection: Connection,
        in company: Company
    ) -> (any Connector)? {
        AllConnectors.connector(
            for: connection.service.rawValue,
            timeZone: company.timeZone
        )
    }

    /// Precedence: the connection's settings, the company's rules, the service's default, the defaults.
    private static func rules(_ rules: Rules, for connection: Connection) throws -> Rules {
        var rules = rules
        if connection.service == .shopify || connection.service == .woocommerce {
            // These shops state the VAT they charged on shipping, and stated VAT is owed (§ 11-4).
            rules.preferShopShippingVAT()
        }
        return try rules.applying(settings: connection.settings)
    }
}

/// A connection that sends webhooks and can be read from.
struct LiveSource: Sendable {
    let company: String
    let connection: String
    let connector: any Connector
    let webhookSecrets: [String]
    let client: RemoteClient
    let bookkeeper: Bookkeeper
}

/// A connection as health and dashboard show it.
struct LiveConnection: Sendable {
    let id: String
    let service: String
    let isEnabled: Bool
    let circuit: CircuitBreaker?

    init(_ connection: Connection, circuit: CircuitBreaker?) {
        id = connection.id
        service = connection.service.rawValue
        isEnabled = connection.isEnabled
        self.circuit = circuit
    }
}
