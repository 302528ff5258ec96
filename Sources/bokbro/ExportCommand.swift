import App
import ArgumentParser
import Foundation

/// The command `bokbro export --company ID DIR`.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes everything of a company as open files, so that a customer can leave.",
        discussion: """
            company.yaml, and as JSON Lines: events with attempts, links to what was booked, rules, audit log, alerts; \
            links.csv for a spreadsheet; payloads/ with what the sources sent. No secrets.

            Example:  bokbro export --company nordlys ./nordlys
            """
    )

    @Option(help: "The company's id.") var company: String
    @Argument(help: "A new or empty folder.") var directory: String
    @Flag(help: "Print the outcome as JSON.") var json = false

    func run() async throws {
        let path = URL(filePath: directory).standardizedFileURL.path()
        try await CommandLineOutput.perform(.exportAll(company: company, path: path), asJSON: json)
    }
}
