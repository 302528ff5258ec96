import Foundation
import GRDB
import Testing

@testable import Companies

struct CodeSignInTests {
    private let email = "ola@nordlys.example"
    private let password = "en lang setning"

    private struct Scene {
        let fixture: CompaniesFixture
        let companies: Companies
        let session: String
        let secret: Data

        var code: String {
            let step = TimeCode.step(at: fixture.clock.now.millisecondsSince1970)
            return TimeCode.code(secret: secret, step: step)
        }
    }

    private func signIn(_ companies: Companies) async throws -> String {
        try await companies.signIn(email: email, password: password, address: "192.0.2.1").reveal()
    }

    /// Someone who has taken codes into use.
    private func scene() async throws -> Scene {
        let fixture = try CompaniesFixture()
        let companies = try await fixture.companies()
        let link = try await companies.addUser(email, roles: [:], actor: "test")
        _ = try await companies.setPassword(password, link: link.reveal())
        let session = try await signIn(companies)
        let text = try #require(try await companies.beginCode(of: email)).reveal()
        let scene = Scene(
            fixture: fixture,
            companies: companies,
            session: session,
            secret: try #require(Self.decoded(text))
        )
        #expect(try await !companies.usesCode(email))
        #expect(try await companies.confirmCode(scene.code, of: email, keeping: session))
        fixture.clock.advance(seconds: 60)
        return scene
    }

    private static func decoded(_ text: String) -> Data? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits = ""
        for letter in text {
            guard let value = alphabet.firstIndex(of: letter) else { return nil }
            let digits = String(value, radix: 2)
            bits += String(repeating: "0", count: 5 - digits.count) + digits
        }
        let bytes = stride(from: 0, to: bits.count - bits.count % 8, by: 8).compactMap { start in
            UInt8(bits.dropFirst(start).prefix(8), radix: 2)
        }
        return Data(bytes)
    }

    @Test func `a password alone opens nothing once codes are in use`() async throws {
        let scene = try await scene()

        let pending = try await signIn(scene.companies)

        #expect(try await scene.companies.session(pending) == nil)
        #expect(try await scene.companies.pendingUser(pending)?.email == email)
        #expect(try await scene.companies.session(scene.session) != nil)
    }

    @Test func `the code ends the sign-in with a new token, and is good once`() async throws {
        let scene = try await scene()
        let pending = try await signIn(scene.companies)
        let code = scene.code

        let session = try await scene.companies.finishSignIn(
            pending,
            code: code,
            address: "192.0.2.1"
        ).reveal()

        #expect(session != pending)
        #expect(try await scene.companies.session(session)?.user.email == email)
        #expect(try await scene.companies.pendingUser(pending) == nil)
        let second = try await signIn(scene.companies)
        await #expect(throws: SignInError.refused) {
            try await scene.companies.finishSignIn(second, code: code, address: "192.0.2.1")
        }
    }

    @Test func `guesses of codes are throttled`() async throws {
        let scene = try await scene()
        let pending = try await signIn(scene.companies)
        for _ in 1...5 {
            await #expect(throws: SignInError.refused) {
                try await scene.companies.finishSignIn(
                    pending,
                    code: "not it",
                    address: "192.0.2.9"
                )
            }
        }
        let error = await #expect(throws: SignInError.self) {
            try await scene.companies.finishSignIn(
                pending,
                code: scene.code,
                address: "192.0.2.9"
            )
        }
        #expect(error != .refused)
    }

    @Test func `the code must come within ten minutes`() async throws {
        let scene = try await scene()
        let pending = try await signIn(scene.companies)
        scene.fixture.clock.advance(seconds: 600)
        #expect(try await scene.companies.pendingUser(pending) == nil)
    }

    @Test func `codes can be taken away, and the secret is sealed`() async throws {
        let scene = try await scene()
        let sealed = try await scene.fixture.queue.read { db in
            try Data.fetchOne(
                db,
                sql: "SELECT codeSecret FROM user WHERE email = ?",
                arguments: [email]
            )
        }
        #expect(try #require(sealed).range(of: scene.secret) == nil)

        try await scene.companies.removeCode(of: email, actor: "test")

        let session = try await signIn(scene.companies)
        #expect(try await scene.companies.session(session) != nil)
    }

    @Test func `another master key opens the codes after rotation`() async throws {
        let scene = try await scene()
        let key = MasterKey.generate()
        _ = try await Companies.reseal(
            scene.fixture.queue,
            from: scene.fixture.key,
            to: key,
            actor: "test",
            now: scene.fixture.clock.now
        )
        let companies = try scene.fixture.open(key: key)
        let pending = try await signIn(companies)
        let session = try await companies.finishSignIn(
            pending,
            code: scene.code,
            address: "192.0.2.1"
        )
        #expect(try await companies.session(session.reveal()) != nil)
    }
}
