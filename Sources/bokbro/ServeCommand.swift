import App
import ArgumentParser
import Foundation

/// The command `bokbro serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Runs the service: webhooks, workers, dashboard.",
        discussion: """
            Stops cleanly on SIGTERM and SIGINT: what is being worked on is finished first.

            Example:  BOKBRO_DATA=/var/lib/bokbro BOKBRO_MASTER_KEY_FILE=/etc/bokbro/master.key bokbro serve
            """
    )

    func run() async throws {
        try await CommandLineOutput.failing {
            let configuration = try Configuration.load(
                environment: ProcessInfo.processInfo.environment
            )
            try await Server.run(configuration: configuration)
        }
    }
}
