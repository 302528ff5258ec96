import App
import ArgumentParser
import Foundation

/// The command `bokbro backup FILE`.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Writes a consistent copy of the database, also while the server runs.",
        discussion: "Example:  bokbro backup /var/backups/bokbro-2026-11-24.sqlite"
    )

    @Argument(help: "The file to write; it must not exist.") var file: String
    @Flag(help: "Print the outcome as JSON.") var json = false

    func run() async throws {
        let path = URL(filePath: file).standardizedFileURL.path()
        try await CommandLineOutput.perform(.backup(path: path), asJSON: json)
    }
}
