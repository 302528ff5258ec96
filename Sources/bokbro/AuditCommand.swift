import App
import ArgumentParser

/// The command `bokbro audit …`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The log of who changed what, as a hash chain.",
        discussion: "Example:  bokbro audit verify",
        subcommands: [Verify.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Walks the chain; exits 1 at the first altered, missing or moved entry.",
            discussion: "Example:  bokbro audit verify --company nordlys"
        )

        @Option(help: "Only say how many entries are this company's.") var company: String?
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.verifyAudit(company: company), asJSON: json)
        }
    }
}
