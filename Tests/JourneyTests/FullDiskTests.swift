import Connectors
import Foundation
import HTTPTypes
import Remote
import Testing

/// A disk without room, for the built program: a limit on the size of its files stands for it.
struct FullDiskTests {
    @Test
    func
        `without room webhooks are 503 with Retry-After, and taken again by themselves once there is`()
        async throws
    {
        var generator = ShopifyOrderGenerator(seed: 12)
        let steps = generator.orders(400).flatMap(\.steps)
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        let world = NetworkWorld()
        let program = BuiltProgram(directory: directory, extra: ["BOKBRO_WORKERS": "0"])
        try await world.run { file in
            #expect(try await program.run("company", "apply", "-", input: file).exitCode == 0)
            let server = try await program.serve()

            try Self.limitFiles(of: server, to: 256 * 1_024)
            var refused: RemoteResponse?
            var last: GeneratedStep?
            for step in steps where refused == nil {
                let answer = try #require(await world.deliver(step, to: server))
                if answer.status != 200 { (refused, last) = (answer, step) }
            }
            let answer = try #require(refused, "the limit was never reached")
            #expect(answer.status == 503)
            #expect(answer.headers[.retryAfter] != nil)
            #expect(try await world.status(of: "/health/ready", at: server) == 503)

            try Self.limitFiles(of: server, to: nil)
            let step = try #require(last)
            #expect(await world.deliver(step, to: server)?.status == 200)
            #expect(await server.stop() == 0)
        }
        try FileManager.default.removeItem(at: directory)
    }

    /// Limits how large a file the process may write; nil lifts the limit.
    private static func limitFiles(of server: RunningServer, to bytes: UInt64?) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/prlimit")
        process.arguments = [
            "--pid", String(server.process.processIdentifier),
            "--fsize=\(bytes.map { "\($0)" } ?? "unlimited"):unlimited",
        ]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
