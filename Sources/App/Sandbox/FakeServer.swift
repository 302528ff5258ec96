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
struct FakeServer: ServiceLifecycle.Service {
    static let bodyLimitBytes = 16 * 1_048_576

    let service: any FakeService
    let faults: FakeFaults
    let logger: Logger
    let onRunning: @Sendable (_ port: Int) -> Void

    func run() async throws {
        var quiet = logger
        quiet.logLevel = .critical
        let application = Application(
            responder: CallbackResponder<ServerContext> { request, context in
                try await respond(to: request, on: context.channel)
            },
            server: .http1(configuration: .init(idleTimeout: .seconds(120))),
            configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                onRunning(channel.localAddress?.port ?? 0)
            },
            logger: quiet
        )
        try await application.run()
    }

    private func respond(to request: Request, on channel: any Channel) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.bodyLimitBytes)
        let query = request.uri.queryParameters.map {
            // Only the values come decoded.
            (name: $0.key.removingPercentEncoding ?? String($0.key), value: String($0.value))
        }
        let call = FakeRequest(
            method: request.method,
            path: request.uri.path.removingPercentEncoding ?? request.uri.path,
            query: query,
            headers: request.headers,
            body: Data(body.readableBytesView)
        )
        switch faults.next() {
        case .callLost:
            return try await hangUp(channel)
        case .replyLost, .tooSlow:
            _ = await service.respond(to: call)
            return try await hangUp(channel)
        case .tooManyCalls:
            // Time runs fast here: a real service would have us wait a second or two.
            return answer(.tooManyCalls(retryAfter: 0))
        case .serverError:
            return answer(.serverErrorPage)
        case .serverErrorAfterActing:
            _ = await service.respond(to: call)
            return answer(.serverErrorPage)
        case nil:
            return answer(await service.respond(to: call))
        }
    }

    private func hangUp(_ channel: any Channel) async throws -> Response {
        try await channel.close()
        throw ChannelError.ioOnClosedChannel
    }

    private func answer(_ response: RemoteResponse) -> Response {
        Response(
            status: .init(code: response.status),
            headers: response.headers,
            body: .init(byteBuffer: ByteBuffer(bytes: response.body))
        )
    }
}
