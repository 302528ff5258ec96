import Foundation
import HTTPTypes
import Remote
import Synchronization

/// Reaches a stand-in of a service and lets one call go wrong.
final class SlackStumblingTransport: RemoteTransport {
    /// The call, counted from 0, and what happens to it.
    struct Stumble: Hashable {
        var call: Int
        var fault: Fault
    }

    private let inner: FakeTransport
    private let stumble: Stumble?
    private let seen = Mutex<[(call: RemoteCall, response: RemoteResponse?)]>([])

    init(to service: any FakeService, stumble: Stumble? = nil) {
        inner = FakeTransport(to: service)
        self.stumble = stumble
    }

    /// Everything that was sent, in order.
    var calls: [RemoteCall] { exchanges.map(\.call) }

    /// With what the stand-in answered, whether or not it arrived.
    var exchanges: [(call: RemoteCall, response: RemoteResponse?)] { seen.withLock { $0 } }

    func forgetCalls() {
        seen.withLock { $0 = [] }
    }

    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        let number = seen.withLock { seen in
            seen.append((call, nil))
            return seen.count - 1
        }
        let fault = stumble?.call == number ? stumble?.fault : nil
        switch fault {
        case .callLost?: throw .connectionLost("before the call arrived")
        case .tooManyCalls?: return .tooManyCalls(retryAfter: 1)
        case .serverError?: return .serverErrorPage
        default: break
        }
        let response = try await inner.send(
            call,
            timeout: timeout,
            bodyLimitBytes: bodyLimitBytes
        )
        seen.withLock { if $0.indices.contains(number) { $0[number].response = response } }
        switch fault {
        case .replyLost?: throw .connectionLost("after the call was sent")
        case .tooSlow?: throw .timedOut
        case .serverErrorAfterActing?: return .serverErrorPage
        default: return response
        }
    }
}

/// A clock that moves only when it is told to, or when somebody sleeps by it.
final class SlackTestClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_790_000_000))

    var now: @Sendable () -> Date {
        { [self] in time.withLock { $0 } }
    }

    var sleep: @Sendable (Duration) async throws -> Void {
        { [self] in advance(by: $0 / .seconds(1)) }
    }

    func advance(by seconds: TimeInterval) {
        time.withLock { $0 = $0.addingTimeInterval(seconds) }
    }

    func advance(to date: Date) {
        time.withLock { $0 = max($0, date) }
    }
}
