import Foundation
import HTTPTypes
import Synchronization

@testable import Remote

/// Reaches the stand-in in process; calls fail when a test has said so, and every exchange is kept.
final class TripletexTransport: RemoteTransport {
    /// A call with its answer.
    struct Exchange: Sendable {
        var request: FakeRequest
        var response: RemoteResponse

        /// `POST /invoice`, below the interface's version.
        var name: String {
            "\(request.method.rawValue) \(request.path.replacing("/v2", with: "", maxReplacements: 1))"
        }
    }

    private struct Expected {
        /// The call's name begins so; empty for the nth write.
        var name: String
        var write: Int?
        var fault: Fault
    }

    /// The process ends at a call: no later one is sent.
    struct Death: Sendable {
        var call: Int
        var isActedOn: Bool
    }

    private struct State {
        var exchanges: [Exchange] = []
        var expected: [Expected] = []
        var death: Death?
        var isDead = false
        var calls = 0
        var writes = 0
        var faults: FakeFaults?
    }

    private let service: any FakeService
    private let state = Mutex(State())
    private let onDeath: @Sendable () -> Void

    init(to service: any FakeService, onDeath: @escaping @Sendable () -> Void = {}) {
        self.service = service
        self.onDeath = onDeath
    }

    /// The next call whose name begins so goes wrong in this way.
    func fail(_ name: String, _ fault: Fault) {
        state.withLock { $0.expected.append(Expected(name: name, fault: fault)) }
    }

    /// The nth call that writes goes wrong in this way.
    func fail(write number: Int, _ fault: Fault) {
        state.withLock {
            $0.writes = 0
            $0.expected.append(Expected(name: "", write: number, fault: fault))
        }
    }

    /// Calls fail as the faults are drawn.
    func fail(at faults: FakeFaults) { state.withLock { $0.faults = faults } }

    /// Whether something was to fail that never came.
    var hasExpectations: Bool { state.withLock { !$0.expected.isEmpty } }

    func die(at death: Death) {
        state.withLock {
            $0.death = death
            $0.calls = 0
        }
    }

    /// Whether the process had died; it lives again.
    func revive() -> Bool {
        state.withLock { state in
            defer {
                state.death = nil
                state.isDead = false
            }
            return state.isDead
        }
    }

    var exchanges: [Exchange] { state.withLock { $0.exchanges } }

    /// The names of the calls since the last time, without those that make a session.
    func takeNames() -> [String] {
        state.withLock { state in
            let names = state.exchanges.map(\.name).filter { !$0.contains("/token/session") }
            state.exchanges = []
            return names
        }
    }

    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        guard let request = FakeRequest(call) else { throw .notConnected(call.url) }
        let name = Exchange(request: request, response: RemoteResponse(status: 0)).name
        let (isDead, death, fault) = state.withLock { state -> (Bool, Death?, Fault?) in
            state.calls += 1
            if state.isDead { return (true, nil, nil) }
            if let death = state.death, death.call == state.calls {
                state.isDead = true
                return (false, death, nil)
            }
            if request.method != .get, !name.contains("/token/session") { state.writes += 1 }
            let found = state.expected.firstIndex { expected in
                guard let write = expected.write else { return name.hasPrefix(expected.name) }
                return request.method != .get && write == state.writes
            }
            guard let index = found else { return (false, nil, state.faults?.next()) }
            return (false, nil, state.expected.remove(at: index).fault)
        }
        if isDead { throw .notConnected("dead") }
        if let death {
            if death.isActedOn { _ = await acted(on: request) }
            onDeath()
            throw .connectionLost("dead")
        }
        switch fault {
        case .callLost: throw .connectionLost("before the call arrived")
        case .tooManyCalls: return .tooManyCalls(retryAfter: 1)
        case .serverError: return .serverErrorPage
        case .replyLost:
            _ = await acted(on: request)
            throw .connectionLost("after the call was sent")
        case .tooSlow:
            _ = await acted(on: request)
            throw .timedOut
        case .serverErrorAfterActing:
            _ = await acted(on: request)
            return .serverErrorPage
        case nil: return await acted(on: request)
        }
    }

    private func acted(on request: FakeRequest) async -> RemoteResponse {
        let response = await service.respond(to: request)
        state.withLock {
            $0.exchanges.append(Exchange(request: request, response: response))
        }
        return response
    }
}
