/// Sends one call and waits for its complete answer.
///
/// Two conformers: the network, and the fakes in process.
package protocol RemoteTransport: Sendable {
    /// Sends the call once, never again by itself, and follows no redirect.
    ///
    /// `timeout` spans connecting, head and body together; a body above `bodyLimitBytes` is an error.
    func send(
        _ call: RemoteCall,
        timeout: Duration,
        bodyLimitBytes: Int
    ) async throws(TransportFailure) -> RemoteResponse
}

/// Why no complete answer came.
package enum TransportFailure: Error, Hashable, Sendable {
    /// No connection was made: the call did not reach the service.
    case notConnected(String)
    /// No complete answer within the time: the service may have acted.
    case timedOut
    /// The connection broke after the call was sent: the service may have acted.
    case connectionLost(String)
    /// The answer is larger than the limit: the service has acted.
    case bodyTooLarge
    /// The task was cancelled while the call was under way: the service may have acted.
    case cancelled
}
