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
        switch answer {
        case .reply(let reply): return reply
        case .failure(let message, let exitCode):
            throw CommandFailure(message, exitCode: exitCode)
        }
    }

    private func answered(
        _ operation: ControlOperation,
        transport: NetworkTransport
    ) async throws -> ControlAnswer {
        let directory = URL(filePath: configuration.dataDirectory).path()
        let client = ControlClient(
            socketPath: DataDirectory.controlSocketPath(in: directory),
            transport: transport
        )
        if let answer = try await client.perform(operation) { return answer }
        let installation = try await Installation.open(
            configuration,
            conditions: .init(transport: transport),
            logger: LogOutput.logger(level: .warning, format: configuration.logFormat)
        )
        let operations = Operations(
            installation: installation,
            configuration: configuration,
            now: { Date() }
        )
        let answer = await operations.answer(operation)
        try installation.store.close()
        return answer
    }
}
