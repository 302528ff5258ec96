import Connectors
import Destinations
import Foundation
import Remote
import Synchronization
import TestSupport

/// The services around a bokbro under test, in memory; a test may have the process die at one of its calls.
final class World: RemoteTransport {
    static let shopAddress = "https://shop.example"
    static let ledgerAddress = "https://ledger.example"
    static let wooAddress = "https://woo.example"
    static let rentmanAddress = "https://rentman.example"
    static let slackAddress = "https://slack.example"
    static let vippsAddress = "https://vipps.example"
    static let norgesBankAddress = "https://norges-bank.example"
    static let peppolAddress = "https://peppol.example"
    static let slackUserToken = "slack-user"

    /// Where among the calls the process dies.
    struct Death: Hashable, Sendable, CustomStringConvertible {
        /// Counted from 1.
        var call: Int
        /// Whether the call still reaches the service.
        var isActedOn: Bool

        var description: String { "\(isActedOn ? "after" : "before") call \(call)" }
    }

    private struct State {
        var calls = 0
        var death: Death?
        var isDead = false
        var onDeath: (@Sendable () throws -> Void)?
    }

    let shop: FakeShopify
    let ledger: FakeTripletex
    let woo: FakeWooCommerce
    let rentman: FakeRentman
    let slack: FakeSlack
    let vipps: FakeVippsReport
    let norgesBank = FakeNorgesBank()
    let peppol = FakePeppolDirectory()
    private let transports: [(address: String, transport: FakeTransport)]
    private let state = Mutex(State())

    init(faults: FakeFaults.Rate = .none, seed: UInt64 = 1, now: @escaping @Sendable () -> Date) {
        shop = FakeShopify(accessToken: "shop-token", leaksPerSecond: 100_000, now: now)
        ledger = FakeTripletex(
            consumerToken: "consumer",
            employeeToken: "employee",
            limits: .init(calls: 1_000_000),
            now: now
        )
        var wooSetup = FakeWooCommerce.Setup(consumerKey: "ck_test", consumerSecret: "cs_test")
        wooSetup.callsPerSecond = 100_000
        woo = FakeWooCommerce(wooSetup, now: now)
        rentman = FakeRentman(
            token: "rentman-token",
            baseURL: Self.rentmanAddress,
            limitFactor: 100_000,
            now: now
        )
        slack = FakeSlack(
            bot: .init(secret: "slack-bot", scopes: FakeSlack.usualScopes),
            person: .init(
                secret: Self.slackUserToken,
                scopes: ["channels:write", "groups:write"]
            ),
            limitFactor: 100_000,
            now: now
        )
        vipps = FakeVippsReport(
            clientID: "vipps-id",
            clientSecret: "vipps-secret",
            subscriptionKey: "vipps-key",
            now: now
        )
        let services: [(String, any FakeService)] = [
            (Self.shopAddress, shop), (Self.ledgerAddress, ledger), (Self.wooAddress, woo),
            (Self.rentmanAddress, rentman), (Self.slackAddress, slack),
            (Self.vippsAddress, vipps), (Self.norgesBankAddress, norgesBank),
            (Self.peppolAddress, peppol),
        ]
        transports = services.enumerated().map { index, service in
            let faults = FakeFaults(rate: faults, seed: seed + UInt64(index))
            return (service.0, FakeTransport(to: service.1, faults: faults))
        }
    }

    /// Lets the process die there: `onDeath` keeps the disk as it is at that instant, and no call gets through
    /// any more.
    func dies(_ death: Death, onDeath: @escaping @Sendable () throws -> Void) {
        state.withLock { $0 = State(death: death, onDeath: onDeath) }
    }

    /// A new process: calls get through again.
    ///
    /// Returns whether the old one had died.
    func revive() -> Bool {
        state.withLock { state in
            defer { state = State() }
            return state.isDead
        }
    }

    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        let diesHere = try begin()
        if diesHere, death?.isActedOn == false { throw end("died before the call") }
        guard let target = transports.first(where: { call.url.hasPrefix($0.address) })?.transport
        else { throw .notConnected("no such service") }
        let response = try await target.send(
            call,
            timeout: timeout,
            bodyLimitBytes: bodyLimitBytes
        )
        if diesHere { throw end("died before the answer was read") }
        return response
    }

    private var death: Death? { state.withLock { $0.death } }

    /// Whether the process dies at the call that begins.
    private func begin() throws(TransportFailure) -> Bool {
        let (isDead, diesHere) = state.withLock { state in
            state.calls += 1
            return (state.isDead, state.death?.call == state.calls)
        }
        guard !isDead else { throw .notConnected("the process is dead") }
        return diesHere
    }

    private func end(_ reason: String) -> TransportFailure {
        let onDeath = state.withLock { state in
            state.isDead = true
            return state.onDeath
        }
        do {
            try onDeath?()
            return .notConnected(reason)
        } catch {
            return .notConnected("the disk could not be kept: \(error)")
        }
    }
}
