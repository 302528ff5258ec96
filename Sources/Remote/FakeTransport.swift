import Foundation
import HTTPTypes

/// Reaches a stand-in of a service in process, with the faults of a network.
package struct FakeTransport: RemoteTransport {
    private let service: any FakeService
    private let faults: FakeFaults

    package init(
        to service: any FakeService,
        faults: FakeFaults = FakeFaults(rate: .none, seed: 0)
    ) {
        self.service = service
        self.faults = faults
    }

    package func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        guard let request = FakeRequest(call) else {
            throw .notConnected("not an address")
        }
        let response: RemoteResponse
        switch faults.next() {
        case .callLost: throw .connectionLost("before the call arrived")
        case .tooManyCalls: return .tooManyCalls(retryAfter: 1)
        case .serverError: return .serverErrorPage
        case .replyLost:
            _ = await service.respond(to: request)
            throw .connectionLost("after the call was sent")
        case .tooSlow:
            _ = await service.respond(to: request)
            throw .timedOut
        case .serverErrorAfterActing:
            _ = await service.respond(to: request)
            return .serverErrorPage
        case nil: response = await service.respond(to: request)
        }
        guard response.body.count <= bodyLimitBytes else { throw .bodyTooLarge }
        return response
    }
}

extension FakeRequest {
    /// The call as a server reads it; nil when its address is none.
    init?(_ call: RemoteCall) {
        guard let components = URLComponents(string: call.url) else { return nil }
        self.init(
            method: call.method,
            path: components.path,
            query: (components.queryItems ?? []).map { ($0.name, $0.value ?? "") },
            headers: call.headers,
            body: call.body ?? Data()
        )
    }
}
