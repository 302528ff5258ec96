import Bookkeeping
import Companies
import Foundation
import Testing

@testable import Dashboard

@Suite struct MappingPagesTests {
    private static let place = "/companies/nordlys/mapping"

    /// The value of a hidden field, as a browser would send it.
    private static func hidden(_ name: String, in html: String) -> String? {
        let fields = html.matches(of: /<input type="hidden" name="([a-z]+)" value="([^"]*)">/)
        return fields.first { $0.1 == name }.map {
            String($0.2).replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                .replacing("&amp;", with: "&")
        }
    }

    @Test func `a change is previewed, then saved with a reason, then frees what it cures`()
        async throws
    {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("regnskap@byraa.example")
            let preview = try await reader.post(
                Self.place + "/previews",
                [
                    "version": "1", "fromDate": "2026-01-01", "salesAccounts.3": "3010 Varesalg",
                    "payments.0.label": "Faktura", "payments.0.target": "account:",
                    "payments.0.account": "1930", "payments.1.label": "kort",
                    "payments.1.target": "method:card", "settings.requirePaid": "false",
                ]
            )
            #expect(preview.status == 200)
            #expect(preview.body.contains("data-test=\"preview-order\""))
            #expect(try await site.sample.companies.rules(of: "nordlys")?.version == 1)

            let rules = try #require(Self.hidden("rules", in: preview.body))
            let unexplained = try await reader.post(
                Self.place,
                ["version": "1", "rules": rules, "reason": " "]
            )
            #expect(unexplained.status == 422)
            let saved = try await reader.post(
                Self.place,
                ["version": "1", "rules": rules, "reason": "Egen konto for varesalg"]
            )
            #expect(saved.status == 303 && saved.location == Self.place + "?after=saved&freed=3")
        }
        let saved = try #require(try await site.sample.companies.rules(of: "nordlys"))
        #expect(saved.version == 2 && saved.author == "user:regnskap@byraa.example")
        let read = try Rules(json: saved.json)
        #expect(read.settings.fromDate == LocalDate("2026-01-01"))
        #expect(read.salesAccount(VATCode("3")) == AccountNumber(3010))
        #expect(read.payments["faktura"] == .account(try #require(AccountNumber(1930))))
        #expect(read.payments["kort"] == .method("card") && !read.settings.requiresPaid)
        #expect(await site.work.settingsChanges == ["nordlys"])
    }

    @Test func `wrong values come back with what is wrong, and nothing is saved`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            let answer = try await reader.post(
                Self.place + "/previews",
                ["version": "1", "salesAccounts.3": "<script>"]
            )
            #expect(answer.status == 422)
            #expect(answer.body.contains("salesAccounts.3"))
            #expect(answer.body.contains("value=\"&lt;script&gt;\""))
        }
        #expect(try await site.sample.companies.rules(of: "nordlys")?.version == 1)
    }

    @Test func `of two who change the rules the later is told`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            let form = ["version": "1", "rules": #"{"fromDate":"2026-01-01"}"#, "reason": "a"]
            #expect(try await reader.post(Self.place, form).status == 303)
            let late = try await reader.post(Self.place, form)
            #expect(late.status == 422)
            #expect(late.body.contains(PhraseBook(language: .nb).rulesStale))
            let stale = try await reader.post(Self.place + "/previews", ["version": "1"])
            #expect(stale.status == 422)
        }
    }

    @Test func `rules can be changed although Tripletex does not answer`() async throws {
        let site = try await TestSite()
        await site.work.fail()
        try await site.visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            let page = try await reader.get(Self.place)
            #expect(page.status == 200 && page.body.contains("data-test=\"choices-problem\""))
            let preview = try await reader.post(
                Self.place + "/previews",
                ["version": "1", "fromDate": "2026-01-01"]
            )
            #expect(preview.status == 200 && preview.body.contains("data-test=\"mapping-save\""))
            #expect(preview.body.contains("data-test=\"preview-problem\""))
        }
    }

    @Test func `a reader sees the rules and no way to change them`() async throws {
        try await TestSite().visit { walker in
            let reader = try await walker.signedIn("les@nordlys.example")
            let page = try await reader.get(Self.place)
            #expect(page.body.contains("<fieldset class=\"card sheet\" disabled>"))
            #expect(!page.body.contains("data-test=\"mapping-preview\""))
        }
    }

    @Test func `what the form does not show stays as it is`() throws {
        let json = """
            {"fromDate":"2026-01-01","settings":{"iossLimitMinorEUR":14000,"requirePaid":false},
             "products":[{"match":{"sku":"A"},"account":3100}],"shippingAccounts":{"3":3040},
             "vat":[{"id":"X1","when":{"productClass":["food","book"],"forResale":true},
                     "then":{"vatCode":"5","foreignVatRole":"foreignVatEU"}}]}
            """
        let rules = try JSONValue(parsing: json.utf8)
        let page = MappingPage(
            company: "nordlys",
            rules: rules,
            version: 1,
            choices: LedgerChoices(),
            mayChange: true,
            history: [],
            language: .nb
        )

        let sent = RulesForm(form: Form(Self.fields(of: page))).applied(to: rules)

        #expect(RulesDifference(from: rules, to: sent, .nb).lines == [])
    }

    @Test func `a difference is told in the words of the form`() throws {
        let new = try JSONValue(
            parsing: #"{"settings":{"requirePaid":false,"onChange":"correct"},"vat":[{"id":"a"}]}"#
                .utf8
        )

        let lines = RulesDifference(from: .object([]), to: new, .nb).lines

        #expect(
            lines.map { "\($0.label): \($0.before) → \($0.after)" } == [
                "Når en bokført ordre endres: – → Korriger selv", "Bare betalte ordrer: – → Nei",
                "Mva-regel 1: – → id: a",
            ]
        )
    }

    @Test func `emptied fields and removed rows go`() throws {
        let json = """
            {"fromDate":"2026-01-01","settings":{"requirePaid":false},"accounts":{"bank":1921},
             "products":[{"match":{"sku":"A"},"account":3100}],
             "vat":[{"then":{"vatCode":"5"}},{"then":{"vatCode":"6"}}]}
            """
        let rules = try JSONValue(parsing: json.utf8)
        let form = Form([
            "vat.0.delete": "true", "vat.0.vatCode": "5", "vat.0.row": "{}",
            "vat.1.vatCode": "6", "vat.1.row": #"{"then":{"vatCode":"6"}}"#,
            "products.0.field": "sku", "products.0.pattern": "",
        ])

        let sent = RulesForm(form: form).applied(to: rules)

        #expect(sent["fromDate"] == nil && sent["settings"] == nil && sent["accounts"] == nil)
        #expect(sent["products"] == nil)
        #expect(sent["vat"]?.items.map { $0["then"]?["vatCode"]?.text } == ["6"])
    }

    /// Every field of the page as a browser sends it unchanged.
    private static func fields(of page: MappingPage) -> [String: String] {
        let rows = page.payments + page.vatRows + page.products
        let all =
            [page.fromDate] + page.settings + page.projects + page.accounts + page.salesAccounts
            + rows.flatMap(\.fields)
        var fields = Dictionary(
            all.map { ($0.name, $0.value) },
            uniquingKeysWith: { first, _ in first }
        )
        for row in rows {
            if let name = row.hiddenName { fields[name] = row.hiddenValue }
        }
        return fields
    }
}
