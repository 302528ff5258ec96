import Foundation
import HTTPTypes
package import Remote

/// Calls to Tripletex in a session that is made and renewed as needed.
package struct TripletexCalls: Sendable {
    let client: RemoteClient
    let session: TripletexSession

    package init(client: RemoteClient, session: TripletexSession) {
        self.client = client
        self.session = session
    }

    /// The same calls, told to somebody.
    package func recording(
        to record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> TripletexCalls {
        TripletexCalls(client: client.recording(to: record), session: session)
    }

    /// Sends the request; a session that is refused is renewed once.
    ///
    /// Throws ``LedgerFailure``.
    func send<Reply>(_ request: RemoteRequest<Reply>) async throws -> Reply {
        do {
            return try await exchange(request)
        } catch let error as RemoteError {
            throw LedgerFailure(error)
        }
    }

    /// The same for callers who read a refusal themselves; throws ``RemoteError``.
    func exchange<Reply>(_ request: RemoteRequest<Reply>) async throws -> Reply {
        let token = try await session.token()
        do {
            return try await send(request, token: token)
        } catch let error as RemoteError where error.status == 401 {
            await session.forget(token)
            return try await send(request, token: await session.token())
        }
    }

    private func send<Reply>(_ request: RemoteRequest<Reply>, token: String) async throws -> Reply {
        let credentials = Data("0:\(token)".utf8).base64EncodedString()
        var request = request
        request.headers[.authorization] = "Basic \(credentials)"
        return try await client.send(request)
    }
}
