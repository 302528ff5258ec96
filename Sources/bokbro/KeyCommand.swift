import App
import ArgumentParser

/// The command `bokbro key …`.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "The key that seals secrets at rest.",
        discussion: "Example:  bokbro key generate > /etc/bokbro/master.key",
        subcommands: [Generate.self]
    )

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
