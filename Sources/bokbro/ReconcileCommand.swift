import App
import ArgumentParser
import Foundation

/// The command `bokbro reconcile …`.
struct ReconcileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconcile",
        abstract:
            "Puts the shops' orders, our own record and Tripletex of a period beside each other.",
        discussion: """
            Everything is fetched anew. Each difference gets a cause and the step that mends it. The exit code is 1 \
            when something is left for a person. Ctrl-C stops after the page at hand; the same command again goes on \
            from there. The same facts give the same bytes.

            Example:  bokbro reconcile --company nordlys --period 2026-10
                      bokbro reconcile --company nordlys --period 2026-T5 --format xlsx --output oktober.xlsx
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case csv
        case xlsx
        case pdf
    }

    @Option(help: "The company's id.") var company: String
    @Option(help: "A month 2026-10, a VAT term 2026-T5 or a year 2026.") var period: String
    @Option(help: "The report's form: text, json, csv, xlsx or pdf.") var format = Format.text
    @Option(help: "Write the report to this file instead of standard output.") var output: String?
    @Flag(help: "The same as --format json.") var json = false

    func run() async throws {
        try await CommandLineOutput.failing {
            let configuration = try Configuration.load(
                environment: ProcessInfo.processInfo.environment
            )
            let progress = ProgressLine(unit: "orders")
            let outcome = try await ReconcileSession(configuration: configuration).run(
                company: company,
                period: period,
                format: (json ? .json : format).rawValue
            ) { progress.show(done: $0, total: nil) }
            progress.end()
            if let file = outcome.file {
                try write(file)
            } else {
                CommandLineOutput.complain(outcome.reply.text)
            }
            guard outcome.reply.exitCode == 0 else { throw ExitCode(outcome.reply.exitCode) }
        }
    }

    private func write(_ file: Data) throws {
        guard let output else {
            try FileHandle.standardOutput.write(contentsOf: file)
            return
        }
        do {
            try file.write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw CommandFailure(
                "\(output) cannot be written: \(error.localizedDescription)",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
    }
}
