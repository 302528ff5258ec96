import Companies
import Foundation
import Testing

@testable import Dashboard

@Suite struct PeoplePagesTests {
    private static let place = "/companies/nordlys/users"

    @Test func `an owner invites, changes and locks out`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let owner = try await walker.signedIn("eier@nordlys.example")
            let invited = try await owner.post(
                Self.place,
                ["email": "Ny2@Nordlys.example", "role": "accountant"]
            )
            let link = try #require(
                invited.body.firstMatch(of: /value="http:\/\/bokbro.example(\/invitations\/[^"]+)"/)
            )
            #expect(try await walker.get(String(link.1)).status == 200)
            #expect(try await !owner.get(Self.place).body.contains(String(link.1)))

            #expect(try await owner.post(Self.place + "/3/role", ["role": "none"]).status == 303)
            let disabled = try await owner.post(Self.place + "/5/state", ["disabled": "true"])
            #expect(disabled.status == 303)
            let wrong = try await owner.post(Self.place, ["email": "ingen", "role": "viewer"])
            #expect(wrong.status == 422)
        }
        let users = try await site.sample.companies.users()
        #expect(
            users.first { $0.email == "ny2@nordlys.example" }?.roles == ["nordlys": .accountant]
        )
        #expect(users.first { $0.email == "les@nordlys.example" }?.roles == [:])
        #expect(users.first { $0.email == "ny@nordlys.example" }?.isDisabled == true)
    }

    @Test func `an owner takes over no account that sees another's company`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let owner = try await walker.signedIn("eier@nordlys.example")
            for path in ["/2/links", "/2/state", "/2/code-removals"] {
                #expect(try await owner.post(Self.place + path).status == 403)
            }
            #expect(try await owner.post(Self.place + "/2/role", ["role": "viewer"]).status == 303)
            let known = try await owner.post(
                Self.place,
                ["email": "regnskap@byraa.example", "role": "accountant"]
            )
            #expect(known.status == 303)
        }
        let users = try await site.sample.companies.users()
        let other = users.first { $0.email == "regnskap@byraa.example" }
        #expect(other?.roles == ["nordlys": .accountant, "fjell": .accountant])
    }

    @Test func `nobody locks themselves out`() async throws {
        let site = try await TestSite()
        try await site.visit { walker in
            let owner = try await walker.signedIn("eier@nordlys.example")
            let role = try await owner.post(Self.place + "/1/role", ["role": "viewer"])
            #expect(role.status == 403)
            let again = try await owner.post(
                Self.place,
                ["email": "eier@nordlys.example", "role": "viewer"]
            )
            #expect(again.status == 303)
        }
        let users = try await site.sample.companies.users()
        #expect(users.first { $0.email == "eier@nordlys.example" }?.roles == ["nordlys": .owner])
    }

    @Test func `signing out everywhere ends every session`() async throws {
        try await TestSite().visit { walker in
            let one = try await walker.signedIn("eier@nordlys.example")
            let other = try await walker.signedIn("eier@nordlys.example")
            #expect(try await other.get("/account").status == 200)
            #expect(try await one.post("/account/sessions/endings").status == 303)
            #expect(try await other.get("/account").status == 303)
        }
    }

    @Test func `codes are taken into use, asked for, and given up with the password`() async throws
    {
        try await TestSite().visit { walker in
            let reader = try await walker.signedIn("eier@nordlys.example")
            let begun = try await reader.post("/account/code")
            let shown = try #require(
                begun.body.firstMatch(of: /data-test="code-secret">([A-Z2-7 ]+)</)
            )
            let secret = String(shown.1)
            let wrong = try await reader.post("/account/code", ["code": "000 000"])
            #expect(wrong.status == 422 && wrong.body.contains(secret))
            let code = SampleCode.of(secret, at: SamplePages.now)
            let on = try await reader.post("/account/code", ["code": code])
            #expect(on.location == "/account?after=code-on")

            let pending = try await walker.signedIn("eier@nordlys.example")
            #expect(try await pending.get("/").status == 303)
            #expect(try await pending.get("/sign-in/code").status == 200)
            let guess = try await pending.post("/sign-in/code", ["code": "123456"])
            #expect(guess.status == 401)
            let used = try await pending.post("/sign-in/code", ["code": code])
            #expect(used.status == 401)
            let next = SampleCode.of(secret, at: SamplePages.now.addingTimeInterval(30))
            let done = try await pending.post(
                "/sign-in/code",
                ["code": next, "return": "/account"]
            )
            #expect(done.status == 303 && done.location == "/account")
            #expect(done.setCookie != nil && done.setCookie != pending.cookie)

            let refused = try await reader.post("/account/code/removals", ["password": "feil"])
            #expect(refused.status == 401)
            let off = try await reader.post(
                "/account/code/removals",
                ["password": SampleCompanies.password]
            )
            #expect(off.location == "/account?after=code-off")
        }
    }
}
