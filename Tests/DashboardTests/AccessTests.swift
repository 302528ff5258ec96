import Foundation
import GRDB
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct AccessTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        var isPost = false
        /// By owner, accountant, viewer, a user without companies.
        let expected: [Int]

        var testDescription: String { (isPost ? "POST " : "GET ") + path }
    }

    private static let event = "/companies/nordlys/events/" + SampleEvents.failed().id
    static let table =
        [
            Case(path: "/", expected: [200, 200, 200, 200]),
            Case(path: "/events", expected: [303, 303, 303, 303]),
            Case(path: "/attention", expected: [303, 303, 303, 303]),
            Case(path: "/companies/nordlys", expected: [200, 200, 200, 404]),
            Case(path: "/companies/nordlys/attention", expected: [200, 200, 200, 404]),
            Case(path: "/companies/nordlys/changes", expected: [200, 200, 200, 404]),
            Case(path: "/companies/nordlys/events", expected: [200, 200, 200, 404]),
            Case(path: event, expected: [200, 200, 200, 404]),
            Case(path: event + "/replays", isPost: true, expected: [303, 303, 403, 404]),
            Case(
                path: "/companies/nordlys/replays/new?state=failed",
                expected: [200, 200, 403, 404]
            ),
            Case(path: "/companies/nordlys/replays", isPost: true, expected: [409, 409, 403, 404]),
            Case(path: "/companies/nordlys/replays/unknown", expected: [404, 404, 404, 404]),
            Case(path: "/companies/fjell/events", expected: [404, 200, 404, 404]),
            Case(path: "/companies/fremmed", expected: [404, 404, 404, 404]),
            Case(path: "/companies/fremmed/events", expected: [404, 404, 404, 404]),
            Case(path: "/companies/finnes-ikke", expected: [404, 404, 404, 404]),
            Case(
                path: "/companies/nordlys/events/" + TestSite.foreign.id,
                expected: [404, 404, 404, 404]
            ),
            Case(
                path: "/companies/nordlys/events/" + TestSite.foreign.id + "/replays",
                isPost: true,
                expected: [404, 404, 403, 404]
            ),
            Case(path: "/nothing/here", expected: [404, 404, 404, 404]),
        ] + setUpTable

    private static let setUpTable =
        [
            "/search?q=1001", "/subjects/shop/order/450789469", "/mapping", "/connections",
            "/connections/shop", "/backfills", "/audit", "/alerts", "/reconciliation",
            "/reconciliation?period=2026-10", "/reconciliation/2026-10?format=csv", "/set-up",
            "/exports/events?format=csv", "/exports/audit?format=json", "/doctor",
        ].map { Case(path: "/companies/nordlys" + $0, expected: [200, 200, 200, 404]) }
        + [
            ("/users", [200, 403, 403, 404]),
            ("/connections/new?service=shopify", [200, 403, 403, 404]),
            ("/connections/shop/edit", [200, 403, 403, 404]),
            ("/connections/unknown", [404, 404, 404, 404]),
            ("/subjects/shop/order/0", [404, 404, 404, 404]),
            ("/backfills/1", [404, 404, 404, 404]),
            ("/exports/events?format=doc", [400, 400, 400, 404]),
        ].map { Case(path: "/companies/nordlys" + $0.0, expected: $0.1) }
        + [
            ("/mapping", [400, 400, 403, 404]), ("/mapping/previews", [422, 422, 403, 404]),
            ("/connections", [400, 403, 403, 404]), ("/connections/shop", [303, 403, 403, 404]),
            ("/connections/shop/tests", [200, 200, 403, 404]),
            ("/connections/shop/webhooks", [200, 200, 403, 404]),
            ("/connections/shop/state", [303, 303, 403, 404]),
            ("/backfills", [422, 422, 403, 404]), ("/backfills/1/stops", [404, 404, 403, 404]),
            ("/users", [400, 403, 403, 404]), ("/users/2/role", [400, 403, 403, 404]),
            ("/users/2/links", [403, 403, 403, 404]), ("/users/3/links", [200, 403, 403, 404]),
            ("/users/3/state", [303, 403, 403, 404]), ("/users/1/state", [403, 403, 403, 404]),
            ("/users/3/code-removals", [303, 403, 403, 404]),
            ("/users/4/links", [404, 403, 403, 404]),
            ("/alerts/1/acknowledgements", [404, 404, 403, 404]),
            ("/doctor/examinations", [200, 200, 403, 404]),
            ("/doctor/accounts", [200, 200, 403, 404]),
        ].map { Case(path: "/companies/nordlys" + $0.0, isPost: true, expected: $0.1) }
        + [
            Case(path: "/account", expected: [200, 200, 200, 200]),
            Case(path: "/companies/new", expected: [200, 403, 403, 403]),
            Case(path: "/companies/new", isPost: true, expected: [422, 403, 403, 403]),
        ]

    @Test(arguments: table)
    func `each role gets just what it may have`(row: Case) async throws {
        let readers = [
            "eier@nordlys.example", "regnskap@byraa.example", "les@nordlys.example",
            "ingen@ingen.example",
        ]
        for (email, expected) in zip(readers, row.expected) {
            let site = try await TestSite()
            try await site.visit { walker in
                let reader = try await walker.signedIn(email)
                let answer =
                    row.isPost ? try await reader.post(row.path) : try await reader.get(row.path)
                #expect(answer.status == expected, "\(email)")
            }
            if row.isPost, expected != 303 { #expect(await site.log.replayed.isEmpty) }
            if row.isPost, expected >= 400 { #expect(await site.work.registered.isEmpty) }
        }
    }

    @Test(arguments: table)
    func `a stranger gets nothing`(row: Case) async throws {
        try await TestSite().visit { walker in
            let answer =
                row.isPost ? try await walker.post(row.path) : try await walker.get(row.path)
            let isUnknown = row.path == "/nothing/here"
            #expect(answer.status == (isUnknown ? 404 : row.isPost ? 401 : 303))
            #expect(!answer.body.contains("450789469"))
        }
    }

    @Test(
        arguments: [
            ("cross-site", nil, 403), ("same-site", nil, 403), ("same-origin", nil, 303),
            ("none", nil, 303), (nil, "https://evil.example", 403), (nil, "null", 403),
            (nil, "http://bokbro.example", 303), (nil, "http://bokbro.example.evil.example", 403),
            (nil, nil, 303), ("cross-site", "http://bokbro.example", 403),
        ] as [(String?, String?, Int)]
    )
    func `forms are believed from our own pages only`(
        site: String?,
        origin: String?,
        expected: Int
    ) async throws {
        let test = try await TestSite()
        try await test.visit { walker in
            var reader = try await walker.signedIn("eier@nordlys.example")
            reader.site = site
            reader.origin = origin
            let answer = try await reader.post(Self.event + "/replays")
            #expect(answer.status == expected)
        }
        #expect(await test.log.replayed.isEmpty == (expected == 403))
    }

    @Test func `every page carries the headers that keep it in its place`() async throws {
        try await TestSite().visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            for path in ["/", "/sign-in", "/companies/nordlys/events", "/nothing"] {
                let headers = try await reader.get(path).headers
                let policy = headers[.contentSecurityPolicy] ?? ""
                #expect(
                    policy.contains("default-src 'self'")
                        && policy.contains("frame-ancestors 'none'")
                )
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[.cacheControl] == "no-store")
                #expect(HTTPField.Name("Referrer-Policy").flatMap { headers[$0] } == "same-origin")
            }
        }
    }

    @Test func `an error page tells nothing of what went wrong inside`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            try await site.sample.database.write { try $0.execute(sql: "DROP TABLE session") }
            let page = try await reader.get("/")
            #expect(page.status == 500)
            #expect(page.body.contains("data-status=\"500\""))
            #expect(!page.body.contains("no such table") && !page.body.contains("SQLite"))
        }
    }

    @Test func `a form that is too large is refused`() async throws {
        try await TestSite().visit { walker in
            let answer = try await walker.post(
                "/sign-in",
                ["email": String(repeating: "x", count: 40_000)]
            )
            #expect(answer.status == 413)
        }
    }
}
