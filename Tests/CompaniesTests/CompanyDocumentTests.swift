import Bookkeeping
import Companies
import Foundation
import Testing

struct CompanyDocumentTests {
    private func errors(
        _ yaml: String,
        validateRules: (Data) -> [PathError] = { _ in [] }
    ) -> [PathError] {
        do {
            _ = try Sample.document(yaml, validateRules: validateRules)
            return []
        } catch {
            return error.errors
        }
    }

    private func errors(replacing old: String, with new: String) -> [PathError] {
        #expect(Sample.yaml.contains(old))
        return errors(Sample.yaml.replacing(old, with: new))
    }

    @Test func `a whole file becomes a company with its connections`() throws {
        let document = try Sample.document()
        #expect(document.company.id == "nordlys")
        let connections = try #require(document.connections)
        #expect(connections.map(\.id) == ["tripletex", "shop", "rentman"])
        #expect(
            connections[1].secrets["webhookSecret"]?.map { $0.reveal() } == [
                "hook-new-clear", "hook-old-clear",
            ]
        )
        #expect(
            String(decoding: connections[2].options, as: UTF8.self)
                == #"{"confirmedStatuses":[3,4]}"#
        )
        let rules = String(decoding: try #require(document.rules), as: UTF8.self)
        #expect(rules.contains(#""fromDate":"2026-01-01""#))
        #expect(rules.contains(#""account":3100"#))
        #expect(rules.contains(#""note":"pris ${X}""#))
    }

    @Test(arguments: [
        ("id: nordlys", "id: Nord lys", "company.id"),
        ("name: Nordlys Lyd AS", "name: ''", "company.name"),
        ("910667572", "910667575", "company.organizationNumber"),
        ("baseCurrency: NOK", "baseCurrency: krone", "company.baseCurrency"),
        ("language: nb", "language: sv", "company.language"),
        ("Europe/Oslo", "Europe/Trondheim", "company.timeZone"),
        ("language: nb", "languge: nb", "company.languge"),
        ("alerts:", "alert:", "alert"),
        ("id: shop\n", "id: tripletex\n", "connections[1].id"),
        ("service: shopify", "service: magento", "connections[1].service"),
        ("https://nordlys.myshopify.com", "http://nordlys.myshopify.com", "connections[1].baseURL"),
        (
            "https://nordlys.myshopify.com", "https://nordlys.myshopify.com/admin",
            "connections[1].baseURL"
        ),
        (
            "https://nordlys.myshopify.com", "https://u:p@nordlys.myshopify.com",
            "connections[1].baseURL"
        ),
        ("https://tripletex.no/v2", "https://tripletex.no", "connections[0].baseURL"),
        (", \"${HOOK_OLD}\"]", ", \"${HOOK_OLD}\", third]", "connections[1].webhookSecret"),
        ("accessToken: \"${SHOPIFY}\"", "accessToken: [a, b]", "connections[1].accessToken"),
        ("accessToken:", "acessToken:", "connections[1].accessToken"),
        (
            "accessToken: \"${SHOPIFY}\"", "accessToken: \"${NOWHERE}\"",
            "connections[1].accessToken"
        ),
        (
            "{shippingVatMode: shop}", "{shippingVatMode: [shop]}",
            "connections[1].settings.shippingVatMode"
        ),
        ("{shippingVatMode: shop}", "yes", "connections[1].settings"),
        (
            "{shippingVatMode: shop}", "{shippingVatMode: shopp}",
            "connections[1].settings.shippingVatMode"
        ),
        (
            "{shippingVatMode: shop}", "{shippingVatMod: shop}",
            "connections[1].settings.shippingVatMod"
        ),
        ("[3, 4]", "[3, four]", "connections[2].confirmedStatuses"),
        ("[3, 4]", "[3, 4], enabled: maybe", "connections[2].enabled"),
    ])
    func `a wrong value is named by its path`(old: String, new: String, path: String) {
        let found = errors(replacing: old, with: new)
        #expect(found.map(\.path).contains(path))
        #expect(
            found.allSatisfy {
                ($0.line ?? 0) > 0 && !$0.message.nb.isEmpty && !$0.message.en.isEmpty
            }
        )
    }

    @Test func `every error is told at once, in the order of the lines`() {
        let yaml = Sample.yaml.replacing("language: nb", with: "language: sv")
            .replacing("[3, 4]", with: "3").replacing("910667572", with: "1")
        let found = errors(yaml)
        #expect(
            found.map(\.path) == [
                "company.organizationNumber", "company.language",
                "connections[2].confirmedStatuses",
            ]
        )
        #expect(found.map(\.line) == [4, 6, 17])
    }

    @Test func `a missing variable is named and no secret stands in an error`() throws {
        let yaml = Sample.yaml.replacing("${SHOPIFY}", with: "${GONE}")
            .replacing("service: rentman", with: "service: rentmann")
        let error = #expect(throws: CompanyDocumentError.self) { try Sample.document(yaml) }
        let text = try #require(error?.errorDescription) + String(reflecting: error)
        #expect(text.contains("GONE"))
        #expect(!text.contains("-clear"))
    }

    @Test func `an error in the rules is placed below rules with its line`() {
        let found = errors(Sample.yaml) { json in
            #expect(String(decoding: json, as: UTF8.self).hasPrefix("{"))
            let message = LocalizedText(nb: "feil", en: "wrong")
            return [PathError(path: "products[0].account", message: message)]
        }
        #expect(found.map(\.path) == ["rules.products[0].account"])
        #expect(found.map(\.line) == [20])
    }

    @Test func `alias bombs, depth, size and broken YAML are refused`() {
        var bomb = "a0: &a0 [x, x]\n"
        for level in 1...30 { bomb += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
        #expect(errors(bomb).count == 1)
        #expect(
            errors(
                "rules: " + String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
            ).isEmpty == false
        )
        #expect(errors(String(repeating: "[", count: 100_000)).isEmpty == false)
        #expect(errors("# " + String(repeating: "x", count: 1_048_576)).map(\.path) == [""])
        #expect(errors("company: {id: a, id: b}").first?.line == 1)
        #expect(errors("a: 'b").isEmpty == false)
        #expect(errors("").isEmpty == false)
        #expect(errors("- a").isEmpty == false)
    }

    @Test func `plain http is allowed to this machine only`() {
        for host in ["localhost:1234", "127.0.0.1:8080", "[::1]:9"] {
            #expect(
                errors(replacing: "https://api.rentman.net", with: "\"http://\(host)\"").isEmpty
            )
        }
        for host in ["127.0.0.1.example.com", "localhost.example.com", "10.0.0.1"] {
            #expect(!errors(replacing: "https://api.rentman.net", with: "http://\(host)").isEmpty)
        }
    }
}
