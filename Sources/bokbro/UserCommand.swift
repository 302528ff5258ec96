import App
import ArgumentParser

/// The command `bokbro user …`.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "People who may sign in to the dashboard; any number.",
        discussion: "Example:  bokbro user add kari@nordlys.example --role owner --company nordlys",
        subcommands: [Add.self, List.self, Disable.self, Reset.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Adds a user, or gives a user more companies, and prints a one-time sign-up link.",
            discussion:
                "Example:  bokbro user add regnskap@byraa.example --role accountant --company nordlys --company sorlys"
        )

        @Argument(help: "The user's e-mail address.") var email: String
        @Option(help: "owner, accountant or viewer.") var role: String
        @Option(help: "A company's id; may be given several times.") var company: [String]
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(
                .addUser(email: email, role: role, companies: company),
                asJSON: json
            )
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the users with their roles.",
            discussion: "Example:  bokbro user list"
        )

        @Flag(help: "Print the list as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.listUsers, asJSON: json)
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shuts a user out and ends their sessions.",
            discussion: "Example:  bokbro user disable kari@nordlys.example"
        )

        @Argument(help: "The user's e-mail address.") var email: String
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.disableUser(email: email), asJSON: json)
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a one-time link with which the user chooses a new password.",
            discussion: "Example:  bokbro user reset kari@nordlys.example"
        )

        @Argument(help: "The user's e-mail address.") var email: String
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.resetUser(email: email), asJSON: json)
        }
    }
}
