import Companies
import Connectors
import Destinations
import Foundation
import Outbox
import Remote
import TestSupport
import Testing

@testable import App

/// What an operator does at night: looks, copies, restores, exchanges the key.
struct OperatorTests {
    private static func newPath(_ name: String = "journey") -> URL {
        FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID().uuidString)")
    }

    private static let company = Journey.companyFile(rules: "rules: {}", secret: "hush")

    @Test func `a backup restored elsewhere has everything and opens with the same key`()
        async throws
    {
        let (first, second) = (Self.newPath(), Self.newPath())
        let file = Self.newPath("backup").path()
        let program = BuiltProgram(directory: first)
        let server = try await program.serve()
        #expect(try await program.run("company", "apply", "-", input: Self.company).exitCode == 0)
        #expect(try await program.run("backup", file).exitCode == 0)
        #expect(await server.stop() == 0)

        let restored = try await BuiltProgram(directory: second).run("restore", file, "--json")

        #expect(restored.exitCode == 0, "\(restored.errors)")
        #expect(restored.output.contains(#""companies":1"#))
        let files = try FileManager.default.contentsOfDirectory(atPath: second.path())
        #expect(files.sorted() == ["bokbro.sqlite", "lock"])
        let exports = try await [first, second].asyncMap {
            try await BuiltProgram(directory: $0).run("company", "export", "nordlys").output
        }
        #expect(exports[0] == exports[1] && exports[0].contains("nordlys"))
        for path in [first.path(), second.path(), file] {
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test func `restore leaves a directory that is not empty, or a file that is no backup, alone`()
        async throws
    {
        let (full, empty) = (Self.newPath(), Self.newPath())
        let file = Self.newPath("backup")
        #expect(try await BuiltProgram(directory: full).run("company", "list").exitCode == 0)
        let before = try FileManager.default.contentsOfDirectory(atPath: full.path()).sorted()
        try Data("no database".utf8).write(to: file)

        let refused = try await BuiltProgram(directory: full).run("restore", file.path())
        let wrong = try await BuiltProgram(directory: empty).run("restore", file.path())

        #expect(refused.exitCode == 1 && refused.errors.contains("not empty"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: full.path()).sorted() == before
        )
        #expect(wrong.exitCode == 1 && wrong.errors.contains("no usable backup"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: empty.path()) == ["lock"])
        for path in [full, empty, file] { try FileManager.default.removeItem(at: path) }
    }

    @Test func `a backup is not restored with another master key`() async throws {
        let (first, second) = (Self.newPath(), Self.newPath())
        let file = Self.newPath("backup").path()
        let program = BuiltProgram(directory: first)
        #expect(try await program.run("company", "apply", "-", input: Self.company).exitCode == 0)
        #expect(try await program.run("backup", file).exitCode == 0)
        let other = BuiltProgram(
            directory: second,
            extra: ["BOKBRO_MASTER_KEY": Data(repeating: 9, count: 32).base64EncodedString()]
        )

        let result = try await other.run("restore", file)

        #expect(result.exitCode == 78)
        #expect(try FileManager.default.contentsOfDirectory(atPath: second.path()) == ["lock"])
        for path in [first.path(), second.path(), file] {
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test(arguments: [false, true])
    func `after a rotation the new key opens everything and the old one nothing`(
        isServing: Bool
    ) async throws {
        let directory = Self.newPath()
        let file = Self.newPath("key")
        try Data((KeyMaterial.generate() + "\n").utf8).write(to: file)
        let extra = ["BOKBRO_MASTER_KEY": "", "BOKBRO_MASTER_KEY_FILE": file.path()]
        let program = BuiltProgram(directory: directory, extra: extra)
        let server = isServing ? try await program.serve() : nil
        #expect(try await program.run("company", "apply", "-", input: Self.company).exitCode == 0)

        let rotated = try await program.run("key", "rotate")
        #expect(rotated.exitCode == 0, "\(rotated.errors)")

        // What is sealed from now on is sealed with the new key, also by the server that was running.
        let changed = Self.company.replacing("shop-token", with: "another-token")
        #expect(try await program.run("company", "apply", "-", input: changed).exitCode == 0)
        if let server { #expect(await server.stop() == 0) }
        #expect(try await program.run("company", "list").exitCode == 0)
        let old = BuiltProgram(
            directory: directory,
            extra: ["BOKBRO_MASTER_KEY": "", "BOKBRO_MASTER_KEY_FILE": file.path() + ".old"]
        )
        #expect(try await old.run("company", "list").exitCode == 78)
        #expect(try await program.run("audit", "verify").exitCode == 0)
        for path in [directory.path(), file.path(), file.path() + ".old"] {
            try FileManager.default.removeItem(atPath: path)
        }
    }

    @Test
    func `a company taken elsewhere has the same file, events and links, and books nothing anew`()
        async throws
    {
        let journey = try await Journey()
        var generator = ShopifyOrderGenerator(seed: 81)
        for order in generator.orders(12) {
            for step in order.steps {
                try journey.world.shop.put(order: step.order, transactions: step.transactions)
                #expect(try await journey.deliver(step).status == 200)
            }
        }
        try await journey.workOffDue()
        let folder = Self.newPath("export")
        let operations = journey.operations(try Journey.configuration(journey.directory))
        let before = journey.world.ledger.snapshot().invoices

        _ = try await operations.exportAll(of: "nordlys", to: folder.path())
        let other = Self.newPath()
        let elsewhere = try await Installation.open(
            Journey.configuration(other),
            conditions: .init(transport: journey.world, limitScale: 10_000),
            now: { journey.now },
            logger: Journey.silence
        )
        let imported = Operations(
            installation: elsewhere,
            configuration: try Journey.configuration(other),
            now: { journey.now }
        )
        _ = try await imported.importAll(from: folder.path(), Self.secrets(of: folder))

        let yaml = try await journey.installation.companies.export("nordlys")
        #expect(try await elsewhere.companies.export("nordlys") == yaml)
        let links = try await journey.installation.companies.links(of: "nordlys", after: nil)
        let same = try await elsewhere.companies.links(of: "nordlys", after: nil)
        #expect(same.map(\.fact) == links.map(\.fact) && same.map(\.number) == links.map(\.number))
        #expect(!links.isEmpty)
        // Everything is run again there, and found.
        _ = try await elsewhere.outbox.replay(EventFilter(company: "nordlys"), describedAs: "all")
        while let event = try await elsewhere.outbox.claim(limit: 1).first {
            let effects = Effects(outbox: elsewhere.outbox, event: event)
            let verdict = await elsewhere.handler.handle(event, effects: effects)
            try await elsewhere.outbox.finish(event, verdict)
            journey.advance(by: .seconds(3))
        }
        #expect(journey.world.ledger.snapshot().invoices == before)
        try elsewhere.store.close()
        for path in [folder, other] { try FileManager.default.removeItem(at: path) }
        try journey.end()
    }

    /// A value for each secret that the exported file names.
    private static func secrets(of folder: URL) throws -> [String: String] {
        let yaml = try String(contentsOf: folder.appending(path: "company.yaml"), encoding: .utf8)
        let known = [
            "CONSUMER": "consumer", "EMPLOYEE": "employee", "ACCESS": "shop-token",
            "CONSUMERKEY": "ck_test", "CONSUMERSECRET": "cs_test", "BOT": "slack-bot",
            "CLIENTID": "vipps-id", "CLIENTSECRET": "vipps-secret", "SUBSCRIPTION": "vipps-key",
        ]
        var values: [String: String] = [:]
        for match in yaml.matches(of: #/\$\{([A-Z0-9_]+)\}/#) {
            let name = String(match.1)
            let key = known.keys.sorted { $0.count > $1.count }.first {
                name.replacing("_", with: "").contains($0)
            }
            values[name] =
                name.contains("RENTMAN") && !name.contains("WEBHOOK")
                ? "rentman-token"
                : name.contains("WEBHOOK")
                    ? "whsec_cGFydG5lci1wYXJ0bmVyLXBhcnRuZXI=" : known[key ?? ""]
        }
        return values
    }

    @Test func `the doctor names what is missing, and how to mend it, and exits 1`() async throws {
        let directory = Self.newPath()
        let program = BuiltProgram(directory: directory)

        let empty = try await program.run("doctor", "--json")
        #expect(empty.exitCode == 1)
        #expect(empty.output.contains("NO_COMPANY"))
        #expect(try await program.run("doctor", "--company", "nobody").exitCode == 1)
        try FileManager.default.removeItem(at: directory)
    }
}

extension Array where Element: Sendable {
    fileprivate func asyncMap<Value>(
        _ body: (Element) async throws -> Value
    ) async throws -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
