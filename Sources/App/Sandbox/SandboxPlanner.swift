import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Remote

/// Reads every order from its shop once more, past the network and its faults, and adds up what the plans come to.
struct SandboxPlanner: Sendable {
    /// What the plans of all orders come to.
    struct Expectation: Sendable {
        var balances: [FakeLedgerSnapshot.Key: Int64] = [:]
        /// By order in the ledger: its invoice less its credit notes, in minor units of its currency.
        var totals: [String: Int64] = [:]
        /// By order in the ledger: what its customer owes.
        var outstanding: [String: Int64] = [:]
        /// Names of orders that wait for a person.
        var held: Set<String> = []
    }

    let shops: SandboxShops
    let ledger: FakeTripletex
    let company: LiveCompany

    func expectation(of orders: [SandboxOrder]) async throws -> Expectation {
        let rates = rateSource()
        var clients: [String: RemoteClient] = [:]
        var expected = Expectation()
        for order in orders {
            guard let source = company.sources[order.connection] else {
                throw OutboxError.unusable(reason: "there is no connection \(order.connection)")
            }
            let client = clients[order.connection] ?? client(of: source)
            clients[order.connection] = client
            let access = SourceAccess(remote: client, deliveries: { _ in order.deliveries })
            switch try await source.connector.read(order.subject, from: access) {
            case .held: expected.held.insert(order.name)
            case .order(let neutral):
                let questions = source.bookkeeper.ratesNeeded(for: neutral)
                let plan = Bookkeeper(
                    rules: source.bookkeeper.rules,
                    rates: questions.isEmpty ? .none : try await rates.rates(questions)
                ).plan(neutral)
                expected.add(plan, of: "\(source.connection)-\(neutral.number)", order)
            default: break
            }
        }
        return expected
    }

    private func client(of source: LiveSource) -> RemoteClient {
        let service: any FakeService =
            source.connection == SandboxCompany.woo ? shops.woo : shops.shopify
        let connection = source.connection
        return client(to: service, baseURL: source.client?.baseURL ?? "") {
            SandboxCompany.authorize(&$0, for: connection)
        }
    }

    private func rateSource() -> TripletexLedger {
        let client = client(to: ledger, baseURL: "http://ledger.invalid/v2") { _ in }
        let session = TripletexSession(
            client: client,
            consumerToken: SandboxCompany.consumerToken,
            employeeToken: SandboxCompany.employeeToken
        )
        return TripletexLedger(
            calls: TripletexCalls(client: client, session: session),
            lookups: TripletexLookups(),
            webAddress: ""
        )
    }

    private func client(
        to service: any FakeService,
        baseURL: String,
        authorization: @escaping RemoteClient.Authorization
    ) -> RemoteClient {
        RemoteClient(
            service: "sandbox",
            baseURL: baseURL,
            transport: FakeTransport(to: service),
            limit: RateLimit(budget: .init(calls: .max, window: .seconds(1), concurrent: 1)),
            circuit: CircuitBreaker(),
            authorization: authorization
        )
    }
}

extension SandboxPlanner.Expectation {
    mutating func add(_ plan: Plan, of number: String, _ order: SandboxOrder) {
        guard plan.status == .booked else {
            if plan.status == .held { held.insert(order.name) }
            return
        }
        for entry in plan.entries {
            switch entry {
            case .sale(let sale): totals[number, default: 0] += sale.total.minor
            case .creditNote(let note): totals[number, default: 0] -= note.total.minor
            case .payment, .refundPayment, .voucher: break
            }
        }
        if let owed = plan.totals?.outstanding.minor, owed != 0 { outstanding[number] = owed }
        for posting in plan.vouchers.flatMap(\.postings) {
            let key = FakeLedgerSnapshot.Key(
                account: posting.account.value,
                vatCode: posting.vatCode?.number
            )
            balances[key, default: 0] += posting.amount.minor
        }
    }
}

extension SandboxOrder {
    /// Everything that was told of it.
    fileprivate var deliveries: [SourceAccess.Delivery] {
        steps.map {
            SourceAccess.Delivery(
                topic: $0.topic,
                body: $0.body,
                receivedAt: Date(timeIntervalSince1970: TimeInterval($0.moment))
            )
        }
    }
}
