import AsyncHTTPClient
import Foundation
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends calls over the network.
///
/// Never sends a call twice by itself (measured for POST on reused connections), follows no redirect, uses no
/// proxy of the environment. The client's own time-out ends with the response head, so one deadline of ours spans
/// head and body.
package final class NetworkTransport: RemoteTransport {
    static let connectTimeout = TimeAmount.seconds(10)
    static let idleConnectionTimeout = TimeAmount.seconds(60)

    private let client: HTTPClient

    package init() {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: Self.connectTimeout)
        )
        configuration.connectionPool.idleTimeout = Self.idleConnectionTimeout
        // A refused connection is told at once: whether and when to try again is the caller's to say.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes all connections; to be called once, when nothing is sent any more.
    package func shutDown() async throws {
        try await client.shutdown()
    }

    package func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        let client = client
        let outcome = await withTaskGroup(
            of: Result<RemoteResponse, TransportFailure>.self
        ) { group in
            group.addTask { await Self.exchange(call, through: client, timeout, bodyLimitBytes) }
            group.addTask {
                do {
                    try await Task.sleep(for: timeout)
                    return .failure(.timedOut)
                } catch {
                    return .failure(.cancelled)
                }
            }
            let first = await group.next() ?? .failure(.cancelled)
            group.cancelAll()
            return first
        }
        return try outcome.get()
    }

    private static func exchange(
        _ call: RemoteCall,
        through client: HTTPClient,
        _ timeout: Duration,
        _ bodyLimitBytes: Int
    ) async -> Result<RemoteResponse, TransportFailure> {
        guard let url = URL(string: call.url), ["http", "https", "http+unix"].contains(url.scheme),
            url.host()?.isEmpty == false
        else { return .failure(.notConnected("not an address")) }
        var request = HTTPClientRequest(url: call.url)
        request.method = .init(rawValue: call.method.rawValue)
        for field in call.headers {
            request.headers.add(name: field.name.rawName, value: field.value)
        }
        if let body = call.body { request.body = .bytes(ByteBuffer(bytes: body)) }
        do {
            // A little longer than ours, so that ours decides.
            let head = try await client.execute(
                request,
                timeout: .nanoseconds(Int64((timeout + .seconds(1)) / .nanoseconds(1)))
            )
            let body: ByteBuffer
            do {
                body = try await head.body.collect(upTo: bodyLimitBytes)
            } catch is NIOTooManyBytesError {
                return .failure(.bodyTooLarge)
            }
            var headers = HTTPFields()
            for (name, value) in head.headers {
                if let name = HTTPField.Name(name) {
                    headers.append(HTTPField(name: name, value: value))
                }
            }
            return .success(
                RemoteResponse(
                    status: Int(head.status.code),
                    headers: headers,
                    body: Data(body.readableBytesView)
                )
            )
        } catch {
            return .failure(failure(error))
        }
    }

    private static func failure(_ error: any Error) -> TransportFailure {
        if error is CancellationError || Task.isCancelled { return .cancelled }
        if let error = error as? HTTPClientError {
            switch error {
            case .cancelled: return .cancelled
            case .alreadyShutdown, .connectTimeout, .emptyHost, .emptyScheme,
                .getConnectionFromPoolTimeout, .invalidURL, .tlsHandshakeTimeout:
                return .notConnected(error.shortDescription)
            case .deadlineExceeded, .readTimeout, .writeTimeout: return .timedOut
            default: return .connectionLost(error.shortDescription)
            }
        }
        if let error = error as? NIOConnectionError {
            return .notConnected(error.connectionErrors.first.map { "\($0.error)" } ?? "refused")
        }
        // Only what connect() alone can answer (ENOENT: no such socket): a connection in use may end with ETIMEDOUT or EHOSTUNREACH too,
        // after the call was sent.
        if let error = error as? IOError, [ECONNREFUSED, ENOENT].contains(error.errnoCode) {
            return .notConnected("\(error)")
        }
        return .connectionLost(String(describing: type(of: error)))
    }
}
