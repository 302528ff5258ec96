import Companies
import Connectors
import Destinations
import Foundation
import HTTPTypes
import Remote
import Synchronization

/// The clients of all connections; one that is asked for again with the same settings is the same one, with what
/// it has learnt of limits and outages.
final class ConnectionClients: Sendable {
    /// What decides how a service is called.
    struct Conditions: Sendable {
        var transport: any RemoteTransport
        var circuitPause: Duration
        /// The shortest window of a rate limit; sandboxes have shorter ones than the real services.
        var limitScale: Int
        /// How long a second is that a service speaks of; sandboxes have shorter ones.
        var second: Duration
        /// The clock by which the calls of a day are counted, and what is kept grows old.
        var now: @Sendable () -> Date
        /// The clock of limits and pauses.
        var limitNow: @Sendable () -> Date

        init(
            transport: any RemoteTransport,
            circuitPause: Duration = .seconds(30),
            limitScale: Int = 1,
            second: Duration = .seconds(1),
            now: @escaping @Sendable () -> Date = { Date() },
            limitNow: @escaping @Sendable () -> Date = { Date() }
        ) {
            self.now = now
            self.limitNow = limitNow
            self.transport = transport
            self.circuitPause = circuitPause
            self.limitScale = limitScale
            self.second = second
        }
    }

    private struct Key: Hashable {
        var company: String
        var connection: Connection
    }

    private let conditions: Conditions
    private let clients = Mutex<[Key: RemoteClient]>([:])
    private let ledgers = Mutex<[Key: LiveLedger]>([:])
    private let workspaces = Mutex<[Key: SlackWorkspace]>([:])
    private let quotas = Mutex<[Key: SharedQuota]>([:])
    private let vipps = Mutex<[Key: VippsAccess]>([:])
    private let now: @Sendable () -> Date

    init(conditions: Conditions, now: @escaping @Sendable () -> Date = { Date() }) {
        self.conditions = conditions
        self.now = now
    }

    /// The client of a connection; nil for one that only sends to us.
    func client(of connection: Connection, in company: String) -> RemoteClient? {
        guard let baseURL = connection.baseURL else { return nil }
        let key = Key(company: company, connection: connection)
        let quota = quota(of: connection, in: company)
        return clients.withLock { clients in
            if let client = clients[key] { return client }
            let client = RemoteClient(
                service: connection.service.rawValue,
                baseURL: baseURL,
                transport: quota.map {
                    CountedTransport(transport: conditions.transport, quota: $0)
                } ?? conditions.transport,
                limit: RateLimit(
                    budget: budget(of: connection.service),
                    second: conditions.second,
                    now: conditions.limitNow
                ),
                circuit: CircuitBreaker(pause: conditions.circuitPause, now: conditions.limitNow),
                authorization: Self.authorization(of: connection)
            )
            clients[key] = client
            return client
        }
    }

    /// The Tripletex of a connection, with its session and what was looked up in it.
    func ledger(
        of connection: Connection,
        in company: String,
        client: RemoteClient
    ) -> LiveLedger {
        let key = Key(company: company, connection: connection)
        return ledgers.withLock { ledgers in
            if let ledger = ledgers[key] { return ledger }
            let session = TripletexSession(
                client: client,
                consumerToken: connection.secret("consumerToken"),
                employeeToken: connection.secret("employeeToken")
            )
            let calls = TripletexCalls(client: client, session: session)
            let lookups = TripletexLookups()
            let webAddress = Self.origin(of: client.baseURL)
            let ledger = LiveLedger(
                books: TripletexLedger(calls: calls, lookups: lookups, webAddress: webAddress),
                projects: TripletexProjects(
                    calls: calls,
                    lookups: lookups,
                    employees: TripletexEmployees(now: conditions.now),
                    webAddress: webAddress
                )
            )
            ledgers[key] = ledger
            return ledger
        }
    }

    /// The Slack of a connection, with what it knows of people and channels; nil without an address.
    func workspace(
        of connection: Connection,
        in company: String,
        settings: SlackSettings
    ) -> SlackWorkspace? {
        guard let baseURL = connection.baseURL else { return nil }
        let key = Key(company: company, connection: connection)
        let kept = workspaces.withLock { workspaces in
            if let workspace = workspaces[key] { return workspace }
            let circuit = CircuitBreaker(pause: conditions.circuitPause, now: conditions.limitNow)
            let calls = { (token: String) in
                SlackCalls(
                    baseURL: baseURL,
                    token: token,
                    transport: self.conditions.transport,
                    circuit: circuit,
                    pace: .init(
                        now: self.conditions.limitNow,
                        scale: self.conditions.limitScale
                    )
                )
            }
            let userToken = connection.secret("userToken")
            let workspace = SlackWorkspace(
                bot: calls(connection.secret("botToken")),
                person: userToken.isEmpty ? nil : calls(userToken),
                people: SlackPeople(),
                directory: ChannelDirectory()
            )
            workspaces[key] = workspace
            return workspace
        }
        return kept.with(settings)
    }

    /// The keys of a sales unit at Vipps, with the token they gave last.
    func vippsAccess(of connection: Connection, in company: String) -> VippsAccess {
        let key = Key(company: company, connection: connection)
        return vipps.withLock { vipps in
            if let access = vipps[key] { return access }
            let access = VippsAccess(
                clientID: connection.secret("clientId"),
                clientSecret: connection.secret("clientSecret"),
                subscriptionKey: connection.secret("subscriptionKey"),
                now: now
            )
            vipps[key] = access
            return access
        }
    }

    /// The calls that a day grants, for the services that count them; nil for the others.
    func quota(of connection: Connection, in company: String) -> SharedQuota? {
        guard connection.service == .rentman else { return nil }
        let key = Key(company: company, connection: connection)
        return quotas.withLock { quotas in
            if let quota = quotas[key] { return quota }
            let quota = SharedQuota(.rentman, now: conditions.now)
            quotas[key] = quota
            return quota
        }
    }

    /// Budgets as the services document them, a little below; the answers' headers correct them.
    private func budget(of service: Service) -> RateLimit.Budget {
        let scale = conditions.limitScale
        return switch service {
        case .shopify: .init(calls: 36 * scale, window: .seconds(18), concurrent: 8)
        case .rentman:
            .init(
                calls: Rentman.budget.calls * scale,
                window: Rentman.budget.window,
                concurrent: Rentman.budget.concurrent
            )
        case .tripletex: .init(calls: 95 * scale, window: .seconds(10), concurrent: 8)
        default: .init(calls: 50 * scale, window: .seconds(10), concurrent: 8)
        }
    }

    private static func authorization(
        of connection: Connection
    ) -> RemoteClient.Authorization {
        switch connection.service {
        case .shopify:
            let token = connection.secret("accessToken")
            return { headers in
                if let name = HTTPField.Name("X-Shopify-Access-Token") { headers[name] = token }
            }
        case .woocommerce:
            let value = WooCommerce.authorization(
                consumerKey: connection.secret("consumerKey"),
                consumerSecret: connection.secret("consumerSecret")
            )
            return { headers in headers[.authorization] = value }
        case .rentman:
            let token = connection.secret("token")
            return { headers in headers[.authorization] = "Bearer \(token)" }
        case .tripletex, .slack, .standardWebhooks, .vipps, .norgesBank, .peppolDirectory:
            return { _ in }
        }
    }

    private static func origin(of baseURL: String) -> String {
        guard let url = URL(string: baseURL), let scheme = url.scheme, let host = url.host() else {
            return baseURL
        }
        return "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
    }
}

extension Connection {
    /// The newest value of a secret; empty when the file gave none.
    fileprivate func secret(_ name: String) -> String {
        secrets[name]?.first?.reveal() ?? ""
    }
}
