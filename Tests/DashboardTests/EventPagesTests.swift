import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct EventPagesTests {
    private let owner = "eier@nordlys.example"

    private func many(_ count: Int) -> [EventDocument] {
        (0..<count).map { number in
            var event = SampleEvents.done()
            let digits = String(number)
            event.id = "e-" + String(repeating: "0", count: 4 - digits.count) + digits
            event.subject = "order/\(number)"
            return event
        }
    }

    @Test func `the overview counts, and leads on`() async throws {
        try await TestSite().visit { walker in
            let page = try await walker.signedIn("eier@nordlys.example").get("/")
            #expect(page.body.contains("data-test=\"booked-today\">1</strong>"))
            #expect(page.body.contains("data-test=\"needs-attention\">2</strong>"))
            #expect(page.body.contains("/companies/nordlys/attention"))
            #expect(page.body.contains("data-refresh-seconds"))
        }
    }

    @Test func `an accountant sees every client on one page`() async throws {
        try await TestSite().visit { walker in
            let page = try await walker.signedIn("regnskap@byraa.example").get("/")
            #expect(page.body.contains("data-company=\"nordlys\""))
            #expect(page.body.contains("data-company=\"fjell\""))
            #expect(!page.body.contains("fremmed"))
        }
    }

    @Test func `short addresses keep their filter on the way to the company`() async throws {
        try await TestSite().visit { walker in
            let answer = try await walker.signedIn("eier@nordlys.example").get("/events?state=done")
            #expect(answer.location == "/companies/nordlys/events?state=done")
        }
    }

    @Test func `older events follow page by page, none twice and none left out`() async throws {
        try await TestSite(many(120)).visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            var path: String? = "/companies/nordlys/events?state=done"
            var seen: [String] = []
            while let next = path {
                let page = try await reader.get(next)
                seen += page.body.matches(of: /data-event="([^"]+)"/).map { String($0.1) }
                path = page.body.firstMatch(of: /href="([^"]+)" rel="next"/)
                    .map { String($0.1).replacing("&amp;", with: "&") }
            }
            #expect(seen.count == 120)
            #expect(seen == seen.sorted(by: >))
        }
    }

    @Test(arguments: [
        ("state=failed", 2), ("state=done", 1), ("connection=rentman", 1), ("cause=NOT_PAID", 1),
        ("text=450789469", 2), ("subject=order%2F1003", 1), ("since=2026-11-24", 4),
        ("until=2026-11-23", 1), ("since=2026-11-23&until=2026-11-23", 1), ("text=%3Cscript%3E", 0),
    ])
    func `a filter leaves what matches`(query: String, count: Int) async throws {
        try await TestSite().visit { walker in
            let page = try await walker.signedIn("eier@nordlys.example")
                .get("/companies/nordlys/events?" + query)
            #expect(page.body.matches(of: /data-test="event-row"/).count == count)
            #expect(!page.body.contains("<script>"))
        }
    }

    @Test(arguments: ["since=yesterday", "until=2026-02-30", "state=lost", "after=nonsense"])
    func `a filter that makes no sense says so`(query: String) async throws {
        try await TestSite().visit { walker in
            let page = try await walker.signedIn("eier@nordlys.example")
                .get("/companies/nordlys/events?" + query)
            #expect(page.status == 200)
            #expect(page.body.contains("data-test=\"filter-problem\""))
            #expect(!page.body.contains("data-test=\"replay-many\""))
        }
    }

    @Test func `an event's page tells its story without the buyer`() async throws {
        try await TestSite().visit { walker in
            let page = try await walker.signedIn("eier@nordlys.example")
                .get("/companies/nordlys/events/" + SampleEvents.failed().id)
            for part in ["Klarna Checkout", "MISSING_ACCOUNT_MAPPING", "/v2/token/session/:create"]
            {
                #expect(page.body.contains(part), "\(part)")
            }
            #expect(!page.body.contains("ola@example.com"))
        }
    }

    @Test func `a replay is run, noted for the auditor, and said to have begun`() async throws {
        let site = try await TestSite()
        let id = SampleEvents.failed().id
        try await site.visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            let answer = try await reader.post("/companies/nordlys/events/\(id)/replays")
            let page = try await reader.get(try #require(answer.location))
            #expect(page.body.contains("data-test=\"event-notice\""))
        }
        #expect(await site.log.replayed == [id])
        #expect(try await site.sample.auditedReplays().count == 1)
    }

    @Test func `a replay towards a connection that is off is refused with the reason`() async throws
    {
        let site = try await TestSite()
        try await site.visit { walker in
            let answer = try await walker.signedIn("eier@nordlys.example")
                .post("/companies/nordlys/events/\(TestSite.disabled.id)/replays")
            #expect(answer.status == 409)
            #expect(answer.body.contains("data-test=\"event-problem\""))
        }
        #expect(try await site.sample.auditedReplays().isEmpty)
    }

    @Test func `many are replayed only after a preview, and exactly those`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            let preview = try await reader.get(
                "/companies/nordlys/replays/new?state=failed&cause=MISSING_ACCOUNT_MAPPING"
            )
            #expect(preview.body.contains("data-matched=\"1\""))
            #expect(await site.log.replayed.isEmpty)

            let fields = Dictionary(
                preview.body.matches(of: /type="hidden" name="([a-z]+)" value="([^"]*)"/)
                    .map { (String($0.1), String($0.2)) },
                uniquingKeysWith: { first, _ in first }
            )
            let answer = try await reader.post("/companies/nordlys/replays", fields)
            #expect(answer.status == 303)
            let progress = try await reader.get(try #require(answer.location))
            #expect(progress.body.contains("data-test=\"replay\""))
        }
        #expect(await site.log.replayed == [SampleEvents.failed().id])
    }

    @Test func `what needs attention is grouped by cause`() async throws {
        try await TestSite().visit { walker in
            let page = try await walker.signedIn("eier@nordlys.example")
                .get("/companies/nordlys/attention")
            #expect(page.body.contains("data-cause=\"MISSING_ACCOUNT_MAPPING\""))
            #expect(page.body.contains("data-cause=\"CREDENTIALS_REJECTED\""))
            #expect(page.body.contains("data-test=\"replay-cause\""))
            let viewer = try await walker.signedIn("les@nordlys.example")
                .get("/companies/nordlys/attention")
            #expect(!viewer.body.contains("data-test=\"replay-cause\""))
        }
    }

    @Test func `days are the company's, also when the clock changes`() {
        let oslo = TimeZone(identifier: "Europe/Oslo") ?? .gmt
        let days = Dashboard.lastDays(
            3,
            until: RFC3339.date("2026-03-29T22:30:00Z") ?? .distantPast,
            in: oslo
        )
        #expect(
            days.map(RFC3339.text) == [
                "2026-03-27T23:00:00.000Z", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z",
                "2026-03-30T22:00:00.000Z",
            ]
        )
    }

    @Test func `assets are served with their version kept`() async throws {
        try await TestSite().visit { walker in
            let page = try await walker.get("/sign-in")
            let path = try #require(page.body.firstMatch(of: /href="(\/assets\/[^"]+)"/)).1
            let asset = try await walker.get(String(path))
            #expect(asset.headers[.contentType] == "text/css; charset=utf-8")
            #expect(asset.headers[.cacheControl]?.contains("immutable") == true)
            #expect(try await walker.get("/favicon.ico").headers[.contentType] == "image/x-icon")
            #expect(try await walker.get("/favicon.svg").status == 200)
        }
    }
}
