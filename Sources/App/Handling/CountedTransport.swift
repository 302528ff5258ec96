import Foundation
import HTTPTypes
import Remote

/// Counts the calls of a day that a service grants, and sends none that would be one too many.
///
/// A call refused here is answered as the service itself would: 429, and when to come again.
struct CountedTransport: RemoteTransport {
    /// What Rentman's refusal says when it is the day's calls that are used up, and not the second's.
    static let exhausted = "Limit Exceeded"

    let transport: any RemoteTransport
    let quota: SharedQuota

    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse {
        if let seconds = quota.secondsToWait() { return .tooManyCalls(retryAfter: seconds) }
        quota.note()
        let response = try await transport.send(
            call,
            timeout: timeout,
            bodyLimitBytes: bodyLimitBytes
        )
        guard response.status == 429,
            String(decoding: response.body.prefix(1_000), as: UTF8.self).contains(Self.exhausted)
        else { return response }
        quota.exhaust()
        return .tooManyCalls(retryAfter: quota.secondsToWait() ?? 1)
    }
}
