import Bookkeeping
package import Foundation
import UnixSignals

/// A reconciliation as the command line follows it: begun, told of, and stopped by Ctrl-C.
package struct ReconcileSession: Sendable {
    /// How often progress is looked at.
    static let interval = Duration.milliseconds(100)

    private let runner: OperationRunner

    package init(configuration: Configuration) {
        runner = OperationRunner(configuration: configuration)
    }

    /// What came of it: the reply, and the file's bytes where a file was asked for.
    package struct Outcome: Sendable {
        package var reply: OperationReply
        package var file: Data?
    }

    /// Returns when the report is made or stopped; `progress` gets the number of orders read.
    package func run(
        company: String,
        period: String,
        format: String,
        progress: @escaping @Sendable (Int) -> Void
    ) async throws -> Outcome {
        try await runner.session { perform in
            let begun = try await perform(.beginReconciliation(company: company, period: period))
            let id = try Self.status(begun).id
            return try await withThrowingTaskGroup(of: Outcome?.self) { group in
                group.addTask {
                    // Trapped, so that the page at hand is kept first.
                    for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) {
                        _ = try await perform(.stopReconciliation(id: id))
                    }
                    return nil
                }
                group.addTask {
                    while true {
                        let reply = try await perform(
                            .showReconciliation(id: id, format: format)
                        )
                        let status = try Self.status(reply)
                        progress(status.done)
                        if status.state != "running" { return try Self.outcome(reply, format) }
                        try await Task.sleep(for: Self.interval)
                    }
                }
                while let outcome = try await group.next() {
                    guard let outcome else { continue }
                    group.cancelAll()
                    return outcome
                }
                throw CancellationError()
            }
        }
    }

    /// Binary files come as Base64: replies are text.
    private static func outcome(_ reply: OperationReply, _ format: String) throws -> Outcome {
        guard try status(reply).state == "done" else { return Outcome(reply: reply) }
        return Outcome(reply: reply, file: Data(base64Encoded: reply.text))
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
