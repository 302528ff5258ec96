import Foundation
import HTTPTypes
import Testing

@testable import Remote

/// Over real sockets; durations are real and short.
@Suite(.timeLimit(.minutes(1)))
struct NetworkTransportTests {
    /// Long enough to answer on a busy machine.
    private static let ample = Duration.seconds(20)
    private static let short = Duration.milliseconds(200)
    /// Far below ``ample``, far above what a stop takes on a busy machine.
    private static let prompt = Duration.seconds(20)

    @Test func `a call arrives as it was made, and its answer comes back whole`() async throws {
        let (response, seen) = try await LoopbackServer.run(
            .answer(
                status: 201,
                headers: [("X-One", "1"), ("X-Two", "a"), ("X-Two", "b")],
                body: "made"
            )
        ) { server in
            let response = try await Self.send(
                .post,
                to: server,
                path: "/v2/ledger/%3Evoucher/:create?a=1%262",
                body: "{\"a\":1}"
            )
            return (response, server.seen)
        }

        #expect(response.status == 201)
        #expect(response.body == Data("made".utf8))
        #expect(response.headers[try #require(HTTPField.Name("X-One"))] == "1")
        #expect(response.headers[values: try #require(HTTPField.Name("X-Two"))] == ["a", "b"])
        #expect(seen.map(\.method) == ["POST"])
        #expect(seen[0].uri == "/v2/ledger/%3Evoucher/:create?a=1%262")
        #expect(seen[0].body == "{\"a\":1}")
        #expect(seen[0].value("content-length") == "7")
        #expect(seen[0].value("authorization") == "Bearer secret")
    }

    @Test(arguments: [HTTPRequest.Method.put, .post])
    func `a write without a body says so`(method: HTTPRequest.Method) async throws {
        let seen = try await LoopbackServer.run(.answer(status: 200)) { server in
            _ = try await Self.send(method, to: server)
            return server.seen
        }

        #expect(seen[0].value("content-length") == "0")
        #expect(seen[0].value("transfer-encoding") == nil)
    }

    @Test(arguments: [200, 204, 400, 404, 429, 500, 503])
    func `every status is an answer`(status: Int) async throws {
        let response = try await LoopbackServer.run(
            .answer(status: status, body: status == 204 ? "" : "text")
        ) { server in try await Self.send(.get, to: server) }

        #expect(response.status == status)
    }

    @Test(
        arguments: [HTTPRequest.Method.get, .post, .put],
        [301, 302, 303, 307, 308]
    )
    func `no redirect is followed`(method: HTTPRequest.Method, status: Int) async throws {
        let (response, count) = try await LoopbackServer.run(
            .answer(status: status, headers: [("Location", "/elsewhere")])
        ) { server in
            (try await Self.send(method, to: server, body: "{}"), server.seen.count)
        }

        #expect(response.status == status)
        #expect(count == 1)
    }

    @Test func `a body that drips beyond the deadline is stopped`() async throws {
        let start = ContinuousClock.now
        try await LoopbackServer.run(.drip) { server in
            await #expect(throws: TransportFailure.timedOut) {
                _ = try await Self.send(.get, to: server, timeout: Self.short)
            }
            await server.waitUntilClosed()
        }

        let elapsed = ContinuousClock.now - start
        #expect(elapsed >= Self.short && elapsed < Self.prompt)
    }

    @Test func `a service that does not answer, or not to the end, is given up in time`()
        async throws
    {
        for behaviour in [LoopbackServer.Behaviour.silence, .headOnly(length: 10)] {
            let start = ContinuousClock.now
            try await LoopbackServer.run(behaviour) { server in
                await #expect(throws: TransportFailure.timedOut) {
                    _ = try await Self.send(.post, to: server, timeout: Self.short)
                }
                #expect(server.seen.count == 1)
            }
            #expect(ContinuousClock.now - start < Self.prompt)
        }
    }

    @Test func `an answer above the limit is an error, with and without a declared length`()
        async throws
    {
        for behaviour in [
            LoopbackServer.Behaviour.long(bytes: 200_000),
            .answer(status: 200, body: String(repeating: "x", count: 100_001)),
            .headOnly(length: 100_001),
        ] {
            try await LoopbackServer.run(behaviour) { server in
                await #expect(throws: TransportFailure.bodyTooLarge) {
                    _ = try await Self.send(.get, to: server, bodyLimitBytes: 100_000)
                }
            }
        }
    }

    @Test func `an answer of just the limit is taken`() async throws {
        let response = try await LoopbackServer.run(.long(bytes: 100_000)) { server in
            try await Self.send(.get, to: server, bodyLimitBytes: 100_000)
        }

        #expect(response.body.count == 100_000)
    }

    @Test func `a write on a reused connection that closes without an answer is sent once`()
        async throws
    {
        try await LoopbackServer.run(.answer(status: 200), .close, .answer(status: 200)) { server in
            let transport = NetworkTransport()
            _ = try await Self.send(.post, to: server, through: transport)

            await #expect {
                _ = try await Self.send(.put, to: server, path: "/:payment", through: transport)
            } throws: {
                if case TransportFailure.connectionLost = $0 { true } else { false }
            }

            #expect(server.seen.map(\.method) == ["POST", "PUT"])
            #expect(Set(server.seen.map(\.connection)).count == 1)
            _ = try await Self.send(.get, to: server, through: transport)
            #expect(server.seen.count == 3)
            try await transport.shutDown()
        }
    }

    @Test func `an answer that breaks off is lost`() async throws {
        try await LoopbackServer.run(.breakOff) { server in
            await #expect {
                _ = try await Self.send(.post, to: server)
            } throws: {
                if case TransportFailure.connectionLost = $0 { true } else { false }
            }
            #expect(server.seen.count == 1)
        }
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `a refused connection is told at once, as a call that did not arrive`(
        host: String
    )
        async throws
    {
        let port = try await LoopbackServer.run(.silence) { server in
            try #require(server.address.split(separator: ":").last.map(String.init))
        }
        let transport = NetworkTransport()
        let start = ContinuousClock.now

        await #expect {
            _ = try await transport.send(
                RemoteCall(method: .post, url: "http://\(host):\(port)/", headers: [:], body: nil),
                timeout: Self.ample,
                bodyLimitBytes: 1_000
            )
        } throws: {
            if case TransportFailure.notConnected = $0 { true } else { false }
        }

        #expect(ContinuousClock.now - start < Self.prompt)
        try await transport.shutDown()
    }

    @Test(arguments: ["", "ledger.example", "ftp:/", "http://"])
    func `what is no address is not called`(url: String) async throws {
        let transport = NetworkTransport()

        await #expect {
            _ = try await transport.send(
                RemoteCall(method: .post, url: url, headers: [:], body: nil),
                timeout: Self.ample,
                bodyLimitBytes: 1_000
            )
        } throws: {
            if case TransportFailure.notConnected = $0 { true } else { false }
        }
        try await transport.shutDown()
    }

    @Test func `a cancelled call ends at once, and its connection is closed`() async throws {
        let start = ContinuousClock.now
        for behaviour in [LoopbackServer.Behaviour.silence, .drip] {
            try await LoopbackServer.run(behaviour) { server in
                let transport = NetworkTransport()
                await withTaskGroup { group in
                    group.addTask {
                        await #expect(throws: TransportFailure.cancelled) {
                            _ = try await Self.send(.post, to: server, through: transport)
                        }
                    }
                    await server.waitUntilSeen(1)
                    group.cancelAll()
                }
                await server.waitUntilClosed()
                #expect(server.seen.count == 1)
                try await transport.shutDown()
            }
        }

        #expect(ContinuousClock.now - start < Self.prompt)
    }

    @Test func `proxies of the environment are passed over`() async throws {
        let names = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
        // Nothing listens on port 9 of this machine; nothing else in these tests reads the names.
        for name in names { unsafe setenv(name, "http://127.0.0.1:9", 1) }
        defer { for name in names { unsafe unsetenv(name) } }

        let response = try await LoopbackServer.run(.answer(status: 200)) { server in
            try await Self.send(.get, to: server)
        }

        #expect(response.status == 200)
    }

    @Test func `connections are used again`() async throws {
        let seen = try await LoopbackServer.run(.answer(status: 200)) { server in
            let transport = NetworkTransport()
            for _ in 0..<10 { _ = try await Self.send(.get, to: server, through: transport) }
            try await transport.shutDown()
            return server.seen
        }

        #expect(seen.count == 10)
        #expect(Set(seen.map(\.connection)).count == 1)
    }

    /// Sends through the given transport, or one of its own that is shut down afterwards.
    private static func send(
        _ method: HTTPRequest.Method,
        to server: LoopbackServer,
        path: String = "/",
        body: String? = nil,
        timeout: Duration = ample,
        bodyLimitBytes: Int = 1_000_000,
        through shared: NetworkTransport? = nil
    ) async throws -> RemoteResponse {
        let transport = shared ?? NetworkTransport()
        let result: Result<RemoteResponse, TransportFailure>
        do throws(TransportFailure) {
            let response = try await transport.send(
                RemoteCall(
                    method: method,
                    url: server.address + path,
                    headers: [.authorization: "Bearer secret"],
                    body: body.map { Data($0.utf8) }
                ),
                timeout: timeout,
                bodyLimitBytes: bodyLimitBytes
            )
            result = .success(response)
        } catch {
            result = .failure(error)
        }
        if shared == nil { try await transport.shutDown() }
        return try result.get()
    }
}

extension LoopbackServer.Seen {
    fileprivate func value(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }
}
