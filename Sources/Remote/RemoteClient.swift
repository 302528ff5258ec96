/// Calls one service on behalf of one connection.
package struct RemoteClient: Sendable {
    /// Sends the request within all limits of the connection. Throws ``RemoteError``.
    package func send<Reply>(_ request: RemoteRequest<Reply>) async throws -> Reply {
        fatalError("lands with the Remote work")
    }
}
