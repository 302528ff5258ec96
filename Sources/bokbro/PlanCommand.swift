import App
import ArgumentParser
import Foundation

/// `bokbro plan FILE`
struct PlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says how a neutral order would be booked; touches no network and no database.",
        discussion: """
            Prints status, alerts, vouchers and VAT as JSON, with an explanation of every posting. An array of \
            orders gives an array.

            Example:  bokbro plan order.json
            Example:  bokbro plan --rules nordlys.yaml - < order.json
            """
    )

    @Argument(help: "A JSON file, or - for standard input.") var file: String
    @Option(help: "A company's YAML file whose rules are used.") var rules: String?
    @Option(help: "Language of the texts: nb or en.") var language = "nb"

    func run() async throws {
        try await CommandLineOutput.failing {
            let input = try CommandLineOutput.read(file, limitBytes: 67_108_864)
            let company = try rules.map { try CommandLineOutput.read($0, limitBytes: 1_048_576) }
            let output = try PlanFile.plan(input, companyYAML: company, language: language)
            FileHandle.standardOutput.write(output.json + Data("\n".utf8))
            guard output.exitCode == 0 else { throw ExitCode(output.exitCode) }
        }
    }
}
