import Companies
import Foundation
import GRDB
import Testing

@testable import Dashboard

@Suite struct OversightPagesTests {
    @Test func `an order's page tells its deliveries, effects, amounts and why`() async throws {
        try await TestSite().visit { walker in
            let reader = try await walker.signedIn("les@nordlys.example")
            let page = try await reader.get("/companies/nordlys/subjects/shop/order/450789469")
            for part in [
                "data-test=\"delivery\"", "data-test=\"attempt\"", "data-test=\"explanation\"",
                "#1001", "1\u{a0}250,00\u{a0}NOK", "https://shop.example/admin/orders/450789469",
            ] { #expect(page.body.contains(part), "\(part)") }
            #expect(!page.body.contains("data-test=\"replay-subject\""))
            let booked = SampleEvents.done()
            let other = try await reader.get(
                Path.subject("nordlys", booked.connection, booked.subject)
            )
            #expect(other.body.contains("data-test=\"effect\""))
        }
    }

    @Test func `an order is found by its number`() async throws {
        try await TestSite().visit { walker in
            let reader = try await walker.signedIn("les@nordlys.example")
            let found = try await reader.get("/companies/nordlys/search?q=1001")
            #expect(found.body.contains("/companies/nordlys/subjects/shop/order/450789469"))
            let none = try await reader.get("/companies/nordlys/search?q=%3Cscript%3E")
            #expect(none.body.contains("data-test=\"empty\""))
            #expect(!none.body.contains("<script>"))
        }
    }

    @Test func `alerts are marked as seen and put off by those who may`() async throws {
        let site = try await TestSite()
        let companies = site.sample.companies
        for code in ["VAT_DEVIATION", "DISK_LOW"] {
            try await companies.raiseAlert(AlertSignal(code: code), of: "nordlys")
        }
        try await site.visit { walker in
            let place = "/companies/nordlys/alerts"
            let viewer = try await walker.signedIn("les@nordlys.example")
            let seen = try await viewer.get(place)
            #expect(seen.body.matches(of: /data-test="alert"/).count == 2)
            #expect(!seen.body.contains("data-test=\"alert-acknowledge\""))
            let reader = try await walker.signedIn("regnskap@byraa.example")
            let acknowledgements = place + "/1/acknowledgements"
            #expect(try await reader.post(acknowledgements, ["hours": "24"]).status == 303)
            #expect(try await reader.get(place).body.contains("data-state=\"snoozed\""))
            #expect(try await reader.post(acknowledgements, ["hours": "999"]).status == 400)
            #expect(try await reader.post(acknowledgements, ["hours": "0"]).status == 303)
            #expect(try await reader.get(place).body.contains("data-state=\"acknowledged\""))
        }
    }

    @Test func `the audit log is filtered, verified and told when it is broken`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("les@nordlys.example")
            let place = "/companies/nordlys/audit"
            let whole = try await reader.get(place + "?verify=1")
            #expect(whole.body.contains("notice-good"))
            let tokens = try await reader.get(place + "?action=token")
            #expect(
                tokens.body.contains("token.created") && !tokens.body.contains("company.applied")
            )
            let wrong = try await reader.get(place + "?since=i-fjor")
            #expect(wrong.status == 200 && wrong.body.contains("role=\"alert\""))
            try await site.sample.database.write { db in
                try db.execute(sql: "DROP TRIGGER auditEntryIsNotChanged")
                try db.execute(sql: "UPDATE auditEntry SET actor = 'x' WHERE id = 2")
            }
            let broken = try await reader.get(place + "?verify=1")
            #expect(broken.body.contains("notice-bad") && broken.body.contains(" 2<"))
        }
    }

    @Test func `logs are exported whole, in both forms`() async throws {
        let site = try await TestSite()
        for number in 1...450 {
            try await site.sample.companies.audit(
                company: "nordlys",
                actor: "test",
                action: "event.replayed",
                subject: number == 1 ? "=SUM(1;2)" : "event/\(number)"
            )
        }
        try await site.visit { walker in
            let reader = try await walker.signedIn("les@nordlys.example")
            let place = "/companies/nordlys/exports/"
            let csv = try await reader.get(place + "audit?format=csv&action=event.replayed")
            #expect(csv.body.split(separator: "\r\n").count == 451)
            #expect(csv.body.contains("\"'=SUM(1;2)\""))
            let json = try await reader.get(place + "audit?format=json&action=event.replayed")
            let items = try JSONSerialization.jsonObject(with: Data(json.body.utf8)) as? [Any]
            #expect(items?.count == 450)
            let events = try await reader.get(place + "events?format=json&state=failed")
            let found = try JSONSerialization.jsonObject(with: Data(events.body.utf8))
            #expect(
                (found as? [[String: Any]])?.allSatisfy { $0["state"] as? String == "failed" }
                    == true
            )
            let none = try await reader.get(place + "events?format=json&state=running")
            #expect(none.body == "[\n]\n")
        }
    }

    @Test func `a period is chosen, reconciled and downloaded`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("les@nordlys.example")
            let place = "/companies/nordlys/reconciliation"
            let blank = try await reader.get(place)
            #expect(blank.body.contains("<option value=\"2026-10\" selected>"))
            let report = try await reader.get(place + "?period=2026-10")
            #expect(report.body.contains("data-balanced=\"false\""))
            #expect(report.body.contains("\u{2212}100,00\u{a0}NOK"))
            let making = try await reader.get(place + "?period=2026-09")
            #expect(making.body.contains("data-test=\"reconciliation-progress\""))
            #expect(making.body.contains("data-refresh-seconds=\"3\""))
            #expect(try await reader.get(place + "?period=oktober").status == 422)
            let file = try await reader.get(place + "/2026-10?format=pdf")
            #expect(file.status == 200)
            #expect(try await reader.get(place + "/2026-10?format=exe").status == 404)
        }
        await site.work.fail()
        try await site.visit { walker in
            let reader = try await walker.signedIn("les@nordlys.example")
            let away = try await reader.get("/companies/nordlys/reconciliation?period=2026-10")
            #expect(away.status == 503)
            #expect(away.body.contains("data-test=\"reconciliation-problem\""))
        }
    }
}
