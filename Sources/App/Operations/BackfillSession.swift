import Bookkeeping
import Foundation
import Synchronization
import UnixSignals

/// A backfill as the command line follows it: begun, told of, and stopped by Ctrl-C.
package struct BackfillSession: Sendable {
    /// How often progress is looked at.
    static let interval = Duration.milliseconds(250)

    private let runner: OperationRunner

    package init(configuration: Configuration) {
        runner = OperationRunner(configuration: configuration)
    }

    /// Returns when the backfill is done or stopped; `progress` gets the number of things dealt with.
    package func run(
        company: String,
        connection: String,
        _ request: BackfillRequest,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws -> OperationReply {
        try await runner.session { perform in
            let begun = try await perform(
                .beginBackfill(company: company, connection: connection, request)
            )
            let id = try Self.status(begun).id
            return try await withThrowingTaskGroup(of: OperationReply?.self) { group in
                group.addTask {
                    // Trapped, so that the batch at hand is finished first.
                    for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                        _ = try await perform(.stopBackfill(id: id))
                    }
                    return nil
                }
                group.addTask {
                    while true {
                        let reply = try await perform(.showBackfill(id: id))
                        let status = try Self.status(reply)
                        progress(status.done)
                        if status.state != "running" { return reply }
                        try await Task.sleep(for: Self.interval)
                    }
                }
                while let reply = try await group.next() {
                    guard let reply else { continue }
                    group.cancelAll()
                    return reply
                }
                throw CancellationError()
            }
        }
    }

    private static func status(
        _ reply: OperationReply
    ) throws -> (id: String, state: String, done: Int) {
        let value = try JSONValue(parsing: reply.json.utf8)
        return (
            value["id"]?.text ?? "", value["state"]?.text ?? "",
            value["done"]?.text.flatMap { Int($0) } ?? 0
        )
    }
}
