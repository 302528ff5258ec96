import App
import ArgumentParser
import Foundation

/// The command `bokbro payouts …`.
struct PayoutsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "payouts",
        abstract:
            "Payouts of payment providers, booked with their fees against the clearing accounts.",
        discussion: """
            Payouts of Shopify Payments and Vipps are fetched by themselves; reports of Klarna, Nets and Stripe are \
            imported as files.

            Example:  bokbro payouts import klarna-2026-02-10.csv --company nordlys
            """,
        subcommands: [Import.self, Fetch.self, List.self]
    )

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Books the payouts of a settlement report in CSV, each once.",
            discussion: """
                The file is imported as it was downloaded. One wrong figure refuses it whole, with line and remedy; \
                importing it again books nothing twice. Items that belong to no known order are listed.

                Example:  bokbro payouts import payouts.csv --company nordlys --provider stripe --dry-run
                """
        )

        /// What fits into a call of the control socket.
        static let limitBytes = 5 * 1_048_576

        @Argument(help: "The report as CSV, or - for standard input.") var file: String
        @Option(help: "The company's id.") var company: String
        @Option(help: "klarna, nets or stripe; default: by the file's columns.")
        var provider: String?
        @Flag(help: "Read and show the report, book nothing.") var dryRun = false
        @Flag(help: "Print the outcome as JSON.") var json = false

        func validate() throws {
            if let provider, !["klarna", "nets", "stripe"].contains(provider) {
                throw ValidationError("--provider is klarna, nets or stripe.")
            }
        }

        func run() async throws {
            try await CommandLineOutput.failing {
                let content = try CommandLineOutput.read(file, limitBytes: Self.limitBytes)
                try await CommandLineOutput.perform(
                    .importPayouts(
                        company: company,
                        provider: provider,
                        file: content,
                        isDryRun: dryRun
                    ),
                    asJSON: json
                )
            }
        }
    }

    struct Fetch: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Fetches payouts of days gone by from Shopify Payments or Vipps, and books them.",
            discussion:
                "Example:  bokbro payouts fetch --company nordlys --connection vipps --from 2026-01-01"
        )

        @Option(help: "The company's id.") var company: String
        @Option(help: "The connection's id.") var connection: String
        @Option(help: "The first day, as 2026-01-01.") var from: String
        @Option(help: "The last day; default: today.") var to: String?
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(
                .fetchPayouts(company: company, connection: connection, from: from, to: to),
                asJSON: json
            )
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the newest payouts, and their items that belong to no known order.",
            discussion: "Example:  bokbro payouts list --company nordlys --json"
        )

        @Option(help: "The company's id.") var company: String
        @Option(help: "How many, at most 200.") var limit = 50
        @Flag(help: "Print the list as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(
                .listPayouts(company: company, limit: limit),
                asJSON: json
            )
        }
    }
}
