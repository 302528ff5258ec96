import Connectors
import Foundation
import Remote
import Testing

@testable import App

/// What the kernel saw of an acknowledged webhook.
struct DurabilityTests {
    private static let strace = "/usr/bin/strace"
    private static let webhooks = 25

    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: strace),
            "strace is not installed"
        )
    )
    func `no 200 leaves before an fsync that follows its write`() async throws {
        var generator = ShopifyOrderGenerator(seed: 8)
        let steps = Array(generator.orders(20).flatMap(\.steps).prefix(Self.webhooks))
        let directory = FileManager.default.temporaryDirectory
            .appending(path: "journey-\(UUID().uuidString)")
        let trace = directory.appending(path: "trace").path()
        let world = NetworkWorld()
        let program = BuiltProgram(directory: directory, extra: ["BOKBRO_WORKERS": "0"])
        try await world.run { file in
            #expect(try await program.run("company", "apply", "-", input: file).exitCode == 0)
            let server = try await program.serve(through: [
                Self.strace, "-f", "-qq", "-s", "64", "-o", trace,
                "-e", "trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg",
            ])
            for step in steps {
                #expect(await world.deliver(step, to: server)?.status == 200)
            }
            await server.kill()
        }
        let record = try String(contentsOfFile: trace, encoding: .utf8)

        var (acknowledged, isWritten, isSynced) = (0, false, false)
        for line in record.split(separator: "\n") {
            if line.contains("pwrite64(") {
                (isWritten, isSynced) = (true, false)
            } else if line.contains("fdatasync") || line.contains("fsync"), line.contains("= 0") {
                isSynced = true
            } else if line.contains("HTTP/1.1 200") {
                #expect(isWritten && isSynced, "acknowledged before it was on disk: \(line)")
                acknowledged += 1
                (isWritten, isSynced) = (false, false)
            }
        }
        #expect(acknowledged == Self.webhooks)
        try FileManager.default.removeItem(at: directory)
    }
}
