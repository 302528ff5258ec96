import App
import ArgumentParser

/// The command `bokbro token …`.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Tokens for the admin API; shown once, stored hashed.",
        discussion: "Example:  bokbro token create --company nordlys --role viewer --name grafana",
        subcommands: [Create.self, List.self, Revoke.self]
    )

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a token and prints it, this once.",
            discussion: "Example:  bokbro token create --company nordlys --role accountant --json"
        )

        @Option(help: "The company's id.") var company: String
        @Option(help: "owner, accountant or viewer.") var role: String
        @Option(help: "What the token is for.") var name = "token"
        @Flag(help: #"Print {"id", "token"} as JSON."#) var json = false

        func run() async throws {
            try await CommandLineOutput.perform(
                .createToken(company: company, role: role, name: name),
                asJSON: json
            )
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the tokens, without their secret part.",
            discussion: "Example:  bokbro token list"
        )

        @Flag(help: "Print the list as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.listTokens, asJSON: json)
        }
    }

    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ends a token at once.",
            discussion: "Example:  bokbro token revoke 7f0c2a"
        )

        @Argument(help: "The token's id, as `token list` shows it.") var id: String
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.revokeToken(id: id), asJSON: json)
        }
    }
}
