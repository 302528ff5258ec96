import App
import ArgumentParser
import Foundation

/// The command `bokbro company …`.
struct CompanyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "company",
        abstract: "Companies with their connections and rules, as YAML.",
        discussion: "Example:  bokbro company apply nordlys.yaml",
        subcommands: [Apply.self, Export.self, Import.self, List.self, Remove.self]
    )

    struct Apply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the company what the file says; all of it or nothing.",
            discussion: """
                ${NAME} in the file is read from this command's environment. Applying the same file twice \
                changes nothing.

                Example:  SHOPIFY_TOKEN=… SHOPIFY_SECRET=… bokbro company apply nordlys.yaml
                """
        )

        @Argument(help: "The YAML file, or - for standard input.") var file: String
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.failing {
                let content = try CommandLineOutput.read(file, limitBytes: 1_048_576)
                guard let yaml = String(bytes: content, encoding: .utf8) else {
                    throw CommandFailure(
                        "\(file) is not UTF-8 text.",
                        exitCode: OperationReply.Exit.wrongConfiguration
                    )
                }
                let environment = EnvironmentReferences.values(
                    namedIn: yaml,
                    from: ProcessInfo.processInfo.environment
                )
                try await CommandLineOutput.perform(
                    .applyCompany(yaml: yaml, environment: environment),
                    asJSON: json
                )
            }
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the company as YAML; secrets stay behind as ${NAME}.",
            discussion: "Example:  bokbro company export nordlys > nordlys.yaml"
        )

        @Argument(help: "The company's id.") var id: String
        @Flag(help: "Print it as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.exportCompany(id: id), asJSON: json)
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes a company of the folder that `bokbro export` wrote elsewhere.",
            discussion: """
                Its file is applied, and its events, payloads and links to vouchers come along, so that nothing is \
                booked a second time. Secrets are read from this command's environment, as the file names them.

                Example:  SHOP_ACCESS_TOKEN=… bokbro company import ./nordlys
                """
        )

        @Argument(help: "The folder.") var directory: String
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.failing {
                let folder = URL(filePath: directory).standardizedFileURL
                let yaml = try CommandLineOutput.read(
                    folder.appending(path: "company.yaml").path(),
                    limitBytes: 1_048_576
                )
                let environment = EnvironmentReferences.values(
                    namedIn: String(decoding: yaml, as: UTF8.self),
                    from: ProcessInfo.processInfo.environment
                )
                try await CommandLineOutput.perform(
                    .importAll(path: folder.path(), environment: environment),
                    asJSON: json
                )
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the companies.",
            discussion: "Example:  bokbro company list --json"
        )

        @Flag(help: "Print the list as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.listCompanies, asJSON: json)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes a company with its connections and rules.",
            discussion: "Example:  bokbro company remove nordlys"
        )

        @Argument(help: "The company's id.") var id: String
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.removeCompany(id: id), asJSON: json)
        }
    }
}
