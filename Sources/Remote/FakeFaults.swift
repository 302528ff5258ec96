import Foundation
import HTTPTypes
import Synchronization

/// Something that goes wrong between us and a service.
package enum Fault: Hashable, Sendable, CaseIterable {
    /// The call arrives and is acted on; its answer is lost.
    case replyLost
    /// The call is lost before it arrives.
    case callLost
    /// Too many calls.
    case tooManyCalls
    /// The service fails with a page of HTML, before acting.
    case serverError
    /// The service fails with a page of HTML, after acting.
    case serverErrorAfterActing
    /// The answer takes longer than anybody waits.
    case tooSlow
}

/// Draws faults, repeatably: the same seed and the same number of calls give the same faults.
package final class FakeFaults: Sendable {
    /// How often something goes wrong.
    package enum Rate: String, Sendable {
        case none
        case some
        case many

        /// Faults in a thousand calls.
        var perMille: UInt64 {
            switch self {
            case .none: 0
            case .some: 30
            case .many: 200
            }
        }
    }

    private let rate: Rate
    private let state: Mutex<SplitMix64>

    package init(rate: Rate, seed: UInt64) {
        self.rate = rate
        state = Mutex(SplitMix64(seed: seed))
    }

    /// The fault of the next call, or nil when it goes well.
    package func next() -> Fault? {
        guard rate != .none else { return nil }
        return state.withLock { state in
            let dice = state.next()
            guard dice % 1_000 < rate.perMille else { return nil }
            let faults = Fault.allCases
            return faults[Int(state.next() % UInt64(faults.count))]
        }
    }
}

extension RemoteResponse {
    /// What a proxy in front of a failing service says.
    package static let serverErrorPage = RemoteResponse(
        status: 500,
        headers: [.contentType: "text/html"],
        body: Data("<html><body><h1>500 Internal Server Error</h1></body></html>".utf8)
    )

    /// A refusal for too many calls, with the seconds after which to try again.
    package static func tooManyCalls(retryAfter seconds: Int) -> RemoteResponse {
        RemoteResponse(
            status: 429,
            headers: [.contentType: "application/json", .retryAfter: String(seconds)],
            body: Data(#"{"status":429,"message":"Too many requests"}"#.utf8)
        )
    }
}
