import Foundation
import HTTPTypes
import Remote

/// Hands an operation to the server that owns the data directory.
struct ControlClient {
    /// Backups and large replays take their time; a server that is gone is noticed at once.
    static let timeout = Duration.seconds(3_600)
    static let replyLimitBytes = 64 * 1_048_576

    let socketPath: String
    let transport: any RemoteTransport

    /// The server's answer, or nil when no server listens.
    func perform(_ operation: ControlOperation) async throws -> ControlAnswer? {
        guard FileManager.default.fileExists(atPath: socketPath) else { return nil }
        let encodedPath = socketPath.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        let call = RemoteCall(
            method: .post,
            url: "http+unix://\(encodedPath ?? "")/operations",
            headers: [.contentType: "application/json"],
            body: try JSONEncoder().encode(operation)
        )
        let response: RemoteResponse
        do {
            response = try await transport.send(
                call,
                timeout: Self.timeout,
                bodyLimitBytes: Self.replyLimitBytes
            )
        } catch TransportFailure.notConnected {
            return nil
        } catch {
            throw CommandFailure(
                "The server broke off (\(error)). Look at its log; the command may have been carried out.",
                exitCode: OperationReply.Exit.unavailable
            )
        }
        guard response.status == 200 else {
            throw CommandFailure(
                "The server does not understand this command. Use the same version of bokbro for both.",
                exitCode: OperationReply.Exit.unavailable
            )
        }
        return try JSONDecoder().decode(ControlAnswer.self, from: response.body)
    }
}
