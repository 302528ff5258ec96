import Companies
import Foundation
import Testing

struct ConnectionTests {
    private func json(_ text: String) -> Data { Data(text.utf8) }

    @Test func `what is left out stays, secrets too`() async throws {
        let companies = try await CompaniesFixture().companies()
        let old = try #require(try await companies.connection("nordlys", "shop"))

        let new = try Companies.connection("shop", json: json(#"{"enabled": false}"#), over: old)

        #expect(!new.isEnabled && new.secrets == old.secrets && new.options == old.options)
        #expect(try await companies.putConnection(new, of: "nordlys", actor: "test"))
        #expect(try await companies.connection("nordlys", "shop") == new)
        #expect(try await !companies.putConnection(new, of: "nordlys", actor: "test"))
    }

    @Test func `one connection changes and the others stay where they are`() async throws {
        let companies = try await CompaniesFixture().companies()
        let before = try await companies.connections(of: "nordlys").map(\.id)

        let added = try Companies.connection(
            "partner",
            json: json(#"{"service": "standard-webhooks", "webhookSecret": ["ny", "gammel"]}"#),
            over: nil
        )
        _ = try await companies.putConnection(added, of: "nordlys", actor: "token:1")

        #expect(try await companies.connections(of: "nordlys").map(\.id) == before + ["partner"])
        #expect(try await companies.secretCounts(of: "nordlys")["partner"] == ["webhookSecret": 2])
        let entry = try #require(try await companies.auditEntries(company: "nordlys").first)
        #expect(entry.action == "connection.added" && entry.actor == "token:1")
        #expect(!entry.detail.contains("gammel"))
    }

    @Test(arguments: [
        (#"{"service": "shopify"}"#, ["baseURL", "accessToken", "webhookSecret"]),
        (#"{"service": "faks"}"#, ["service"]), ("[]", [""]),
        (
            #"{"service": "standard-webhooks", "webhookSecret": "s", "sauce": 1}"#, ["sauce"]
        ),
        (
            #"{"service": "slack", "baseURL": "http://x.example/api", "botToken": "t"}"#,
            ["baseURL"]
        ),
    ])
    func `what is wrong is named by its path, all of it at once`(body: String, paths: [String]) {
        let error = #expect(throws: CompanyDocumentError.self) {
            try Companies.connection("ny", json: json(body), over: nil)
        }
        #expect(Set(error?.errors.map(\.path) ?? []) == Set(paths))
    }

    @Test func `an id keeps its service`() async throws {
        let companies = try await CompaniesFixture().companies()
        let other = try Companies.connection(
            "shop",
            json: json(#"{"service": "standard-webhooks", "webhookSecret": "s"}"#),
            over: nil
        )
        await #expect(
            throws: CompanyError.serviceChanged(
                connection: "shop",
                from: .shopify,
                to: .standardWebhooks
            )
        ) { try await companies.putConnection(other, of: "nordlys", actor: "test") }
    }
}
