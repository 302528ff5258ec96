import Foundation
import Hummingbird
import Logging
import NIOCore

/// Performs the command line's operations for it, on a socket that only the owner of the directory can reach.
struct ControlServer: Sendable {
    static let requestLimitBytes = 8 * 1_048_576
    /// The kernel's limit for the path of a socket, less its closing zero.
    static let pathLimitBytes = 107

    let socketPath: String
    let logger: Logger
    let perform: @Sendable (ControlOperation) async -> ControlAnswer

    /// The service that listens until shutdown.
    func application() throws(DataDirectoryError) -> some ApplicationProtocol {
        guard socketPath.utf8.count <= Self.pathLimitBytes else {
            throw .unusable(
                path: socketPath,
                reason: "its control socket's path is longer than \(Self.pathLimitBytes) bytes"
            )
        }
        // The lock of the directory is ours, so a socket that is still there belongs to a dead process.
        try? FileManager.default.removeItem(atPath: socketPath)
        let path = socketPath
        return Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                await respond(to: request)
            },
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .unixDomainSocket(path: path)),
            onServerRunning: { _ in
                try? FileManager.default.setAttributes(
                    [.posixPermissions: 0o600],
                    ofItemAtPath: path
                )
            },
            logger: quietLogger
        )
    }

    private var quietLogger: Logger {
        var logger = logger
        logger.logLevel = max(logger.logLevel, .warning)
        return logger
    }

    private func respond(to request: Request) async -> Response {
        do {
            let body = try await request.body.collect(upTo: Self.requestLimitBytes)
            let operation = try JSONDecoder().decode(
                ControlOperation.self,
                from: Data(body.readableBytesView)
            )
            let answer = await perform(operation)
            let bytes = try JSONEncoder().encode(answer)
            return Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes))
            )
        } catch {
            return JSONReply.error(
                .badRequest,
                code: "UNREADABLE",
                message: "This server does not know that operation; is it of the same version?"
            )
        }
    }
}

/// What the server says to the command line.
package enum ControlAnswer: Codable, Sendable {
    case reply(OperationReply)
    case failure(message: String, exitCode: Int32)
}
