import Foundation
import HTTPTypes
import Synchronization
import Testing

@testable import Remote

struct FakeTransportTests {
    @Test func `a service in process sees the call as a server does`() async throws {
        let service = Counter()
        let call = RemoteCall(
            method: .post,
            url: "https://ledger.example/v2/ledger/%3Evoucher/:create?a=1%262&a=%C3%A6&b=",
            headers: [.contentType: "application/json"],
            body: Data("{}".utf8)
        )

        let response = try await FakeTransport(to: service).send(
            call,
            timeout: .seconds(1),
            bodyLimitBytes: 100
        )

        let request = try #require(service.last)
        #expect(response.status == 200)
        #expect(request.method == .post)
        #expect(request.path == "/v2/ledger/>voucher/:create")
        #expect(request.query.map(\.name) == ["a", "a", "b"])
        #expect(request.query.map(\.value) == ["1&2", "æ", ""])
        #expect(request.queryValue("a") == "1&2")
        #expect(request.headers[.contentType] == "application/json")
        #expect(request.body == Data("{}".utf8))
    }

    @Test func `an answer above the limit is an error, after the service has acted`() async {
        let service = Counter()

        await #expect(throws: TransportFailure.bodyTooLarge) {
            _ = try await FakeTransport(to: service).send(
                .sample,
                timeout: .seconds(1),
                bodyLimitBytes: 1
            )
        }
        #expect(service.count == 1)
    }

    @Test func `faults lose calls before or after the service acts, as often as they say`()
        async throws
    {
        let service = Counter()
        let transport = FakeTransport(to: service, faults: FakeFaults(rate: .many, seed: 7))
        var outcomes: [String: Int] = [:]

        for _ in 0..<3_000 {
            let before = service.count
            let outcome: String
            do throws(TransportFailure) {
                let response = try await transport.send(
                    .sample,
                    timeout: .seconds(1),
                    bodyLimitBytes: 100
                )
                outcome = "\(response.status)"
            } catch {
                outcome = "\(error)"
            }
            outcomes["\(outcome), acted: \(service.count > before)", default: 0] += 1
        }

        #expect(
            Set(outcomes.keys) == [
                "200, acted: true", "429, acted: false", "500, acted: false", "500, acted: true",
                "timedOut, acted: true",
                #"connectionLost("after the call was sent"), acted: true"#,
                #"connectionLost("before the call arrived"), acted: false"#,
            ]
        )
        #expect((2_300...2_500).contains(outcomes["200, acted: true", default: 0]))
    }

    @Test func `the same seed gives the same faults, another seed others`() {
        func faults(seed: UInt64) -> [Fault?] {
            let faults = FakeFaults(rate: .many, seed: seed)
            return (0..<500).map { _ in faults.next() }
        }

        #expect(faults(seed: 1) == faults(seed: 1))
        #expect(faults(seed: 1) != faults(seed: 2))
        #expect(Set(faults(seed: 1).compactMap(\.self)) == Set(Fault.allCases))
        #expect((0..<500).allSatisfy { _ in FakeFaults(rate: .none, seed: 1).next() == nil })
    }

    @Test func `through a client every fault is survived or told, and no write is doubled`()
        async throws
    {
        let service = Counter()
        let clock = TestClock()
        let client = RemoteClient(
            service: "ledger",
            baseURL: "https://ledger.example",
            transport: FakeTransport(to: service, faults: FakeFaults(rate: .many, seed: 3)),
            limit: RateLimit(
                budget: .init(calls: 100_000, window: .seconds(10), concurrent: 8),
                now: { clock.now },
                sleep: { clock.sleep($0) }
            ),
            circuit: CircuitBreaker(now: { clock.now })
        )
        var mayHaveActed = 0

        for _ in 0..<1_000 {
            let before = service.count
            do {
                _ = try await client.send(.text(.post))
                #expect(service.count == before + 1)
            } catch let error as RemoteError {
                if error.isOutcomeKnown {
                    #expect(
                        service.count == before,
                        "acted although it is said that nothing happened"
                    )
                } else {
                    mayHaveActed += service.count - before
                    #expect(service.count <= before + 1)
                }
                clock.advance(.seconds(31))
            }
        }

        #expect(mayHaveActed > 50)
    }
}

/// Counts what it is asked.
private final class Counter: FakeService {
    private let requests = Mutex<[FakeRequest]>([])

    var count: Int { requests.withLock { $0.count } }
    var last: FakeRequest? { requests.withLock { $0.last } }

    func respond(to request: FakeRequest) async -> RemoteResponse {
        requests.withLock { $0.append(request) }
        return RemoteResponse(status: 200, body: Data("ok".utf8))
    }
}

extension RemoteCall {
    static let sample = RemoteCall(
        method: .get,
        url: "https://ledger.example/order",
        headers: [:],
        body: nil
    )
}
