import Foundation
import HTTPTypes
import Testing

@testable import Remote

struct CircuitBreakerTests {
    private static let threshold = CircuitBreaker.threshold

    @Test(arguments: [
        ScriptedService.Step.status(500), .status(503), .failure(.timedOut),
        .failure(.notConnected("refused")), .failure(.connectionLost("reset")),
    ])
    func `failures in a row open the circuit, and nothing is sent for a while`(
        step: ScriptedService.Step
    ) async {
        let fixture = RemoteFixture([step])
        for _ in 0..<Self.threshold {
            #expect(fixture.client.circuit.position == .closed)
            _ = await fixture.failure(of: .text(.post))
        }

        let error = await fixture.failure(of: .text(.post))

        let until = TestClock.start.adding(.seconds(30))
        #expect(fixture.client.circuit.position == .open)
        #expect(error?.kind == .circuitOpen(until: until))
        #expect(error?.isOutcomeKnown == true)
        #expect(error?.isTransient == true)
        #expect(fixture.service.sent.count == Self.threshold)
    }

    @Test(arguments: [
        ScriptedService.Step.status(400), .status(401), .status(404), .status(429, headers: [:]),
        .failure(.bodyTooLarge), .failure(.cancelled), .status(302),
    ])
    func `a service that answers no, or is not heard out, is not down`(
        step: ScriptedService.Step
    )
        async
    {
        let fixture = RemoteFixture([step])

        for _ in 0..<(2 * Self.threshold) { _ = await fixture.failure(of: .text(.post)) }

        #expect(fixture.client.circuit.position == .closed)
    }

    @Test func `a success in between starts the count anew`() async {
        let failures = Array(repeating: ScriptedService.Step.status(500), count: Self.threshold - 1)
        let fixture = RemoteFixture(failures + [.status(200)] + failures + [.status(200)])

        for _ in 0..<(2 * Self.threshold) { _ = await fixture.failure(of: .text(.post)) }

        #expect(fixture.client.circuit.position == .closed)
        #expect(fixture.client.circuit.lastSuccess == TestClock.start)
    }

    @Test func `after the pause one call goes out to see; its success closes the circuit`()
        async throws
    {
        let fixture = RemoteFixture(
            Array(repeating: .status(500), count: Self.threshold) + [.status(200)]
        )
        for _ in 0..<Self.threshold { _ = await fixture.failure(of: .text(.post)) }
        fixture.clock.advance(.seconds(30))
        #expect(fixture.client.circuit.position == .halfOpen)
        fixture.service.hold()

        try await withThrowingTaskGroup { group in
            group.addTask { _ = try await fixture.client.send(.text()) }
            await fixture.service.waitUntilSent(Self.threshold + 1)
            let second = await fixture.failure(of: .text())
            guard case .circuitOpen = second?.kind else {
                Issue.record("a second call went out: \(String(describing: second))")
                return
            }
            fixture.service.letGo()
            try await group.waitForAll()
        }

        #expect(fixture.client.circuit.position == .closed)
        #expect(fixture.service.sent.count == Self.threshold + 1)
    }

    @Test func `when the call that looks fails too, the circuit stays open as long again`() async {
        let fixture = RemoteFixture([.status(500)])
        for _ in 0..<Self.threshold { _ = await fixture.failure(of: .text(.post)) }
        fixture.clock.advance(.seconds(30))

        _ = await fixture.failure(of: .text(.post))
        let error = await fixture.failure(of: .text(.post))

        #expect(error?.kind == .circuitOpen(until: TestClock.start.adding(.seconds(60))))
        #expect(fixture.service.sent.count == Self.threshold + 1)
    }

    @Test func `a call that is given up before it was sent lets another one look`() async throws {
        struct NoToken: Error {}
        let fixture = RemoteFixture(
            Array(repeating: .status(500), count: Self.threshold)
                + [.failure(.cancelled), .status(200)]
        )
        for _ in 0..<Self.threshold { _ = await fixture.failure(of: .text(.post)) }
        fixture.clock.advance(.seconds(30))

        await #expect(throws: NoToken.self) {
            _ = try await fixture.client.authorized { _ in throw NoToken() }.send(.text())
        }
        #expect(await fixture.failure(of: .text())?.kind == .cancelled)
        #expect(try await fixture.client.send(.text()) == "ok")
    }

    @Test func `a session that must be made first does not take the only look`() async throws {
        let fixture = RemoteFixture(
            Array(repeating: .status(500), count: Self.threshold) + [.status(200)]
        )
        for _ in 0..<Self.threshold { _ = await fixture.failure(of: .text(.post)) }
        fixture.clock.advance(.seconds(30))
        let client = fixture.client

        let reply = try await client.authorized { headers in
            headers[.authorization] = try await client.send(.text(.post, "/session"))
        }.send(.text())

        #expect(reply == "ok")
    }
}
