import App
import ArgumentParser
import Foundation

/// The command `bokbro plan …`.
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Shows how a document would be booked, and why; books nothing.",
        discussion: """
            FILE holds a neutral order, payout or gift-card expiry as JSON, or an array of them. The result is JSON: \
            status, alerts, vouchers with postings, VAT per code and term, and an explanation of every posting. \
            Neither network nor database is touched. Exit code 1: a document is held; its alerts say why.

            Example:  bokbro plan order.json
            Example:  bokbro plan --rules nordlys.yaml --language en - < orders.json
            """
    )

    @Argument(help: "The JSON file, or - for standard input.") var file: String
    @Option(help: "A company's YAML file whose rules count; default: the standard rules.")
    var rules: String?
    @Option(help: "nb or en; default: the company's language, else nb.") var language: String?
    @Flag(help: "The plan is JSON anyway; accepted for symmetry.") var json = false

    func validate() throws {
        if let language, language != "nb", language != "en" {
            throw ValidationError("--language is nb or en.")
        }
    }

    func run() async throws {
        try await CommandLineOutput.failing {
            let yaml = try rules.map { path in
                String(
                    decoding: try CommandLineOutput.read(path, limitBytes: 1_048_576),
                    as: UTF8.self
                )
            }
            let reply = try PlanDocument.plan(
                try CommandLineOutput.read(file, limitBytes: 64 * 1_048_576),
                named: file == "-" ? "the input" : file,
                rulesYAML: yaml,
                language: language
            )
            print(reply.text)
            guard reply.exitCode == 0 else { throw ExitCode(reply.exitCode) }
        }
    }
}
