import App
import ArgumentParser
import Foundation

/// The command `bokbro backfill …`.
struct BackfillCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backfill",
        abstract: "Books the history of a source, as if each of its webhooks had come.",
        discussion: """
            What is booked already is found and left. Ctrl-C stops after the batch at hand; the same command again \
            goes on from there. With --dry-run nothing is booked: the totals per month and VAT code are shown.

            Example:  bokbro backfill --company nordlys --connection shop --from 2026-01-01 --dry-run
            """
    )

    @Option(help: "The company's id.") var company: String
    @Option(help: "The connection's id.") var connection: String
    @Option(help: "The first day, as 2026-01-01.") var from: String
    @Option(help: "The last day; default: today.") var to: String?
    @Flag(help: "Plan everything, book nothing.") var dryRun = false
    @Flag(help: "Print the outcome as JSON.") var json = false

    func run() async throws {
        try await CommandLineOutput.failing {
            let configuration = try Configuration.load(
                environment: ProcessInfo.processInfo.environment
            )
            let progress = ProgressLine(unit: "orders")
            let reply = try await BackfillSession(configuration: configuration).run(
                company: company,
                connection: connection,
                BackfillRequest(from: from, to: to, isDryRun: dryRun)
            ) { progress.show(done: $0, total: nil) }
            progress.end()
            print(json ? reply.json : reply.text)
            guard reply.exitCode == 0 else { throw ExitCode(reply.exitCode) }
        }
    }
}
