import Foundation
import HTTPTypes
import Synchronization

@testable import Remote

/// A connection to a service that answers from a script, with a clock that only the test moves.
final class RemoteFixture: Sendable {
    let clock = TestClock()
    let service: ScriptedService
    let client: RemoteClient
    private let calls: CallKeeper

    init(
        _ script: [ScriptedService.Step] = [],
        baseURL: String = "https://ledger.example/v2",
        budget: RateLimit.Budget = .init(calls: 1_000, window: .seconds(10), concurrent: 8),
        authorization: @escaping RemoteClient.Authorization = { _ in }
    ) {
        let clock = clock
        let service = ScriptedService(script)
        let calls = CallKeeper()
        self.service = service
        self.calls = calls
        client = RemoteClient(
            service: "ledger",
            baseURL: baseURL,
            transport: service,
            limit: RateLimit(
                budget: budget,
                now: { clock.now },
                sleep: { clock.sleep($0) }
            ),
            circuit: CircuitBreaker(pause: .seconds(30), now: { clock.now }),
            authorization: authorization,
            record: { calls.keep($0) }
        )
    }

    var recorded: [RecordedRemoteCall] { calls.all }

    /// The error of a call that must fail.
    func failure(of request: RemoteRequest<String>) async -> RemoteError? {
        do {
            _ = try await client.send(request)
            return nil
        } catch {
            return error as? RemoteError
        }
    }
}

extension RemoteRequest where Reply == String {
    static func text(
        _ method: HTTPRequest.Method = .get,
        _ path: String = "/order",
        query: [(name: String, value: String)] = [],
        body: Data? = nil
    ) -> Self {
        Self(method: method, path: path, query: query, body: body) {
            String(decoding: $0.body, as: UTF8.self)
        }
    }
}

/// Answers each call with the next step of its script; the last one is for all that follow.
final class ScriptedService: RemoteTransport {
    enum Step: Sendable {
        case answer(RemoteResponse)
        case failure(TransportFailure)

        static func status(
            _ status: Int,
            headers: [String: String] = [:],
            body: String = "ok"
        ) -> Step {
            var fields = HTTPFields()
            for (name, value) in headers {
                if let name = HTTPField.Name(name) { fields[name] = value }
            }
            return .answer(
                RemoteResponse(status: status, headers: fields, body: Data(body.utf8))
            )
        }
    }

    struct Sent: Sendable {
        var call: RemoteCall
        var timeout: Duration
        var bodyLimitBytes: Int
    }

    private struct State {
        var script: [Step]
        var sent: [Sent] = []
        var atWork = 0
        var mostAtWork = 0
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []
        var watching: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ script: [Step] = []) {
        state = Mutex(State(script: script))
    }

    var sent: [Sent] { state.withLock { $0.sent } }
    var mostAtWork: Int { state.withLock { $0.mostAtWork } }

    /// Leaves all calls without answer until they are let go.
    func hold() { state.withLock { $0.isHeld = true } }

    func letGo() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    func waitUntilSent(_ count: Int) async {
        while sent.count < count {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard state.sent.count < count else { return true }
                    state.watching.append(continuation)
                    return false
                }
                if isOver { continuation.resume() }
            }
        }
    }

    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        begin(Sent(call: call, timeout: timeout, bodyLimitBytes: bodyLimitBytes))
        await passDoor()
        let step = state.withLock { state -> Step in
            state.atWork -= 1
            guard state.script.count > 1 else { return state.script.first ?? .status(200) }
            return state.script.removeFirst()
        }
        switch step {
        case .answer(let response): return response
        case .failure(let failure): throw failure
        }
    }

    private func begin(_ sent: Sent) {
        let watching = state.withLock { state in
            state.sent.append(sent)
            state.atWork += 1
            state.mostAtWork = max(state.mostAtWork, state.atWork)
            defer { state.watching = [] }
            return state.watching
        }
        for continuation in watching { continuation.resume() }
    }

    private func passDoor() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                guard state.isHeld else { return true }
                state.held.append(continuation)
                return false
            }
            if isOpen { continuation.resume() }
        }
    }
}

/// A clock that moves when told, or by the sleep of whoever waits.
final class TestClock: Sendable {
    static let start = Date(timeIntervalSince1970: 1_790_000_000)

    private struct State {
        var now = TestClock.start
        var sleeps: [Duration] = []
    }

    private let state = Mutex(State())

    var now: Date { state.withLock { $0.now } }
    /// How long was slept, each time.
    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(_ duration: Duration) {
        state.withLock { $0.now = $0.now.adding(duration) }
    }

    func sleep(_ duration: Duration) {
        state.withLock { state in
            state.sleeps.append(duration)
            state.now = state.now.adding(duration)
        }
    }
}

/// Keeps the calls that are recorded.
final class CallKeeper: Sendable {
    private let calls = Mutex<[RecordedRemoteCall]>([])

    var all: [RecordedRemoteCall] { calls.withLock { $0 } }

    func keep(_ call: RecordedRemoteCall) { calls.withLock { $0.append(call) } }
}
