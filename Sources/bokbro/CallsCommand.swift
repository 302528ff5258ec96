import App
import ArgumentParser

/// The command `bokbro calls`, a part of the benchmarks.
struct CallsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: "Counts the calls that Tripletex gets for the usual orders, as JSON.",
        discussion: """
            Works against built-in stand-ins in a temporary directory. Needs no credentials.

            Example:  bokbro calls --orders 10000
            """,
        shouldDisplay: false
    )

    @Option(help: "How many paid orders of new customers the backfill books.") var orders = 10_000

    func validate() throws {
        guard (1...100_000).contains(orders) else {
            throw ValidationError("--orders is a number from 1 to 100000.")
        }
    }

    func run() async throws {
        try await CommandLineOutput.failing {
            print(try await CallCount.measure(backfilled: orders).json())
        }
    }
}
