import Companies
import Foundation
import GRDB
import Synchronization

/// A database of its own with an injected clock, on which tests open `Companies`.
struct CompaniesFixture {
    let queue: DatabaseQueue
    let key = MasterKey.generate()
    let clock = TestClock()

    init() throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        queue = try DatabaseQueue(configuration: configuration)
        try Companies.migrate(queue)
    }

    func open(key: MasterKey? = nil) throws -> Companies {
        try Companies(
            database: queue,
            masterKey: key ?? self.key,
            now: { [clock] in clock.now },
            passwordCost: PasswordCost(rounds: 16, blockSize: 8, parallelism: 1)
        )
    }

    /// With the sample company in it.
    func companies() async throws -> Companies {
        let companies = try open()
        _ = try await companies.apply(Sample.document(), actor: "test")
        return companies
    }
}

/// A clock that moves only when told.
final class TestClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_790_000_000))

    var now: Date { time.withLock { $0 } }

    func advance(seconds: TimeInterval) {
        time.withLock { $0 += seconds }
    }
}

enum Sample {
    static let environment = [
        "CONSUMER": "consumer-clear", "EMPLOYEE": "employee-clear", "SHOPIFY": "shopify-clear",
        "HOOK_NEW": "hook-new-clear", "HOOK_OLD": "hook-old-clear", "RENTMAN": "rentman-clear",
    ]

    static let yaml = """
        company:
          id: nordlys
          name: Nordlys Lyd AS
          organizationNumber: "910667572"
          baseCurrency: NOK
          language: nb
          timeZone: Europe/Oslo
        connections:
          - {id: tripletex, service: tripletex, baseURL: https://tripletex.no/v2, consumerToken: "${CONSUMER}", employeeToken: "${EMPLOYEE}"}
          - id: shop
            service: shopify
            baseURL: https://nordlys.myshopify.com
            accessToken: "${SHOPIFY}"
            webhookSecret: ["${HOOK_NEW}", "${HOOK_OLD}"]
            settings: {shippingVatMode: shop}
            hiddenTenders: [{coupon: "yith-*", method: gift_card}, {gap: gift_card}]
          - {id: rentman, service: rentman, baseURL: https://api.rentman.net, token: "${RENTMAN}", webhookToken: "${RENTMAN}", confirmedStatuses: [3, 4]}
        rules:
          fromDate: 2026-01-01
          products: [{match: {sku: "BOK-*"}, productClass: book, account: 3100, note: "pris $${X}"}]
          salesAccounts: {"3": 3000}
        alerts: {slack: true, email: [regnskap@nordlys.example]}
        """

    static func document(
        _ yaml: String = yaml,
        environment: [String: String] = environment,
        validateRules: (Data) -> [PathError] = { _ in [] }
    ) throws(CompanyDocumentError) -> CompanyDocument {
        try CompanyDocument(
            yaml: yaml,
            environment: { environment[$0] },
            validateRules: validateRules
        )
    }
}
