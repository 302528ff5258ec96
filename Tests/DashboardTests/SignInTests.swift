import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct SignInTests {
    @Test func `a stranger is led to sign in and back to where they wanted to go`() async throws {
        try await TestSite().visit { walker in
            let page = try await walker.get("/companies/nordlys/events?state=failed")
            #expect(page.status == 303)
            let door = try #require(page.location)
            #expect(door == "/sign-in?return=%2Fcompanies%2Fnordlys%2Fevents%3Fstate%3Dfailed")

            let form = try await walker.get(door)
            #expect(form.body.contains("value=\"/companies/nordlys/events?state=failed\""))
            let answer = try await walker.post(
                "/sign-in",
                [
                    "email": "eier@nordlys.example", "password": SampleCompanies.password,
                    "return": "/companies/nordlys/events?state=failed",
                ]
            )
            #expect(answer.status == 303)
            #expect(answer.location == "/companies/nordlys/events?state=failed")
        }
    }

    @Test(arguments: [
        "//evil.example", "https://evil.example", "/\\evil.example", "evil", "/\t/evil.example",
        "/ok\r\nSet-Cookie: x=y", "javascript:alert(1)",
    ])
    func `nobody is sent to another site after signing in`(target: String) async throws {
        try await TestSite().visit { walker in
            let answer = try await walker.post(
                "/sign-in",
                [
                    "email": "eier@nordlys.example", "password": SampleCompanies.password,
                    "return": target,
                ]
            )
            #expect(answer.location == "/")
        }
    }

    @Test func `a wrong password and an unknown address get the same answer`() async throws {
        try await TestSite().visit { walker in
            let wrong = try await walker.post(
                "/sign-in",
                ["email": "eier@nordlys.example", "password": "feil"]
            )
            let unknown = try await walker.post(
                "/sign-in",
                ["email": "hvem@nordlys.example", "password": "feil"]
            )
            #expect(wrong.status == 401 && unknown.status == 401)
            #expect(wrong.setCookie == nil)
            #expect(wrong.body.contains("data-test=\"sign-in-problem\""))
            #expect(
                wrong.body.replacing("eier@", with: "") == unknown.body.replacing("hvem@", with: "")
            )
        }
    }

    @Test func `guessing a user's password is throttled, also for the right one`() async throws {
        try await TestSite().visit { walker in
            for _ in 0..<5 {
                _ = try await walker.post(
                    "/sign-in",
                    ["email": "eier@nordlys.example", "password": "x"]
                )
            }
            let answer = try await walker.post(
                "/sign-in",
                ["email": "eier@nordlys.example", "password": SampleCompanies.password]
            )
            #expect(answer.status == 429)
            #expect(answer.headers[.retryAfter] == "60")
            #expect(answer.setCookie == nil)
        }
    }

    @Test func `guessing from one address is throttled whatever user it tries`() async throws {
        try await TestSite().visit { walker in
            var statuses: [Int] = []
            for number in 0..<32 {
                let form = ["email": "user\(number)@nordlys.example", "password": "x"]
                statuses.append(try await walker.post("/sign-in", form).status)
            }
            #expect(statuses.first == 401)
            #expect(statuses.last == 429)
        }
    }

    @Test func `a password of absurd length is refused`() async throws {
        try await TestSite().visit { walker in
            let answer = try await walker.post(
                "/sign-in",
                ["email": "eier@nordlys.example", "password": String(repeating: "x", count: 5_000)]
            )
            #expect(answer.status == 401)
        }
    }

    @Test func `the session's cookie cannot be read by scripts nor sent from other sites`()
        async throws
    {
        try await TestSite().visit { walker in
            let answer = try await walker.post(
                "/sign-in",
                ["email": "eier@nordlys.example", "password": SampleCompanies.password]
            )
            let cookie = try #require(answer.setCookie)
            #expect(cookie.hasPrefix("bokbro="))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
            #expect(cookie.contains("Path=/") && !cookie.contains("Secure"))
        }
        try await TestSite(publicURL: "https://bokbro.example").visit { walker in
            let answer = try await walker.post(
                "/sign-in",
                ["email": "eier@nordlys.example", "password": SampleCompanies.password]
            )
            let cookie = try #require(answer.setCookie)
            #expect(cookie.hasPrefix("__Host-bokbro=") && cookie.contains("Secure"))
        }
    }

    @Test func `signing in again ends the session from before`() async throws {
        try await TestSite().visit { walker in
            let first = try await walker.signedIn("eier@nordlys.example")
            #expect(try await first.get("/").status == 200)

            let second = try await first.signedIn("eier@nordlys.example")
            #expect(second.cookie != first.cookie)
            #expect(try await first.get("/").status == 303)
            #expect(try await second.get("/").status == 200)
        }
    }

    @Test func `signing out ends the session itself, not only the cookie`() async throws {
        try await TestSite().visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            let answer = try await reader.post("/sign-out")
            #expect(answer.status == 303)
            #expect(answer.setCookie?.contains("Max-Age=0") == true)
            #expect(try await reader.get("/").status == 303)
        }
    }

    @Test func `a one-time link sets a password of twelve characters or more, once`() async throws {
        let site = try await TestSite()
        let place = "/invitations/" + site.sample.link
        try await site.visit { walker in
            let page = try await walker.get(place)
            #expect(page.body.contains("ny@nordlys.example"))

            let short = ["password": "elleve tegn", "repeated": "elleve tegn"]
            #expect(try await walker.post(place, short).status == 422)
            let unlike = ["password": "et langt nok ord", "repeated": "et annet langt ord"]
            #expect(try await walker.post(place, unlike).status == 422)
            let long = String(repeating: "langt", count: 100)
            let tooLong = ["password": long, "repeated": long]
            #expect(try await walker.post(place, tooLong).status == 422)
            let good = ["password": "et langt nok ord", "repeated": "et langt nok ord"]
            let answer = try await walker.post(place, good)
            #expect(answer.location == "/sign-in?after=invitation")

            #expect(try await walker.post(place, good).status == 410)
            #expect(try await walker.get(place).status == 410)
            #expect(try await walker.get("/invitations/unknown").status == 410)
        }
    }

    @Test func `the language follows the browser until the reader chooses one`() async throws {
        try await TestSite().visit { walker in
            #expect(try await walker.get("/sign-in").body.contains("<html lang=\"nb\">"))
            let english = try await walker.get("/sign-in", language: "de, en-GB;q=0.8, nb;q=0.5")
            #expect(english.body.contains("<html lang=\"en\">"))

            let chosen = try await walker.post(
                "/language",
                ["language": "en", "return": "/sign-in"]
            )
            #expect(chosen.location == "/sign-in")
            var reader = walker
            reader.cookie = chosen.setCookie?.split(separator: ";").first.map(String.init)
            let page = try await reader.get("/sign-in", language: "nb")
            #expect(page.body.contains("<html lang=\"en\">"))
            #expect(try await walker.post("/language", ["language": "xx"]).status == 400)
        }
    }
}
