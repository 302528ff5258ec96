import Foundation
import TestSupport
import Testing

@testable import Destinations

/// E-mail handed to a real server.
@Suite(.enabled(if: MailCatcher.isInstalled))
struct MailerTests {
    private func message(to recipient: String = "regnskap@nordlys.example") -> MailMessage {
        MailMessage(
            recipient: recipient,
            subject:
                "Nordlys Lyd AS: Konto mangler for «gavekort» – velg en av kontoene i 2900-serien",
            text: "Første linje\n.\nÆrlig talt: 100 % ferdig\n",
            id: "nordlys/alert/1/0",
            date: Date(timeIntervalSince1970: 1_774_000_000)
        )
    }

    private func failure(
        _ url: String,
        to recipient: String = "regnskap@nordlys.example"
    ) async throws -> MailFailure? {
        do {
            try await Mailer(MailServer(url: url)).send(message(to: recipient))
            return nil
        } catch let failure as MailFailure {
            return failure
        }
    }

    @Test(arguments: MailCatcher.Security.allCases)
    func `a mail arrives whole, encrypted unless the server is on this machine and asks no name`(
        security: MailCatcher.Security
    ) async throws {
        let catcher = try MailCatcher(security)

        #expect(try await failure(catcher.url()) == nil)

        let mail = try #require(try catcher.mails().first)
        #expect(mail.sender == "bokbro@nordlys.example")
        #expect(mail.recipients == ["regnskap@nordlys.example"])
        #expect(mail.subject == message().subject)
        #expect(mail.text == message().text)
        #expect(mail.id == "<nordlys.alert.1.0@nordlys.example>")
        #expect(mail.isEncrypted == (security != .clear))
        try catcher.stop()
    }

    @Test(arguments: [MailCatcher.Security.wrapped, .startTLS])
    func `user and password of the address are shown to the server`(
        security: MailCatcher.Security
    ) async throws {
        let catcher = try MailCatcher(security, password: "hemmelig")

        #expect(try await failure(catcher.url(password: "hemmelig")) == nil)
        let wrong = try #require(try await failure(catcher.url(password: "gjettet")))

        #expect(try catcher.mails().map(\.user) == ["bok@bro"])
        #expect(wrong.cause == "CREDENTIALS_REJECTED" && !wrong.isTransient)
        #expect(!"\(wrong)".contains("gjettet"))
        try catcher.stop()
    }

    @Test func `a server that will not encrypt gets neither password nor mail`() async throws {
        let catcher = try MailCatcher(.clear)
        let url = catcher.url(password: "hemmelig")

        let refused = try #require(try await failure(url))

        #expect(refused.cause == "REMOTE_REJECTED" && !refused.isTransient)
        #expect(try catcher.mails().isEmpty)
        try catcher.stop()
    }

    @Test func `a certificate that nobody vouches for is not believed`() async throws {
        let catcher = try MailCatcher(.wrapped)
        let url = catcher.url().replacing("&ca=\(catcher.authorities)", with: "")

        let refused = try #require(try await failure(url))

        #expect(refused.cause == "REMOTE_REJECTED" && !refused.isTransient)
        try catcher.stop()
    }

    @Test func `not now is tried again, no such person is not`() async throws {
        let catcher = try MailCatcher(.startTLS, refusals: 1)

        let later = try #require(try await failure(catcher.url()))
        #expect(later.cause == "REMOTE_UNAVAILABLE" && later.isTransient)
        #expect(try await failure(catcher.url()) == nil)
        let nobody = try #require(
            try await failure(catcher.url(), to: "nobody@nordlys.example")
        )
        #expect(nobody.cause == "REMOTE_REJECTED" && !nobody.isTransient)
        try catcher.stop()
    }

    @Test func `a server that is not there is tried again`() async throws {
        let catcher = try MailCatcher(.clear)
        let url = catcher.url()
        try catcher.stop()

        let refused = try #require(try await failure(url))
        #expect(refused.cause == "REMOTE_UNAVAILABLE" && refused.isTransient)
    }
}

struct MailServerTests {
    @Test(arguments: [
        "smtp.example.no", "http://smtp.example.no?from=a@b.no", "smtp://?from=a@b.no",
        "smtp://host?from=a@b.no&tls=off", "smtp://host", "smtp://host?from=a",
        "smtp://host?from=a@b.no%0D%0ABcc:x@y.no",
    ])
    func `an address that is none is refused`(url: String) {
        #expect(throws: MailServer.Problem.self) { try MailServer(url: url) }
    }

    @Test func `the password never shows`() throws {
        let server = try MailServer(url: "smtps://bok:hemmelig@smtp.example.no?from=a@b.no")
        #expect(server.port == 465)
        #expect(!"\(server) \(String(reflecting: server))".contains("hemmelig"))
    }

    @Test(arguments: ["Konto", "Ærlig", String(repeating: "å", count: 200), "a\r\nBcc: x@y.no"])
    func `a subject is one header, whatever it holds`(text: String) {
        let words = MailMessage.encodedWords(text)
        for line in words.components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 76)
            #expect(line == words || line.trimmingCharacters(in: .whitespaces).hasPrefix("=?"))
        }
    }
}
