import Companies
import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct WorkAPITests {
    private static let place = APICaller.place
    private let caller = APICaller()

    @Test func `connections are told without their secrets`() async throws {
        let answer = try await caller.call(.get, Self.place + "/connections", token: .of(.viewer))

        let shop = try #require(answer.items.first { $0["id"] as? String == "shop" })
        #expect(shop["liveSecrets"] as? [String: Int] == ["accessToken": 1, "webhookSecret": 1])
        #expect(shop["webhookURL"] as? String == "http://bokbro.example/webhooks/nordlys/shop")
        let tripletex = try #require(answer.items.first { $0["id"] as? String == "tripletex" })
        #expect(tripletex["webhookURL"] is NSNull)
        #expect(!answer.text.contains("\"a\""))
    }

    @Test func `an accountant may switch a connection off but not touch its secrets`() async throws
    {
        let site = try await TestSite()
        let path = Self.place + "/connections/shop"
        func put(_ body: String, _ role: Role) async throws -> Int {
            try await caller.call(.put, path, token: .of(role), body: body, site: site).status
        }

        #expect(try await put(#"{"enabled":false}"#, .accountant) == 200)
        #expect(try await put(#"{"accessToken":"ny"}"#, .accountant) == 403)
        #expect(try await put(#"{"baseURL":"https://evil.example"}"#, .accountant) == 403)
        #expect(try await put(#"{"enabled":true}"#, .viewer) == 403)
        #expect(try await put(#"{"accessToken":"ny","webhookSecret":["a","b"]}"#, .owner) == 200)

        let shop = try #require(try await site.sample.companies.connection("nordlys", "shop"))
        #expect(!shop.isEnabled && shop.secrets["accessToken"]?.first?.reveal() == "ny")
        #expect(shop.baseURL == "https://shop.example")
    }

    @Test func `what was read may be sent back, and changes nothing`() async throws {
        let site = try await TestSite()
        let read = try await caller.call(.get, Self.place + "/connections", site: site)
        let shop = try #require(read.items.first { $0["id"] as? String == "shop" })
        let body = String(
            decoding: try JSONSerialization.data(withJSONObject: shop),
            as: UTF8.self
        )
        let revision = try await site.sample.companies.revision()

        let answer = try await caller.call(
            .put,
            Self.place + "/connections/shop",
            token: .of(.accountant),
            body: body,
            site: site
        )

        #expect(answer.status == 200)
        #expect(try await site.sample.companies.revision() == revision)
    }

    @Test(arguments: [
        ("shop", #"{"settings":{"sauce":1}}"#, 422), ("shop", #"{"service":"slack"}"#, 422),
        ("ny", #"{"service":"shopify"}"#, 422), ("Stor Id", "{}", 404), ("shop", "[]", 422),
        (
            "partner", #"{"service":"standard-webhooks","webhookSecret":"s"}"#, 201
        ),
    ])
    func `a connection is checked before it is saved`(
        id: String,
        body: String,
        status: Int
    ) async throws {
        let path = Self.place + "/connections/" + id.replacing(" ", with: "%20")
        #expect(try await caller.call(.put, path, body: body).status == status)
    }

    @Test func `a test tells what blocks first`() async throws {
        let path = Self.place + "/connections/tripletex/test"
        let answer = try await caller.call(.post, path, token: .of(.accountant))

        #expect(answer.status == 200 && answer.json["ok"] as? Bool == false)
        let findings = answer.json["findings"] as? [[String: Any]] ?? []
        #expect(findings.map { $0["blocking"] as? Bool } == [true, false])
        let unknown = try await caller.call(.post, Self.place + "/connections/ukjent/test")
        #expect(unknown.status == 404)
    }

    @Test(arguments: ["order/450789469", "order%2F450789469"])
    func `a subject's story is found whichever way its slash is written`(
        subject: String
    ) async throws {
        let answer = try await caller.call(
            .get,
            Self.place + "/subjects/shop/" + subject,
            token: .of(.viewer)
        )

        #expect(answer.status == 200 && answer.json["subject"] as? String == "order/450789469")
        #expect(answer.json["number"] as? String == "#1001")
        #expect((answer.json["events"] as? [Any])?.isEmpty == false)
        #expect(
            try await caller.call(.get, Self.place + "/subjects/shop/order/0").status == 404
        )
    }

    @Test func `a backfill is begun, noted and followed`() async throws {
        let site = try await TestSite()
        let body = #"{"connection":"shop","from":"2026-01-01","dryRun":true}"#

        let begun = try await caller.call(
            .post,
            Self.place + "/backfills",
            token: .of(.accountant),
            body: body,
            site: site
        )

        #expect(begun.status == 202 && begun.json["dryRun"] as? Bool == true)
        let place = try #require(begun.headers[.location])
        #expect(try await caller.call(.get, place, site: site).status == 200)
        let list = try await caller.call(.get, Self.place + "/backfills", site: site)
        #expect(list.items.count == 1 && list.json["next"] is NSNull)
        let audit = try await site.sample.companies.auditEntries(company: "nordlys")
        #expect(audit.first?.action == "backfill.begun")
    }

    @Test(arguments: [
        (#"{"connection":"shop"}"#, 422), (#"{"from":"2026-01-01"}"#, 422),
        (#"{"connection":"shop","from":"i fjor"}"#, 422), ("", 400),
        (#"{"connection":"shop","from":"2026-02-01","to":"2026-01-01"}"#, 422),
        (#"{"connection":"shop","from":"2026-02-01","sauce":1}"#, 422),
        (#"{"connection":"tripletex","from":"2026-02-01"}"#, 404),
        (#"{"connection":"disabled","from":"2026-02-01"}"#, 409),
    ])
    func `a backfill that is not quite right is not begun`(
        body: String,
        status: Int
    ) async throws {
        let site = try await TestSite()
        let answer = try await caller.call(.post, Self.place + "/backfills", body: body, site: site)
        #expect(answer.status == status)
        #expect(await site.work.backfills.isEmpty)
    }

    @Test func `alerts are listed, acknowledged and put off`() async throws {
        let site = try await TestSite()
        let companies = site.sample.companies
        for code in ["VAT_DEVIATION", "WEBHOOK_SILENT", "DISK_LOW"] {
            try await companies.raiseAlert(
                AlertSignal(connection: "shop", code: code),
                of: "nordlys"
            )
        }
        let list = try await caller.call(.get, Self.place + "/alerts?limit=2", site: site)
        #expect(list.items.count == 2)
        let next = try #require(list.json["next"] as? String)
        let rest = try await caller.call(
            .get,
            Self.place + "/alerts?limit=2&after=\(next)",
            site: site
        )
        #expect(rest.items.count == 1 && rest.json["next"] is NSNull)
        #expect(rest.items.first?["message"] as? String == "Mva avviker")

        let id = try #require(list.items.first?["id"] as? String)
        let path = Self.place + "/alerts/\(id)/acknowledgements"
        let put = try await caller.call(
            .post,
            path,
            body: #"{"until":"2027-01-01T08:00:00Z"}"#,
            site: site
        )
        #expect(put.status == 201 && put.json["state"] as? String == "snoozed")
        let seen = try await caller.call(.post, path, token: .of(.accountant), site: site)
        #expect(seen.json["state"] as? String == "acknowledged")
        let open = try await caller.call(.get, Self.place + "/alerts?state=open", site: site)
        #expect(open.items.count == 2)
        for (wrong, status) in [(#"{"until":"1999-01-01T00:00:00Z"}"#, 422), ("[]", 422)] {
            let answer = try await caller.call(.post, path, body: wrong, site: site)
            #expect(answer.status == status)
        }
        let unknown = Self.place + "/alerts/999/acknowledgements"
        #expect(try await caller.call(.post, unknown, site: site).status == 404)
    }

    @Test func `the audit log is paged to its beginning`() async throws {
        let site = try await TestSite()
        var path = Self.place + "/audit?limit=2"
        var ids: [Int] = []
        for _ in 1...20 {
            let page = try await caller.call(.get, path, site: site)
            ids += page.items.compactMap { $0["id"] as? Int }
            guard let next = page.json["next"] as? String else { break }
            path = Self.place + "/audit?limit=2&after=\(next)"
        }
        let all = try await site.sample.companies.auditEntries(company: "nordlys", limit: 200)
        #expect(ids == all.map { Int($0.id) })
    }

    @Test(arguments: [
        ("2026-10", 200), ("2026-T5", 200), ("2026", 200), ("2026-09", 202), ("2026-13", 422),
        ("2026-T7", 422), ("oktober", 422), ("2026-10?format=csv", 200),
        ("2026-10?format=doc", 422),
    ])
    func `a period is reconciled in the form asked for`(period: String, status: Int) async throws {
        let answer = try await caller.call(.get, Self.place + "/reconciliation/" + period)

        #expect(answer.status == status)
        if period.hasSuffix("csv") {
            #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(answer.headers[.contentDisposition]?.contains("nordlys-2026-10.csv") == true)
        }
    }
}
