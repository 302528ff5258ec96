import Foundation
package import HTTPTypes

/// Calls one service on behalf of one connection, within all of its limits.
///
/// A write is sent once; only its caller can know what to look up before a second time. A read may be sent again
/// when the connection failed.
package struct RemoteClient: Sendable {
    /// How long a call may take, head and body together.
    package static let readTimeout = Duration.seconds(30)
    /// Longer for writes: a write given up too early is an unknown outcome.
    package static let writeTimeout = Duration.seconds(60)
    package static let bodyLimitBytes = 8 * 1_048_576
    static let readTries = 3

    /// Adds what proves who we are; asked for every call.
    package typealias Authorization = @Sendable (inout HTTPFields) async throws -> Void

    package let service: String
    /// Without a slash at its end.
    package let baseURL: String
    package let limit: RateLimit
    package let circuit: CircuitBreaker
    let authorization: Authorization
    let transport: any RemoteTransport
    var record: @Sendable (RecordedRemoteCall) -> Void

    package init(
        service: String,
        baseURL: String,
        transport: any RemoteTransport,
        limit: RateLimit,
        circuit: CircuitBreaker,
        authorization: @escaping Authorization = { _ in },
        record: @escaping @Sendable (RecordedRemoteCall) -> Void = { _ in }
    ) {
        self.service = service
        self.baseURL = baseURL.hasSuffix("/") ? String(baseURL.dropLast()) : baseURL
        self.transport = transport
        self.limit = limit
        self.circuit = circuit
        self.authorization = authorization
        self.record = record
    }

    /// The same client, whose calls are told to somebody: the timeline of an event.
    package func recording(
        to record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> RemoteClient {
        var client = self
        client.record = record
        return client
    }

    /// The same connection with another proof of identity: a session made with the connection's tokens.
    package func authorized(by authorization: @escaping Authorization) -> RemoteClient {
        RemoteClient(
            service: service,
            baseURL: baseURL,
            transport: transport,
            limit: limit,
            circuit: circuit,
            authorization: authorization,
            record: record
        )
    }

    /// Sends the request within all limits of the connection.
    ///
    /// Throws ``RemoteError``, and what the authorization throws.
    package func send<Reply>(_ request: RemoteRequest<Reply>) async throws -> Reply {
        var tries = request.isWrite ? 1 : Self.readTries
        while true {
            tries -= 1
            do {
                let (response, refusedUntil) = try await exchange(request)
                if let refusedUntil {
                    throw self.error(
                        .rateLimited(until: refusedUntil),
                        request,
                        isOutcomeKnown: true,
                        response
                    )
                }
                return try read(response, as: request)
            } catch let error as RemoteError where tries > 0 && error.isWorthRepeating {
                continue
            }
        }
    }

    /// The answer, and when to try again if it is a refusal for too many calls.
    private func exchange<Reply>(
        _ request: RemoteRequest<Reply>
    ) async throws -> (RemoteResponse, refusedUntil: Date?) {
        // Before a place is taken: it may need a call of its own to make a session.
        var headers = request.headers
        try await authorization(&headers)
        if let until = circuit.refusesUntil() {
            throw error(.circuitOpen(until: until), request, isOutcomeKnown: true)
        }
        do {
            try await limit.begin()
        } catch {
            circuit.abandoned()
            switch error {
            case .wait(let until):
                throw self.error(.rateLimited(until: until), request, isOutcomeKnown: true)
            case .cancelled: throw self.error(.cancelled, request, isOutcomeKnown: true)
            }
        }
        if request.body != nil, headers[.contentType] == nil {
            headers[.contentType] = "application/json; charset=utf-8"
        }
        if headers[.accept] == nil { headers[.accept] = "application/json" }
        headers[.userAgent] = "bokbro"
        return try await transmit(
            RemoteCall(
                method: request.method,
                url: baseURL + Self.encoded(path: request.path)
                    + Self.encoded(query: request.query),
                headers: headers,
                body: request.body
            ),
            for: request
        )
    }

    private func transmit<Reply>(
        _ call: RemoteCall,
        for request: RemoteRequest<Reply>
    ) async throws -> (RemoteResponse, refusedUntil: Date?) {
        let started = ContinuousClock.now
        func note(_ response: RemoteResponse?) {
            record(
                RecordedRemoteCall(
                    service: service,
                    method: request.method.rawValue,
                    path: request.path + Self.names(of: request.query),
                    status: response?.status,
                    milliseconds: Int((ContinuousClock.now - started) / .milliseconds(1)),
                    requestID: response?.requestID
                )
            )
        }
        do throws(TransportFailure) {
            let response = try await transport.send(
                call,
                timeout: request.isWrite ? Self.writeTimeout : Self.readTimeout,
                bodyLimitBytes: Self.bodyLimitBytes
            )
            let refusedUntil = limit.end(response)
            note(response)
            if response.status >= 500 { circuit.failed() } else { circuit.succeeded() }
            return (response, refusedUntil)
        } catch {
            limit.end(nil)
            note(nil)
            switch error {
            case .cancelled: circuit.abandoned()
            case .bodyTooLarge: circuit.succeeded()
            case .notConnected, .timedOut, .connectionLost: circuit.failed()
            }
            throw failure(error, request)
        }
    }

    private func failure<Reply>(
        _ failure: TransportFailure,
        _ request: RemoteRequest<Reply>
    ) -> RemoteError {
        switch failure {
        case .notConnected(let reason):
            error(.unavailable(reason), request, isOutcomeKnown: true)
        case .timedOut: error(.timedOut, request, isOutcomeKnown: !request.isWrite)
        case .connectionLost(let reason):
            error(.connectionLost(reason), request, isOutcomeKnown: !request.isWrite)
        case .bodyTooLarge: error(.bodyTooLarge, request, isOutcomeKnown: !request.isWrite)
        case .cancelled: error(.cancelled, request, isOutcomeKnown: !request.isWrite)
        }
    }

    private func read<Reply>(
        _ response: RemoteResponse,
        as request: RemoteRequest<Reply>
    ) throws -> Reply {
        guard (200..<300).contains(response.status) else {
            // A server that fails may have failed after acting; one that says no has not acted.
            let isOutcomeKnown = !request.isWrite || (400..<500).contains(response.status)
            throw error(
                .rejected(status: response.status, body: response.body),
                request,
                isOutcomeKnown: isOutcomeKnown,
                response
            )
        }
        do {
            return try request.decode(response)
        } catch {
            throw self.error(
                .invalidReply(Self.reason(of: error)),
                request,
                isOutcomeKnown: !request.isWrite,
                response
            )
        }
    }

    private func error<Reply>(
        _ kind: RemoteError.Kind,
        _ request: RemoteRequest<Reply>,
        isOutcomeKnown: Bool,
        _ response: RemoteResponse? = nil
    ) -> RemoteError {
        RemoteError(
            kind: kind,
            isOutcomeKnown: isOutcomeKnown,
            service: service,
            method: request.method.rawValue,
            path: request.path,
            requestID: response?.requestID
        )
    }

    /// Where a reply is not as expected, without its content.
    private static func reason(of error: any Error) -> String {
        guard let error = error as? DecodingError else { return "unexpected content" }
        let context =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context),
                .keyNotFound(_, let context), .dataCorrupted(let context):
                context
            @unknown default: DecodingError.Context(codingPath: [], debugDescription: "")
            }
        let path = context.codingPath.map(\.stringValue).joined(separator: ".")
        return path.isEmpty ? "not the JSON that was expected" : "at \(path)"
    }
}

extension RemoteError {
    /// Only for reads: the connection failed, so that another one may do better.
    fileprivate var isWorthRepeating: Bool {
        guard isOutcomeKnown else { return false }
        return switch kind {
        case .unavailable, .connectionLost: true
        default: false
        }
    }
}

extension RemoteResponse {
    /// The service's own name for this call, for its support.
    package var requestID: String? {
        for name in ["x-tlx-request-id", "x-request-id", "x-slack-req-id"] {
            if let name = HTTPField.Name(name), let value = headers[name] { return value }
        }
        return nil
    }
}
