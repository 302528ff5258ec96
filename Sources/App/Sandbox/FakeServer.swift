import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Remote
import ServiceLifecycle

/// Serves a stand-in of a remote service over real HTTP on loopback.
///
/// Faults are played as they happen on a network: an answer that never comes is a connection that closes.
struct FakeServer: Sendable {
    static let bodyLimitBytes = 16 * 1_048_576

    let service: any FakeService
    let logger: Logger
    let onRunning: @Sendable (_ port: Int) -> Void

    func application() -> some ApplicationProtocol {
        var quiet = logger
        quiet.logLevel = .critical
        return Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                try await respond(to: request)
            },
            server: .http1(configuration: .init(idleTimeout: .seconds(120))),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                onRunning(channel.localAddress?.port ?? 0)
            },
            logger: quiet
        )
    }

    private func respond(to request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.bodyLimitBytes)
        let query = request.uri.queryParameters.map {
            (name: String($0.key), value: String($0.value))
        }
        let response = await service.respond(
            to: FakeRequest(
                method: request.method,
                path: request.uri.path.removingPercentEncoding ?? request.uri.path,
                query: query,
                headers: request.headers,
                body: Data(body.readableBytesView)
            )
        )
        return Response(
            status: .init(code: response.status),
            headers: response.headers,
            body: .init(byteBuffer: ByteBuffer(bytes: response.body))
        )
    }
}
