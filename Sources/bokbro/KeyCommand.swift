import App
import ArgumentParser
import Foundation

/// The command `bokbro key …`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "The key that seals secrets at rest.",
        discussion: "Example:  bokbro key generate > /etc/bokbro/master.key",
        subcommands: [Generate.self, Rotate.self]
    )

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seals every secret with a new key.",
            discussion: """
                The new key goes into the file of BOKBRO_MASTER_KEY_FILE, the one before stays beside it as FILE.old. \
                A running server goes on with the new key. Backups made before open with the old key only.

                Example:  BOKBRO_MASTER_KEY_FILE=/etc/bokbro/master.key bokbro key rotate
                Example:  bokbro key rotate --file /etc/bokbro/master.key
                """
        )

        @Option(help: "A new file for the key; default: the file of BOKBRO_MASTER_KEY_FILE.")
        var file: String?
        @Flag(help: "Print the outcome as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.failing {
                let configuration = try Configuration.load(
                    environment: ProcessInfo.processInfo.environment
                )
                let reply = try await KeyRotation(configuration: configuration).run(file: file)
                print(json ? reply.json : reply.text)
            }
        }
    }

    struct Generate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a new key: 32 random bytes in base64.",
            discussion: "Example:  export BOKBRO_MASTER_KEY=$(bokbro key generate)"
        )

        func run() {
            print(KeyMaterial.generate())
        }
    }
}
