import Bookkeeping
import Connectors
import Destinations
import Foundation
import Logging
import Remote

/// What a sandbox consists of.
struct SandboxWorld: Sendable {
    let options: SandboxOptions
    let directory: String
    let logger: Logger
    let shops: SandboxShops
    let ledger: FakeTripletex
    let rentman: FakeRentman
    let slack: FakeSlack
    /// Begins in the past where jobs are to live before the orders come.
    let clock: SandboxClock
    private let rentmanPort = OneValue<Int>()
    private let slackPort = OneValue<Int>()
    private let shopPort = OneValue<Int>()
    private let wooPort = OneValue<Int>()
    private let ledgerPort = OneValue<Int>()

    init(options: SandboxOptions, directory: String, logger: Logger) {
        self.options = options
        self.directory = directory
        self.logger = logger
        var wooSetup = FakeWooCommerce.Setup(
            consumerKey: SandboxCompany.consumerKey,
            consumerSecret: SandboxCompany.consumerSecret
        )
        wooSetup.callsPerSecond = Sandbox.shopCallsPerSecond
        shops = SandboxShops(
            shopify: FakeShopify(
                accessToken: SandboxCompany.accessToken,
                leaksPerSecond: Sandbox.shopCallsPerSecond,
                now: { Date() }
            ),
            woo: FakeWooCommerce(wooSetup, now: { Date() })
        )
        let clock = SandboxClock(
            behind: options.projects > 0 ? .seconds((SandboxJobs.days + 1) * 86_400) : .zero
        )
        self.clock = clock
        rentman = FakeRentman(
            token: SandboxCompany.rentmanToken,
            // Next pages are named relative to the stand-in's own address.
            baseURL: "",
            limitFactor: Sandbox.fastFactor,
            now: { clock.now }
        )
        slack = FakeSlack(
            bot: .init(secret: SandboxCompany.slackBot, scopes: FakeSlack.usualScopes),
            person: .init(
                secret: SandboxCompany.slackUser,
                scopes: ["channels:write", "groups:write"]
            ),
            limitFactor: Sandbox.fastFactor,
            now: { clock.now }
        )
        ledger = FakeTripletex(
            consumerToken: SandboxCompany.consumerToken,
            employeeToken: SandboxCompany.employeeToken,
            limits: Sandbox.ledgerLimits
        )
        if let first = LocalDate("2025-12-01") { ledger.quoteRates(from: first, days: 1_500) }
    }

    var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = .critical
        return quiet
    }

    func shopServer() -> FakeServer {
        FakeServer(service: shops.shopify, faults: faults(salt: 1), logger: logger) {
            shopPort.set($0)
        }
    }

    func wooServer() -> FakeServer {
        FakeServer(service: shops.woo, faults: faults(salt: 3), logger: logger) { wooPort.set($0) }
    }

    func ledgerServer() -> FakeServer {
        FakeServer(service: ledger, faults: faults(salt: 2), logger: logger) { ledgerPort.set($0) }
    }

    func rentmanServer() -> FakeServer {
        FakeServer(service: rentman, faults: faults(salt: 3), logger: logger) {
            rentmanPort.set($0)
        }
    }

    func slackServer() -> FakeServer {
        FakeServer(service: slack, faults: faults(salt: 4), logger: logger) { slackPort.set($0) }
    }

    private func faults(salt: UInt64) -> FakeFaults {
        FakeFaults(
            rate: FakeFaults.Rate(rawValue: options.faults) ?? .none,
            seed: options.seed &* 31 &+ salt
        )
    }

    /// The company's file, once all stand-ins listen.
    func companyFile() async throws -> String {
        SandboxCompany.yaml(
            shopAddress: "http://127.0.0.1:\(try await shopPort.value())",
            wooAddress: "http://127.0.0.1:\(try await wooPort.value())",
            ledgerAddress: "http://127.0.0.1:\(try await ledgerPort.value())",
            rentmanAddress: "http://127.0.0.1:\(try await rentmanPort.value())",
            slackAddress: "http://127.0.0.1:\(try await slackPort.value())"
        )
    }
}
