package import Foundation
import HTTPTypes
package import Remote

/// Calls to Slack with one token, each method within its own limit.
package struct SlackCalls: Sendable {
    /// The clock that the limits are counted by.
    package struct Pace: Sendable {
        package var now: @Sendable () -> Date
        package var sleep: @Sendable (Duration) async throws -> Void
        /// The limits times this, where time runs faster than Slack's.
        package var scale: Int

        package init(
            now: @escaping @Sendable () -> Date = { Date() },
            sleep: @escaping @Sendable (Duration) async throws -> Void = {
                try await Task.sleep(for: $0)
            },
            scale: Int = 1
        ) {
            self.scale = scale
            self.now = now
            self.sleep = sleep
        }
    }

    /// Calls of one method under way at the same time.
    static let concurrentCalls = 4
    /// How long to wait when Slack says that it is too much, but not for how long.
    static let pauseSeconds = 30.0

    private var clients: [SlackMethod: RemoteClient]
    private let now: @Sendable () -> Date

    /// `baseURL` includes `/api`; the token goes into the header of each call and nowhere else.
    package init(
        baseURL: String,
        token: String,
        transport: any RemoteTransport,
        circuit: CircuitBreaker,
        pace: Pace = Pace()
    ) {
        now = pace.now
        clients = Dictionary(
            uniqueKeysWithValues: SlackMethod.allCases.map { method in
                let limit = RateLimit(
                    budget: .init(
                        calls: method.callsPerMinute * pace.scale,
                        window: .seconds(60),
                        concurrent: Self.concurrentCalls
                    ),
                    now: pace.now,
                    sleep: pace.sleep
                )
                let client = RemoteClient(
                    service: "slack",
                    baseURL: baseURL,
                    transport: transport,
                    limit: limit,
                    circuit: circuit,
                    authorization: { $0[.authorization] = "Bearer \(token)" }
                )
                return (method, client)
            }
        )
    }

    /// The same calls, told to somebody.
    package func recording(
        to record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> SlackCalls {
        var calls = self
        calls.clients = clients.mapValues { $0.recording(to: record) }
        return calls
    }

    /// Calls the method and reads its answer.
    ///
    /// Throws ``SlackFailure``.
    @discardableResult
    func send<Reply: Decodable & Sendable>(
        _ method: SlackMethod,
        _ arguments: [(name: String, value: String)] = [],
        as type: Reply.Type = Reply.self
    ) async throws -> Reply {
        guard let client = clients[method] else { throw SlackFailure(.other(method.rawValue)) }
        let answer: SlackAnswer<Reply>
        do {
            answer = try await client.send(Self.request(method, arguments))
        } catch let error as RemoteError {
            throw SlackFailure(error, isRead: method.isRead)
        }
        switch answer {
        case .accepted(let reply): return reply
        case .refused(let refusal):
            throw SlackFailure(
                refusal,
                of: method,
                until: now().addingTimeInterval(Self.pauseSeconds)
            )
        }
    }

    /// Reads are sent as queries, writes as forms: the one encoding that every method takes.
    private static func request<Reply: Decodable & Sendable>(
        _ method: SlackMethod,
        _ arguments: [(name: String, value: String)]
    ) -> RemoteRequest<SlackAnswer<Reply>> {
        let decode: @Sendable (RemoteResponse) throws -> SlackAnswer<Reply> = {
            try SlackAnswer(response: $0)
        }
        guard method != .authTest, method.isRead else {
            return RemoteRequest(
                method: .post,
                path: "/\(method.rawValue)",
                headers: [
                    .contentType: "application/x-www-form-urlencoded; charset=utf-8"
                ],
                body: SlackForm.encoded(arguments),
                decode: decode
            )
        }
        return RemoteRequest(path: "/\(method.rawValue)", query: arguments, decode: decode)
    }
}
