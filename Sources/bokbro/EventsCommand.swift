import App
import ArgumentParser

/// The command `bokbro events …`.
struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "The event log: what arrived, what came of it, and doing it again.",
        discussion: "Example:  bokbro events list --state failed",
        subcommands: [List.self, Show.self, Replay.self]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists events, newest first.",
            discussion: "Example:  bokbro events list --cause TOTAL_MISMATCH --since 2026-11-01"
        )

        @OptionGroup var filter: EventFilterOptions
        @Option(help: "How many, up to 200.") var limit = 50
        @Option(help: "Go on after this cursor, as the list before printed it.") var after: String?
        @Flag(help: "Print the list as JSON.") var json = false

        func validate() throws {
            guard (1...200).contains(limit) else {
                throw ValidationError("--limit is a number from 1 to 200.")
            }
        }

        func run() async throws {
            try await CommandLineOutput.perform(
                .listEvents(filter.query, limit: limit, after: after),
                asJSON: json
            )
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one event: its attempts, calls, effects and explanation.",
            discussion: "Example:  bokbro events show 019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7c11"
        )

        @Argument(help: "The event's id.") var id: String
        @Flag(help: "Print it as JSON.") var json = false

        func run() async throws {
            try await CommandLineOutput.perform(.showEvent(id: id), asJSON: json)
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Handles events again: by id, or all that match a filter.",
            discussion: """
                Nothing is booked twice: what is already there is found and kept.

                Example:  bokbro events replay 019a5b5e-7f3c-7c1e-9d0a-3f1f5a2b7c11
                Example:  bokbro events replay --filter --state failed --cause REMOTE_UNAVAILABLE --dry-run
                """
        )

        @Argument(help: "The events' ids.") var ids: [String] = []
        @Flag(help: "Replay all events that match the options below.") var filter = false
        @OptionGroup var options: EventFilterOptions
        @Flag(help: "Only count what would be replayed.") var dryRun = false
        @Flag(help: "Print the outcome as JSON.") var json = false

        func validate() throws {
            if filter, !ids.isEmpty {
                throw ValidationError("Give either ids or --filter, not both.")
            }
            if !filter, ids.isEmpty {
                throw ValidationError("Give the ids of events, or --filter with its options.")
            }
        }

        func run() async throws {
            let operation: ControlOperation =
                filter
                ? .replayMatching(options.query, isDryRun: dryRun)
                : .replayEvents(ids: ids, isDryRun: dryRun)
            try await CommandLineOutput.perform(operation, asJSON: json)
        }
    }
}
