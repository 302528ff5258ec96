import Foundation
import HTTPTypes
import Remote
import Testing

@testable import App

/// `/metrics` of the running program.
struct MetricsRouteTests {
    private static let promtool = "/usr/bin/promtool"

    private func get(
        _ server: RunningServer,
        _ headers: HTTPFields = [:],
        through transport: NetworkTransport
    ) async throws -> RemoteResponse {
        try await transport.send(
            RemoteCall(
                method: .get,
                url: server.address + "/metrics",
                headers: headers,
                body: nil
            ),
            timeout: .seconds(30),
            bodyLimitBytes: 1_048_576
        )
    }

    private func serving(
        _ extra: [String: String],
        _ body: (RunningServer, NetworkTransport) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        let program = BuiltProgram(directory: directory, extra: extra)
        let company = Journey.companyFile(rules: "rules: {}", secret: "hush")
        #expect(try await program.run("company", "apply", "-", input: company).exitCode == 0)
        let server = try await program.serve()
        let transport = NetworkTransport()
        try await body(server, transport)
        try await transport.shutDown()
        #expect(await server.stop() == 0)
        try FileManager.default.removeItem(at: directory)
    }

    @Test func `without a token this machine may ask, and nobody whom a proxy passes on`()
        async throws
    {
        try await serving([:]) { server, transport in
            let answer = try await get(server, through: transport)
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(answer.status == 200)
            #expect(answer.headers[.contentType]?.hasPrefix("text/plain; version=0.0.4") == true)
            for metric in [
                #"bokbro_outbox_events{state="pending"} 0"#, "bokbro_database_writable 1",
                #"bokbro_connection_up{company="nordlys",connection="shop",service="shopify"} 1"#,
                #"bokbro_webhooks_refused_total{company="nordlys",connection="shop""#,
            ] {
                #expect(text.contains(metric), "\(metric) is not in: \(text)")
            }
            let name = try #require(HTTPField.Name("X-Forwarded-For"))
            let stranger = try await get(server, [name: "203.0.113.7"], through: transport)
            #expect(stranger.status == 403)
        }
    }

    @Test func `with a token only its bearer may ask`() async throws {
        try await serving(["BOKBRO_METRICS_TOKEN": "hemmelig"]) { server, transport in
            #expect(try await get(server, through: transport).status == 401)
            let wrong = try await get(server, [.authorization: "Bearer x"], through: transport)
            #expect(wrong.status == 401)
            let right = try await get(
                server,
                [.authorization: "Bearer hemmelig"],
                through: transport
            )
            #expect(right.status == 200)
        }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: MetricsRouteTests.promtool)))
    func `promtool finds nothing wrong`() async throws {
        try await serving([:]) { server, transport in
            let answer = try await get(server, through: transport)
            let process = Process()
            process.executableURL = URL(filePath: Self.promtool)
            process.arguments = ["check", "metrics"]
            let (input, output) = (Pipe(), Pipe())
            process.standardInput = input
            process.standardOutput = output
            process.standardError = output
            try process.run()
            input.fileHandleForWriting.write(answer.body)
            try input.fileHandleForWriting.close()
            let words = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(words.isEmpty, "\(String(decoding: words, as: UTF8.self))")
        }
    }
}
