import Connectors
import Foundation
import Outbox
import Testing

@testable import App

/// The program as an operator meets it: exit codes, messages, with a server and without one.
struct CommandLineTests {
    private static func newDirectory() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "journey-\(UUID().uuidString)")
    }

    private static let company = Journey.companyFile(rules: "rules: {}", secret: "hush")

    @Test func `without a master key serve exits 78 and names the command that makes one`()
        async throws
    {
        let program = BuiltProgram(
            directory: Self.newDirectory(),
            extra: ["BOKBRO_MASTER_KEY": ""]
        )
        let result = try await program.run("serve")
        #expect(result.exitCode == 78)
        #expect(result.errors.contains("bokbro key generate"))
        #expect(result.errors.split(separator: "\n").count == 1)
    }

    @Test func `another key than the one the database was sealed with exits 78`() async throws {
        let directory = Self.newDirectory()
        #expect(try await BuiltProgram(directory: directory).run("company", "list").exitCode == 0)
        let other = BuiltProgram(
            directory: directory,
            extra: ["BOKBRO_MASTER_KEY": Data(repeating: 9, count: 32).base64EncodedString()]
        )
        let result = try await other.run("serve")
        #expect(result.exitCode == 78)
        #expect(result.errors.contains("key"))
        try FileManager.default.removeItem(at: directory)
    }

    @Test func `a wrong file changes nothing, exits 78 and names every error by its path`()
        async throws
    {
        let directory = Self.newDirectory()
        let program = BuiltProgram(directory: directory)
        let wrong = Self.company
            .replacing("id: nordlys", with: "id: Nordlys AS")
            .replacing("service: shopify", with: "service: shopfy")
            .replacing("rules: {}", with: "rules: {fromDate: yesterday, accounts: {salg: 3000}}")
        let result = try await program.run("company", "apply", "-", input: wrong)
        #expect(result.exitCode == 78)
        for path in ["company.id", "connections[1].service", "rules.fromDate"] {
            #expect(result.errors.contains(path), "\(path) is not in: \(result.errors)")
        }
        #expect(try await program.run("company", "list", "--json").output == "[]\n")
        try FileManager.default.removeItem(at: directory)
    }

    @Test func `applying the same file twice changes nothing; secrets are never exported`()
        async throws
    {
        let directory = Self.newDirectory()
        let program = BuiltProgram(directory: directory)
        #expect(try await program.run("company", "apply", "-", input: Self.company).exitCode == 0)
        let again = try await program.run("company", "apply", "-", "--json", input: Self.company)
        #expect(again.output.contains(#""changed":false"#))
        let exported = try await program.run("company", "export", "nordlys")
        #expect(exported.output.contains("id: \"nordlys\""))
        for secret in ["hush", "shop-token", "employeeToken: employee"] {
            #expect(!exported.output.contains(secret))
        }
        try FileManager.default.removeItem(at: directory)
    }

    @Test func `with a running server commands go through its socket, and a second one exits 69`()
        async throws
    {
        let directory = Self.newDirectory()
        let program = BuiltProgram(directory: directory)
        let server = try await program.serve()

        #expect(try await program.run("company", "apply", "-", input: Self.company).exitCode == 0)
        #expect(try await program.run("company", "list").output.contains("nordlys"))
        let token = try await program.run(
            "token",
            "create",
            "--company",
            "nordlys",
            "--role",
            "viewer",
            "--json"
        )
        #expect(token.output.contains(#""token":"bok_"#))
        let user = try await program.run(
            "user",
            "add",
            "kari@nordlys.example",
            "--role",
            "owner",
            "--company",
            "nordlys"
        )
        #expect(user.output.contains("/invitations/"))
        let attributes = try FileManager.default.attributesOfItem(
            atPath: directory.appending(path: "control.sock").path()
        )
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let second = try await program.run("serve")
        #expect(second.exitCode == 69)
        #expect(second.errors.contains("BOKBRO_DATA"))

        #expect(await server.stop() == 0)
        #expect(try await program.run("company", "list").output.contains("nordlys"))
        try FileManager.default.removeItem(at: directory)
    }

    @Test(arguments: [
        ["events", "list", "--state", "lost"], ["events", "show", "1"], ["events", "replay"],
        ["events", "replay", "--filter", "--since", "yesterday"], ["nonsense"],
        ["sandbox", "--faults", "plenty"], ["token", "create", "--company", "x"],
        ["events", "show"], ["company", "apply", "/no/such/file.yaml"],
    ])
    func `wrong usage exits 64 with one line that says what is wrong`(
        arguments: [String]
    )
        async throws
    {
        let directory = Self.newDirectory()
        let result = try await BuiltProgram(directory: directory).run(arguments)
        #expect(result.exitCode == 64)
        #expect(result.errors.hasPrefix("bokbro: "))
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        try? FileManager.default.removeItem(at: directory)
    }

    @Test(arguments: [
        ["company", "export", "nobody"], ["company", "remove", "nobody"],
        ["user", "disable", "nobody@example.com"], ["token", "revoke", "none"],
        ["events", "show", "01a20e42-f9c4-7000-8000-000000000001"],
        ["backfill", "--company", "x", "--connection", "y", "--from", "2026-01-01"],
        ["reconcile", "--company", "x", "--period", "2026-10"],
        ["backup", "/no/such/folder/copy.sqlite"],
    ])
    func `what is not there exits 1 and says so in one line`(arguments: [String]) async throws {
        let directory = Self.newDirectory()
        let result = try await BuiltProgram(directory: directory).run(arguments)
        #expect(result.exitCode == 1)
        #expect(result.errors.hasPrefix("bokbro: "))
        #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
        try FileManager.default.removeItem(at: directory)
    }

    @Test func `a dry run of a replay leaves the events as they are`() async throws {
        var generator = ShopifyOrderGenerator(seed: 3)
        let step = try #require(generator.orders(5).first?.steps.first)
        let journey = try await Journey()
        #expect(try await journey.deliver(step).status == 200)
        try await journey.workOff()
        let ids = try await journey.events().map(\.id.description)

        let dry = try await journey.perform(.replayEvents(ids: ids + ids, isDryRun: true))
        let waiting = try await journey.installation.outbox.counts().pending
        let real = try await journey.perform(.replayEvents(ids: ids + ids, isDryRun: false))

        #expect(dry.json.contains("1") && waiting == 0)
        #expect(real.json == dry.json)
        #expect(try await journey.installation.outbox.counts().pending == 1)
        try journey.end()
    }
}
