import Foundation
import Logging
import Outbox
import Remote

/// Has an operation done by whoever owns the data directory: a running server, else this process.
package struct OperationRunner: Sendable {
    private let configuration: Configuration

    package init(configuration: Configuration) {
        self.configuration = configuration
    }

    /// Throws `CommandFailure` with the message and exit code for the command line.
    package func run(_ operation: ControlOperation) async throws -> OperationReply {
        let transport = NetworkTransport()
        let answer: ControlAnswer
        do {
            answer = try await answered(operation, transport: transport)
        } catch {
            try? await transport.shutDown()
            throw error
        }
        try await transport.shutDown()
        return try Self.reply(answer)
    }

    /// Has several operations done by the same owner, with the long work they begin running meanwhile.
    package func session<Outcome: Sendable>(
        _ body:
            @escaping @Sendable (
                _ perform: @escaping @Sendable (ControlOperation) async throws -> OperationReply
            ) async throws -> Outcome
    ) async throws -> Outcome {
        let transport = NetworkTransport()
        do {
            let outcome = try await session(over: transport, body)
            try await transport.shutDown()
            return outcome
        } catch {
            try? await transport.shutDown()
            throw error
        }
    }

    private func session<Outcome: Sendable>(
        over transport: NetworkTransport,
        _ body:
            @escaping @Sendable (
                _ perform: @escaping @Sendable (ControlOperation) async throws -> OperationReply
            ) async throws -> Outcome
    ) async throws -> Outcome {
        let client = controlClient(transport)
        if try await client.perform(.listCompanies) != nil {
            return try await body { operation in
                guard let answer = try await client.perform(operation) else {
                    throw CommandFailure(
                        "The server has stopped; what was begun goes on when it starts again.",
                        exitCode: OperationReply.Exit.unavailable
                    )
                }
                return try Self.reply(answer)
            }
        }
        let installation = try await installation(transport)
        let operations = operations(on: installation)
        defer { try? installation.store.close() }
        return try await withThrowingTaskGroup(of: Outcome?.self) { group in
            group.addTask {
                try await installation.backfills.run()
                return nil
            }
            group.addTask {
                try await installation.reconciliations.run()
                return nil
            }
            group.addTask {
                try await body { try Self.reply(await operations.answer($0)) }
            }
            while let outcome = try await group.next() {
                guard let outcome else { continue }
                group.cancelAll()
                return outcome
            }
            throw CancellationError()
        }
    }

    private static func reply(_ answer: ControlAnswer) throws -> OperationReply {
        switch answer {
        case .reply(let reply): return reply
        case .failure(let message, let exitCode):
            throw CommandFailure(message, exitCode: exitCode)
        }
    }

    private func controlClient(_ transport: NetworkTransport) -> ControlClient {
        let directory = URL(filePath: configuration.dataDirectory).path()
        return ControlClient(
            socketPath: DataDirectory.controlSocketPath(in: directory),
            transport: transport
        )
    }

    private func installation(_ transport: NetworkTransport) async throws -> Installation {
        try await Installation.open(
            configuration,
            conditions: .init(transport: transport),
            logger: LogOutput.logger(level: .warning, format: configuration.logFormat)
        )
    }

    private func operations(on installation: Installation) -> Operations {
        Operations(installation: installation, configuration: configuration, now: { Date() })
    }

    private func answered(
        _ operation: ControlOperation,
        transport: NetworkTransport
    ) async throws -> ControlAnswer {
        if let answer = try await controlClient(transport).perform(operation) { return answer }
        let installation = try await installation(transport)
        let answer = await operations(on: installation).answer(operation)
        try installation.store.close()
        return answer
    }
}
