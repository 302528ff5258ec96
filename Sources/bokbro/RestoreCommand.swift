import App
import ArgumentParser
import Foundation

/// The command `bokbro restore FILE`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a backup into an empty data directory.",
        discussion: """
            The copy is checked, and opened with the master key, before it is put in place.

            Example:  BOKBRO_DATA=/var/lib/bokbro bokbro restore /var/backups/bokbro-2026-11-24.sqlite
            """
    )

    @Argument(help: "The file that `bokbro backup` wrote.") var file: String
    @Flag(help: "Print the outcome as JSON.") var json = false

    func run() async throws {
        try await CommandLineOutput.failing {
            let configuration = try Configuration.load(
                environment: ProcessInfo.processInfo.environment
            )
            let reply = try await Restoration(configuration: configuration).run(file)
            print(json ? reply.json : reply.text)
        }
    }
}
