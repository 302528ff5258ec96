import Foundation
import HTTPTypes
import Testing

@testable import Remote

struct RecordedCallTests {
    @Test func `recorded calls carry no secrets, no values of a query and no body`() async throws {
        let fixture = RemoteFixture(
            [.status(201, headers: ["x-request-id": "r-1"])],
            authorization: { $0[.authorization] = "Bearer top-secret" }
        )

        _ = try await fixture.client.send(
            .text(
                .post,
                "/customer/7",
                query: [("email", "kari@example.no"), ("phone", "91234567")],
                body: Data("Kari".utf8)
            )
        )

        let call = try #require(fixture.recorded.first)
        #expect(fixture.recorded.count == 1)
        #expect(call.service == "ledger" && call.method == "POST" && call.status == 201)
        #expect(call.path == "/customer/7?email=…&phone=…")
        #expect(call.requestID == "r-1")
        for secret in ["top-secret", "kari", "Kari", "91234567", "example.no"] {
            #expect(!"\(call)".contains(secret))
        }
    }

    @Test func `every try is recorded, also one without an answer`() async {
        let fixture = RemoteFixture([.failure(.connectionLost("reset")), .status(200)])

        #expect(await fixture.failure(of: .text()) == nil)

        #expect(fixture.recorded.map(\.status) == [nil, 200])
    }

    @Test func `a client that records to somebody else is the same connection`() async throws {
        let fixture = RemoteFixture()
        let calls = CallKeeper()

        _ = try await fixture.client.recording { calls.keep($0) }.send(.text())

        #expect(fixture.recorded.isEmpty)
        #expect(calls.all.count == 1)
        #expect(fixture.client.circuit.lastSuccess == TestClock.start)
    }

    @Test func `an error's text holds no query and no secret`() async {
        for failure in [TransportFailure.timedOut, .connectionLost("reset"), .notConnected("x")] {
            let fixture = RemoteFixture(
                [.failure(failure)],
                authorization: { $0[.authorization] = "Bearer top-secret" }
            )
            let error = await fixture.failure(of: .text(query: [("email", "kari@example.no")]))
            let text = "\(String(describing: error)) \(error?.localizedDescription ?? "")"
            #expect(error != nil)
            #expect(!text.contains("kari") && !text.contains("top-secret"))
        }
    }
}
