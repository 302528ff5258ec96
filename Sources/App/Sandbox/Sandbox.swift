import Connectors
import Destinations
import Foundation
import Logging
import Remote
import ServiceLifecycle
import UnixSignals

/// The whole service with stand-ins of the remote ones and a stream of orders; no credentials needed.
package enum Sandbox {
    // Time runs fast here: the real services allow about two and ten calls a second.
    static let ledgerLimits = FakeTripletex.Limits(calls: 10_000, window: .seconds(10))
    static let shopCallsPerSecond = 100_000
    static let fastFactor = 100_000

    /// Runs until everything is verified or the process is told to stop; the exit code says how it went.
    package static func run(_ options: SandboxOptions) async throws -> Int32 {
        let directory = try directory(for: options)
        let logger = LogOutput.logger(level: options.logLevel, format: .text)
        let world = SandboxWorld(options: options, directory: directory, logger: logger)
        let run = SandboxRun(world: world)
        defer {
            if options.dataDirectory == nil {
                try? FileManager.default.removeItem(atPath: directory)
            }
        }
        var configuration = ServiceGroupConfiguration(
            services: [
                .init(service: world.shopServer()), .init(service: world.wooServer()),
                .init(service: world.ledgerServer()),
                .init(service: world.rentmanServer()), .init(service: world.slackServer()),
                .init(service: run, successTerminationBehavior: .gracefullyShutdownGroup),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: world.quietLogger
        )
        configuration.maximumGracefulShutdownDuration = Server.shutdownLimit
        try await ServiceGroup(configuration: configuration).run()
        return run.exitCode
    }

    private static func directory(for options: SandboxOptions) throws -> String {
        guard let given = options.dataDirectory else {
            return FileManager.default.temporaryDirectory
                .appending(path: "bokbro-sandbox-\(UUID().uuidString)").path()
        }
        guard !FileManager.default.fileExists(atPath: given + "/bokbro.sqlite") else {
            throw CommandFailure(
                "\(given) holds a database already, and the sandbox's shop and ledger start empty. "
                    + "Give an empty directory.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        return given
    }
}
