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
    let shop: FakeShopify
    let ledger: FakeTripletex
    private let shopPort = OneValue<Int>()
    private let ledgerPort = OneValue<Int>()

    init(options: SandboxOptions, directory: String, logger: Logger) {
        self.options = options
        self.directory = directory
        self.logger = logger
        shop = FakeShopify(
            accessToken: SandboxCompany.accessToken,
            leaksPerSecond: Sandbox.shopCallsPerSecond,
            now: { Date() }
        )
        ledger = FakeTripletex(
            consumerToken: SandboxCompany.consumerToken,
            employeeToken: SandboxCompany.employeeToken,
            limits: Sandbox.ledgerLimits
        )
    }

    var quietLogger: Logger {
        var quiet = logger
        quiet.logLevel = .critical
        return quiet
    }

    func shopServer() -> FakeServer {
        FakeServer(service: shop, faults: faults(salt: 1), logger: logger) { shopPort.set($0) }
    }

    func ledgerServer() -> FakeServer {
        FakeServer(service: ledger, faults: faults(salt: 2), logger: logger) { ledgerPort.set($0) }
    }

    private func faults(salt: UInt64) -> FakeFaults {
        FakeFaults(
            rate: FakeFaults.Rate(rawValue: options.faults) ?? .none,
            seed: options.seed &* 31 &+ salt
        )
    }

    /// The company's file, once both stand-ins listen.
    func companyFile() async throws -> String {
        SandboxCompany.yaml(
            shopAddress: "http://127.0.0.1:\(try await shopPort.value())",
            ledgerAddress: "http://127.0.0.1:\(try await ledgerPort.value())"
        )
    }
}
