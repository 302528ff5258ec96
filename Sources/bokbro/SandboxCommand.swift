import App
import ArgumentParser
import Foundation
import Logging

/// The command `bokbro sandbox`.
struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox",
        abstract:
            "The service with built-in stand-ins of the services around it, and a stream of orders and jobs.",
        discussion: """
            Needs no credentials. Makes a sample company, lets signed webhooks stream in (doubled and out of \
            order), books them, and compares the ledger with the plan. Before that, jobs in Rentman live through \
            two months in fast motion, and their projects and channels are compared with the plan.

            Example:  bokbro sandbox
            Example:  bokbro sandbox --orders 200 --seed 1 --faults many --exit
            Example:  bokbro sandbox --orders 0 --projects 50 --exit
            """
    )

    @Option(help: "How many orders the shop receives.") var orders = 200
    @Option(help: "How many jobs the rental company plans in Rentman.") var projects = 5
    @Option(help: "Makes the run repeatable: the same seed, the same orders.") var seed: UInt64 = 1
    @Option(help: "How badly the remote services behave: none, some or many.") var faults = "none"
    @Option(help: "How many orders in a hundred state a total that does not tie with their lines.")
    var odd = 0
    @Option(help: "The dashboard's port; 0 picks a free one.") var port = 0
    @Option(help: "The data directory; without it a temporary one.") var data: String?
    @Flag(help: "Stop when everything is worked off and verified.") var exit = false
    @Option(help: "What is logged on standard error: debug, info, warning, error, critical.")
    var logLevel = Logger.Level.critical.rawValue
    @Flag(help: "Print the summary as JSON.") var json = false

    func validate() throws {
        guard (0...100_000).contains(orders) else {
            throw ValidationError("--orders is a number from 0 to 100000.")
        }
        guard (0...10_000).contains(projects) else {
            throw ValidationError("--projects is a number from 0 to 10000.")
        }
        guard ["none", "some", "many"].contains(faults) else {
            throw ValidationError("--faults is none, some or many.")
        }
        guard (0...100).contains(odd) else {
            throw ValidationError("--odd is a number from 0 to 100.")
        }
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError("--log-level is debug, info, warning, error or critical.")
        }
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port is a number from 0 to 65535.")
        }
    }

    func run() async throws {
        try await CommandLineOutput.failing {
            let options = SandboxOptions(
                orders: orders,
                projects: projects,
                seed: seed,
                faults: faults,
                oddPercent: odd,
                port: port,
                dataDirectory: data,
                exitsWhenDone: exit,
                printsJSON: json,
                logLevel: Logger.Level(rawValue: logLevel) ?? .critical
            )
            let exitCode = try await Sandbox.run(options)
            guard exitCode == 0 else { throw ExitCode(exitCode) }
        }
    }
}
