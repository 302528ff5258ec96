import Companies
import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct RulesAPITests {
    private static let rules = APICaller.place + "/rules"
    private let caller = APICaller()

    private func put(
        _ body: String,
        match: String? = "\"1\"",
        token: APICaller.Token = .of(.owner),
        site: TestSite
    ) async throws -> APICaller.Answer {
        try await caller.call(
            .put,
            Self.rules,
            token: token,
            headers: match.map { [.ifMatch: $0] } ?? [:],
            body: body,
            site: site
        )
    }

    private static let good = #"{"rules":{"salesAccounts":{"3":3010}},"reason":"Egen konto"}"#

    @Test func `rules are read with their version as a tag`() async throws {
        let answer = try await caller.call(.get, Self.rules)

        #expect(answer.status == 200 && answer.headers[.eTag] == "\"1\"")
        #expect(answer.json["version"] as? Int == 1)
        #expect(answer.json["rules"] as? [String: Int] == [:])
    }

    @Test(arguments: [Role.owner, .accountant])
    func `a change is a new version with author and reason, and frees what it cures`(
        role: Role
    ) async throws {
        let site = try await TestSite()

        let saved = try await put(Self.good, token: .of(role), site: site)

        #expect(saved.status == 200 && saved.headers[.eTag] == "\"2\"")
        #expect(saved.json["retriedEvents"] as? Int == 3)
        let history = try await site.sample.companies.rulesHistory(of: "nordlys")
        #expect(history.map(\.version) == [2, 1])
        #expect(history.first?.reason == "Egen konto")
        #expect(history.first?.author.hasPrefix("token:") == true)
        #expect(await site.work.settingsChanges == ["nordlys"])
        let audit = try await site.sample.companies.auditEntries(company: "nordlys")
        #expect(audit.first?.action == "rules.saved")
        let again = try await caller.call(.get, Self.rules, site: site)
        #expect(again.text.contains(#""salesAccounts":{"3":3010}"#))
    }

    @Test(
        arguments: [
            (nil, 428), ("\"0\"", 412), ("\"2\"", 412), ("nonsense", 412), ("1", 200), ("*", 200),
            ("W/\"1\"", 200),
        ] as [(String?, Int)]
    )
    func `only who has read the newest may change`(match: String?, status: Int) async throws {
        let site = try await TestSite()
        #expect(try await put(Self.good, match: match, site: site).status == status)
        let version = try await site.sample.companies.rules(of: "nordlys")?.version
        #expect(version == (status == 200 ? 2 : 1))
    }

    @Test(
        arguments: [
            ("{", 400, nil), ("[]", 422, nil), (#"{"reason":"x"}"#, 422, nil),
            (#"{"rules":{},"reason":" "}"#, 422, nil), (#"{"rules":{}}"#, 422, nil),
            (#"{"rules":[],"reason":"x"}"#, 422, nil),
            (#"{"rules":{},"reason":"x","sauce":1}"#, 422, nil),
            (#"{"rules":{"settings":{"sauce":1}},"reason":"x"}"#, 422, "rules.settings.sauce"),
            (
                #"{"rules":{"vat":[{"then":{"vatCode":"99"}}]},"reason":"x"}"#, 422,
                "rules.vat[0].then.vatCode"
            ),
        ] as [(String, Int, String?)]
    )
    func `wrong rules are refused with the path of what is wrong`(
        body: String,
        status: Int,
        path: String?
    ) async throws {
        let site = try await TestSite()

        let answer = try await put(body, site: site)

        #expect(answer.status == status)
        let fields = answer.error["fields"] as? [[String: String]]
        #expect(fields?.first?["path"] == path)
        if let path { #expect((answer.error["message"] as? String)?.contains(path) == true) }
        #expect(try await site.sample.companies.rules(of: "nordlys")?.version == 1)
    }

    @Test func `the change holds although nobody can set the waiting events free`() async throws {
        let site = try await TestSite()
        await site.work.fail()

        let saved = try await put(Self.good, site: site)

        #expect(saved.status == 200 && saved.json["retriedEvents"] as? Int == 0)
    }

    @Test func `a preview shows what would differ and saves nothing`() async throws {
        let site = try await TestSite()
        let preview = try await caller.call(
            .post,
            Self.rules + "/preview",
            body: #"{"rules":{},"count":50}"#,
            site: site
        )
        #expect(preview.status == 200 && preview.json["examined"] as? Int == 50)
        #expect((preview.json["differences"] as? [Any])?.count == 1)
        #expect(try await site.sample.companies.rules(of: "nordlys")?.version == 1)

        for body in [#"{"rules":{},"count":0}"#, #"{"rules":{"x":1}}"#, "{}"] {
            let wrong = try await caller.call(
                .post,
                Self.rules + "/preview",
                body: body,
                site: site
            )
            #expect(wrong.status == 422)
        }
        await site.work.fail()
        let away = try await caller.call(
            .post,
            Self.rules + "/preview",
            body: #"{"rules":{}}"#,
            site: site
        )
        #expect(away.status == 503 && away.headers[.retryAfter] != nil)
    }
}
