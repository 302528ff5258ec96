import Companies
import Foundation
import GRDB
import Testing

struct UserTests {
    private let password = "en lang setning"

    private func signedUp() async throws -> (CompaniesFixture, Companies) {
        let fixture = try CompaniesFixture()
        let companies = try await fixture.companies()
        let link = try await companies.addUser(
            " Ola@Nordlys.example ",
            roles: ["nordlys": .accountant],
            actor: "test"
        )
        _ = try await companies.setPassword(password, link: link.reveal())
        return (fixture, companies)
    }

    private func signIn(_ companies: Companies, _ password: String) async throws -> Secret {
        try await companies.signIn(
            email: "OLA@nordlys.example",
            password: password,
            address: "192.0.2.1"
        )
    }

    @Test func `a user signs up by link and signs in with the role given`() async throws {
        let (_, companies) = try await signedUp()
        let token = try await signIn(companies, password)
        let user = try #require(try await companies.session(token.reveal())).user
        #expect(user.email == "ola@nordlys.example" && user.roles == ["nordlys": .accountant])
        #expect(try await companies.session("no such token") == nil)
        await #expect(throws: CompanyError.userExists("ola@nordlys.example")) {
            try await companies.addUser("ola@nordlys.example", roles: [:], actor: "test")
        }
        await #expect(throws: CompanyError.badEmail) {
            try await companies.addUser("ola", roles: [:], actor: "test")
        }
    }

    @Test func `of two uses of a link one wins`() async throws {
        let fixture = try CompaniesFixture()
        let companies = try await fixture.companies()
        let link = try await companies.addUser("kari@nordlys.example", roles: [:], actor: "test")
        let wins = await withTaskGroup(of: Bool.self) { group in
            for number in 1...4 {
                group.addTask {
                    let text = "en lang setning \(number)"
                    return (try? await companies.setPassword(text, link: link.reveal())) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wins == 1)
    }

    @Test func `links expire and a short password is refused without using them up`() async throws {
        let (fixture, companies) = try await signedUp()
        let link = try await companies.resetUser("ola@nordlys.example", actor: "test")
        await #expect(throws: CompanyError.badPassword) {
            try await companies.setPassword("kort", link: link.reveal())
        }
        #expect(try await companies.linkOwner(link.reveal()) != nil)
        fixture.clock.advance(seconds: 3_600)
        await #expect(throws: CompanyError.deadLink) {
            try await companies.setPassword(password, link: link.reveal())
        }
    }

    @Test func `guesses are throttled, for unknown users too, and the wait ends`() async throws {
        let (fixture, companies) = try await signedUp()
        for email in ["ola@nordlys.example", "unknown@nordlys.example"] {
            for _ in 1...5 {
                await #expect(throws: SignInError.refused) {
                    try await companies.signIn(
                        email: email,
                        password: "feil feil feil",
                        address: "192.0.2.7"
                    )
                }
            }
            let until = Date(timeIntervalSince1970: fixture.clock.now.timeIntervalSince1970 + 60)
            await #expect(throws: SignInError.throttled(until: until)) {
                try await companies.signIn(email: email, password: password, address: "192.0.2.8")
            }
        }
        fixture.clock.advance(seconds: 61)
        _ = try await signIn(companies, password)
    }

    @Test func `an address that tries many users is throttled`() async throws {
        let (_, companies) = try await signedUp()
        for number in 1...30 {
            await #expect(throws: SignInError.refused) {
                try await companies.signIn(
                    email: "user\(number)@nordlys.example",
                    password: "feil feil feil",
                    address: "192.0.2.1"
                )
            }
        }
        await #expect(throws: SignInError.self) { try await signIn(companies, password) }
    }

    @Test func `a session ends after idle hours, after fourteen days and on sign-out`() async throws
    {
        let (fixture, companies) = try await signedUp()
        let idle = try await signIn(companies, password).reveal()
        fixture.clock.advance(seconds: 12 * 3_600)
        #expect(try await companies.session(idle) == nil)
        let kept = try await signIn(companies, password).reveal()
        for _ in 1...33 {
            fixture.clock.advance(seconds: 10 * 3_600)
            #expect(try await companies.session(kept) != nil)
        }
        fixture.clock.advance(seconds: 6 * 3_600)
        #expect(try await companies.session(kept) == nil)
        let one = try await signIn(companies, password).reveal()
        let two = try await signIn(companies, password).reveal()
        try await companies.signOut(one)
        #expect(try await companies.session(one) == nil)
        #expect(try await companies.session(two) != nil)
        try await companies.signOutEverywhere("ola@nordlys.example", actor: "test")
        #expect(try await companies.session(two) == nil)
    }

    @Test func `a disabled user is out at once and comes back when enabled`() async throws {
        let (_, companies) = try await signedUp()
        let token = try await signIn(companies, password).reveal()
        let link = try await companies.resetUser("ola@nordlys.example", actor: "test")
        try await companies.setDisabled(true, user: "ola@nordlys.example", actor: "test")
        #expect(try await companies.session(token) == nil)
        #expect(try await companies.linkOwner(link.reveal()) == nil)
        await #expect(throws: SignInError.refused) { try await signIn(companies, password) }
        try await companies.setDisabled(false, user: "ola@nordlys.example", actor: "test")
        _ = try await signIn(companies, password)
    }

    @Test func `passwords, links, sessions and tokens are stored only as hashes`() async throws {
        let (fixture, companies) = try await signedUp()
        let session = try await signIn(companies, password).reveal()
        let token = try await companies.createToken(
            company: "nordlys",
            role: .accountant,
            name: "skript",
            actor: "test"
        )
        let stored = try await fixture.queue.read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table'"
            )
            return try tables.flatMap { try Row.fetchAll(db, sql: "SELECT * FROM \"\($0)\"") }
                .map { "\($0.databaseValues.map { "\($0)" })" }.joined()
        }
        #expect(stored.contains("scrypt$16$8$1$"))
        for clear in [password, session, token.text.reveal()] { #expect(!stored.contains(clear)) }
    }

    @Test func `a token has its company and role until it is revoked`() async throws {
        let (fixture, companies) = try await signedUp()
        let made = try await companies.createToken(
            company: "nordlys",
            role: .viewer,
            name: "skript",
            actor: "test"
        )
        let text = made.text.reveal()
        #expect(text.hasPrefix("bok_") && "\(made)".contains(text) == false)
        let found = try #require(try await companies.token(text))
        #expect(found.company == "nordlys" && found.role == .viewer && found.id == made.token.id)
        fixture.clock.advance(seconds: 120)
        _ = try await companies.token(text)
        #expect(try await companies.tokens(of: "nordlys").first?.lastUsedAt != nil)
        #expect(try await companies.token(text + "x") == nil)
        try await companies.revokeToken(made.token.id, actor: "test")
        #expect(try await companies.token(text) == nil)
        await #expect(throws: CompanyError.unknownCompany("other")) {
            try await companies.createToken(
                company: "other",
                role: .viewer,
                name: "x",
                actor: "test"
            )
        }
        #expect(try await companies.verifyAudit() != .broken(at: 1))
    }
}
