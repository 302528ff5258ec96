import App
import ArgumentParser
import Foundation

/// The command line of bokbro.
@main
struct Bokbro: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bokbro",
        abstract: "Makes the books in Tripletex follow what happens in webshops.",
        discussion: """
            Settings are read from the environment (BOKBRO_DATA, BOKBRO_HTTP_PORT, …) and from the YAML file \
            that BOKBRO_CONFIG names; deploy/bokbro.example.yaml lists them all.

            Start with:  bokbro sandbox
            For real:    export BOKBRO_MASTER_KEY=$(bokbro key generate); bokbro serve

            Exit codes: 0 done, 1 found something wrong, 64 wrong usage, 69 unavailable, 78 wrong configuration.
            """,
        version: BuildVersion.current,
        subcommands: [
            ServeCommand.self, SandboxCommand.self, CompanyCommand.self, UserCommand.self,
            TokenCommand.self, EventsCommand.self, PlanCommand.self, AuditCommand.self,
            BackfillCommand.self, ReconcileCommand.self, PayoutsCommand.self, EHFCommand.self,
            BackupCommand.self, RestoreCommand.self, ExportCommand.self, DoctorCommand.self,
            KeyCommand.self, CallsCommand.self,
        ]
    )

    /// Runs the command that the arguments name; wrong usage is one line, as every other error.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            // An exit code alone was complained about where it arose.
            guard !(error is ExitCode), exitCode(for: error) == .validationFailure else {
                exit(withError: error)
            }
            CommandLineOutput.complain(oneLine(error))
            exit(withError: ExitCode.validationFailure)
        }
    }

    /// What is wrong, and which help says more.
    private static func oneLine(_ error: any Error) -> String {
        let help = fullMessage(for: error).split(separator: "\n").last { $0.contains("--help") }
        let said = message(for: error).split(separator: "\n").joined(separator: " ")
        let sentence = said.hasSuffix(".") ? said : said + "."
        guard let help else { return sentence }
        return "\(sentence) \(help.trimmingCharacters(in: .whitespaces))"
    }
}
