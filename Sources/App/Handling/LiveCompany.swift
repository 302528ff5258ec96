import Bookkeeping
import Companies
import Connectors
import Destinations
import Foundation
import Projects
import Remote

/// A company that is ready to be worked for.
struct LiveCompany: Sendable {
    let id: String
    let name: String
    let language: Language
    let timeZone: String
    /// Connections that send events, by id; those that are switched off are not among them.
    let sources: [String: LiveSource]
    /// nil while no Tripletex connection is there, or it is switched off.
    let ledger: LiveLedger?
    /// nil while no Slack connection is there, or it is switched off.
    let slack: LiveSlack?
    let connections: [LiveConnection]
    /// The company's rules without any connection's own settings.
    let rules: Rules
    let payoutSources: [LivePayoutSource]
    /// The public directory of who can receive EHF, where it is connected.
    let peppol: RemoteClient?
    /// nil while Norges Bank is not connected.
    let rateControl: RateControl?

    init(
        _ company: Company,
        connections: [Connection],
        rules: Rules,
        projectRules: JSONValue?,
        clients: ConnectionClients
    ) throws {
        id = company.id
        name = company.name
        language = company.language
        timeZone = company.timeZone
        var sources: [String: LiveSource] = [:]
        var live: [LiveConnection] = []
        var ledger: LiveLedger?
        var slack: LiveSlack?
        var payoutSources: [LivePayoutSource] = []
        var peppol: RemoteClient?
        var rateControl: RateControl?
        for connection in connections {
            let client = clients.client(of: connection, in: company.id)
            live.append(LiveConnection(connection, circuit: client?.circuit))
            guard connection.isEnabled else { continue }
            if connection.service == .tripletex, let client, ledger == nil {
                ledger = clients.ledger(of: connection, in: company.id, client: client)
            }
            if connection.service == .slack, slack == nil {
                slack = try LiveSlack(
                    connection,
                    in: company.id,
                    projects: ProjectSettings(rules: projectRules),
                    clients: clients
                )
            }
            if connection.service == .peppolDirectory { peppol = peppol ?? client }
            if connection.service == .norgesBank, let client {
                rateControl = rateControl ?? RateControl(client: client)
            }
            if connection.service == .vipps, let client {
                payoutSources += try [
                    LivePayoutSource(
                        connection,
                        of: company,
                        shop: nil,
                        vipps: clients.vippsAccess(of: connection, in: company.id),
                        client: client,
                        rules: rules
                    )
                ].compactMap(\.self)
            }
            guard let connector = try Self.connector(of: connection, in: company) else {
                continue
            }
            if let shop = connector as? Shopify, let client {
                payoutSources += try [
                    LivePayoutSource(
                        connection,
                        of: company,
                        shop: shop,
                        vipps: nil,
                        client: client,
                        rules: rules
                    )
                ].compactMap(\.self)
            }
            sources[connection.id] = try LiveSource(
                connection,
                of: company.id,
                connector: connector,
                client: client,
                bookkeeper: Bookkeeper(rules: try Self.rules(rules, for: connection)),
                projects: connection.service == .rentman
                    ? try ProjectSettings(
                        rules: projectRules,
                        connection: JSONValue(parsing: connection.options)
                    ) : nil,
                quota: clients.quota(of: connection, in: company.id)
            )
        }
        self.sources = sources
        self.ledger = ledger
        self.slack = slack
        self.connections = live
        self.rules = rules
        self.payoutSources = payoutSources
        self.peppol = peppol
        self.rateControl = rateControl
    }

    private static func connector(
        of connection: Connection,
        in company: Company
    ) throws -> (any Connector)? {
        AllConnectors.connector(
            for: connection.service.rawValue,
            settings: ConnectorSettings(
                timeZone: company.timeZone,
                options: try JSONValue(parsing: connection.options)
            )
        )
    }

    /// Precedence: the connection's settings, the company's rules, the service's default, the defaults.
    static func rules(_ rules: Rules, for connection: Connection) throws -> Rules {
        var rules = rules
        if connection.service == .shopify || connection.service == .woocommerce {
            // These shops state the VAT they charged on shipping, and stated VAT is owed (§ 11-4).
            rules.preferShopShippingVAT()
        }
        return try rules.applying(settings: connection.settings)
    }
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
