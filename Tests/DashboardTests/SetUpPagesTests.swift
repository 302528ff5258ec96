import Companies
import Foundation
import Testing

@testable import Dashboard

@Suite struct SetUpPagesTests {
    @Test func `the first user, company and connection are made step by step`() async throws {
        let site = try await TestSite(emptyHouse: true)
        let link = try #require(try await site.sample.companies.beginSetUp()).reveal()
        let path = Dashboard.setUpPath(link)
        try await site.visit { walker in
            #expect(try await walker.get(path).status == 200)
            let differing = try await walker.post(
                path,
                ["email": "a@b.example", "password": "en lang setning", "repeated": "en annen"]
            )
            #expect(differing.status == 422 && differing.body.contains("a@b.example"))
            let made = try await walker.post(
                path,
                [
                    "email": "a@b.example", "password": "en lang setning",
                    "repeated": "en lang setning",
                ]
            )
            #expect(made.status == 303 && made.location == "/companies/new")
            #expect(try await walker.get(path).status == 410)
            var owner = walker
            owner.cookie = made.setCookie?.split(separator: ";").first.map(String.init)

            let wrong = try await owner.post("/companies/new", ["name": "Fjell"])
            #expect(wrong.status == 422)
            let company = try await owner.post(
                "/companies/new",
                ["name": "Blåbær & Øl AS", "organizationNumber": "910 667 574"]
            )
            let steps = try #require(company.location)
            #expect(steps == "/companies/blabaer-ol-as/set-up")
            #expect(try await owner.get(steps).body.contains("1 / 6"))

            let added = try await owner.post(
                "/companies/blabaer-ol-as/connections",
                [
                    "service": "tripletex", "id": "tripletex",
                    "baseURL": "https://tripletex.no/v2", "secret.consumerToken": "c",
                    "secret.employeeToken": "e",
                ]
            )
            #expect(added.status == 303)
            #expect(try await owner.get(steps).body.contains("2 / 6"))
        }
    }

    @Test func `a wrong link opens nothing`() async throws {
        let site = try await TestSite(emptyHouse: true)
        _ = try await site.sample.companies.beginSetUp()
        try await site.visit { walker in
            let page = try await walker.get("/set-up/guess")
            #expect(page.status == 410)
            let form = [
                "email": "a@b.example", "password": "en lang setning",
                "repeated": "en lang setning",
            ]
            let made = try await walker.post("/set-up/guess", form)
            #expect(made.status == 410)
        }
        #expect(try await site.sample.companies.users().isEmpty)
    }

    @Test func `a connection's form keeps secrets that are left empty, and says what is wrong`()
        async throws
    {
        let site = try await TestSite()
        try await site.visit { walker in
            let owner = try await walker.signedIn("eier@nordlys.example")
            let place = "/companies/nordlys/connections"
            let form = try await owner.get(place + "/shop/edit")
            #expect(form.status == 200 && !form.body.contains("value=\"a\""))
            let saved = try await owner.post(
                place + "/shop",
                ["baseURL": "https://ny.example", "secret.webhookSecret": "ny gammel"]
            )
            #expect(saved.status == 303)
            let wrong = try await owner.post(place + "/shop", ["baseURL": "http://ny.example"])
            #expect(wrong.status == 422)
            let taken = try await owner.post(
                place,
                ["service": "standard-webhooks", "id": "shop", "secret.webhookSecret": "s"]
            )
            #expect(taken.status == 422)
        }
        let shop = try #require(try await site.sample.companies.connection("nordlys", "shop"))
        #expect(shop.baseURL == "https://ny.example")
        #expect(shop.secrets["accessToken"]?.map { $0.reveal() } == ["a"])
        #expect(shop.secrets["webhookSecret"]?.map { $0.reveal() } == ["ny", "gammel"])
    }

    @Test func `a test says what is missing and how to mend it`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("regnskap@byraa.example")
            let place = "/companies/nordlys/connections/"
            let answer = try await reader.post(place + "tripletex/tests")
            #expect(answer.body.contains("data-test=\"examination\" data-tone=\"bad\""))
            #expect(answer.body.matches(of: /data-test="finding"/).count == 2)
            let good = try await reader.post(place + "shop/tests")
            #expect(good.body.contains("data-tone=\"good\""))
            #expect(try await reader.post(place + "shop/webhooks").status == 200)
        }
        #expect(await site.work.registered == ["shop"])
        await site.work.fail()
        try await site.visit { walker in
            let reader = try await walker.signedIn("regnskap@byraa.example")
            let away = try await reader.post("/companies/nordlys/connections/shop/tests")
            #expect(away.status == 503 && away.body.contains("data-test=\"connection-problem\""))
        }
    }

    @Test func `history is tried first, then fetched, and can be stopped`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let reader = try await walker.signedIn("regnskap@byraa.example")
            let place = "/companies/nordlys/backfills"
            let begun = try await reader.post(
                place,
                ["connection": "shop", "from": "2026-01-01", "kind": "plan"]
            )
            #expect(begun.location == place + "/1")
            let page = try await reader.get(place + "/1")
            #expect(page.body.contains("data-test=\"backfill-stop\""))
            #expect(page.body.contains("125\u{a0}000,00\u{a0}NOK"))
            #expect(try await reader.post(place + "/1/stops").status == 303)
            let booked = try await reader.post(
                place,
                ["connection": "shop", "from": "2026-01-01", "kind": "book"]
            )
            #expect(booked.location == place + "/2")
            let wrong = try await reader.post(place, ["connection": "shop", "from": "i fjor"])
            #expect(wrong.status == 422 && wrong.body.contains("value=\"i fjor\""))
        }
        let backfills = await site.work.backfills
        #expect(backfills.map(\.dryRun) == [false, true])
        #expect(backfills.last?.state == .stopped)
    }
}
