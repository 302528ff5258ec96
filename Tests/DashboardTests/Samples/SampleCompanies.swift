import Companies
import Foundation
import GRDB

/// Companies, users and tokens in a database of their own in memory.
struct SampleCompanies {
    static let password = "riktig hest batteri stift"

    let database: DatabaseQueue
    let companies: Companies
    /// The text of a token by its role.
    let tokens: [Role: String]
    /// The text of a one-time link for `ny@nordlys.example`.
    let link: String

    /// `isEmpty`: an installation at its very first start.
    init(now: Date, isEmpty: Bool = false) async throws {
        database = try DatabaseQueue()
        try Companies.migrate(database)
        companies = try Companies(
            database: database,
            masterKey: MasterKey.generate(),
            now: { now },
            passwordCost: PasswordCost(rounds: 2, blockSize: 1, parallelism: 1)
        )
        guard !isEmpty else {
            link = ""
            tokens = [:]
            return
        }
        for (id, name) in Self.names {
            _ = try await companies.apply(Self.document(id, name), actor: "test")
        }
        for (email, roles) in Self.users {
            let link = try await companies.addUser(email, roles: roles, actor: "test")
            _ = try await companies.setPassword(Self.password, link: link.reveal())
        }
        link = try await companies.addUser(
            "ny@nordlys.example",
            roles: ["nordlys": .viewer],
            actor: "test"
        ).reveal()
        var tokens: [Role: String] = [:]
        for role in Role.allCases {
            tokens[role] = try await companies.createToken(
                company: "nordlys",
                role: role,
                name: role.rawValue,
                actor: "test"
            ).text.reveal()
        }
        self.tokens = tokens
    }

    /// The audit entries of replays.
    func auditedReplays() async throws -> [AuditEntry] {
        try await companies.auditEntries(company: "nordlys").filter {
            $0.action.hasSuffix("replayed")
        }
    }

    private static let names = [
        ("nordlys", "Nordlys Lyd AS"), ("fjell", "Fjell Foto AS"), ("fremmed", "Fremmed AS"),
    ]

    private static let users: [(String, [String: Role])] = [
        ("eier@nordlys.example", ["nordlys": .owner]),
        ("regnskap@byraa.example", ["nordlys": .accountant, "fjell": .accountant]),
        ("les@nordlys.example", ["nordlys": .viewer]), ("ingen@ingen.example", [:]),
    ]

    private static func document(_ id: String, _ name: String) throws -> CompanyDocument {
        try CompanyDocument(
            yaml: """
                company:
                  id: \(id)
                  name: \(name)
                  organizationNumber: "910667572"
                  baseCurrency: NOK
                  language: nb
                  timeZone: Europe/Oslo
                connections:
                  - {id: tripletex, service: tripletex, baseURL: https://tripletex.example/v2, consumerToken: "c", employeeToken: "e"}
                  - {id: shop, service: shopify, baseURL: https://shop.example, accessToken: "a", webhookSecret: "s"}
                  - {id: disabled, service: shopify, baseURL: https://old.example, accessToken: "a", webhookSecret: "s", enabled: false}
                """,
            environment: { _ in nil },
            validateRules: { _ in [] }
        )
    }
}
