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
}
