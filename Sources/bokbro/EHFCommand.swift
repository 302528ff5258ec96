import App
import ArgumentParser

/// The command `bokbro ehf …`.
struct EHFCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ehf",
        abstract: "Which business customers can receive electronic invoices.",
        discussion: "Example:  bokbro ehf unreachable --company nordlys",
        subcommands: [Unreachable.self]
    )

    struct Unreachable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists business customers that cannot receive EHF yet.",
            discussion: """
                Asked is the public Peppol directory where it is connected (service: peppol-directory), else \
                Tripletex, whenever an order of a business is booked.

                Example:  bokbro ehf unreachable --company nordlys --json
                """
        )

        @Option(help: "The company's id.") var company: String
        @Flag(help: "Print the list as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(
                .listUnreachable(company: company),
                asJSON: json
            )
        }
    }
}
