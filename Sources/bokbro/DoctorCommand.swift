import App
import ArgumentParser

/// The command `bokbro doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Says what would go wrong, why it matters, and how to mend it.",
        discussion: """
            Looks at configuration, database, disk and clock, at each connection (credentials, rights, webhooks), \
            and at the company's set-up in Tripletex. Exit code 1: something was found that stops bookings or is worth mending; notes alone do not count.

            Example:  bokbro doctor --company nordlys
            """
    )

    @Option(help: "Only this company; default: all.") var company: String?
    @Flag(help: "Print the findings as JSON.") var json = false

    func run() async throws {
        try await CommandLineOutput.perform(.doctor(company: company), asJSON: json)
    }
}
