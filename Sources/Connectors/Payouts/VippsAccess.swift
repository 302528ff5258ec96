package import Foundation
import HTTPTypes
package import Remote
import Synchronization

/// The keys of a sales unit, and the token they give for a time.
///
/// Source: developer.vippsmobilepay.com, Access token API.
package final class VippsAccess: Sendable {
    private struct Token: Sendable {
        var text: String
        var until: Date
    }

    /// A token is renewed this long before it ends.
    private static let margin: TimeInterval = 300

    private let clientID: String
    private let clientSecret: String
    private let subscriptionKey: String
    private let now: @Sendable () -> Date
    private let token = Mutex<Token?>(nil)

    package init(
        clientID: String,
        clientSecret: String,
        subscriptionKey: String,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.subscriptionKey = subscriptionKey
        self.now = now
    }

    /// The client with the token in every call; `client` itself carries no proof of identity.
    ///
    /// Fetches a token when there is none that lives a while yet: a client is good for one reading.
    package func authorized(_ client: RemoteClient) async throws -> RemoteClient {
        let text = try await current(through: client)
        let subscriptionKey = subscriptionKey
        return client.authorized { headers in
            headers[.authorization] = "Bearer \(text)"
            headers.setVipps("Ocp-Apim-Subscription-Key", subscriptionKey)
        }
    }

    private func current(through client: RemoteClient) async throws -> String {
        if let token = token.withLock({ $0 }), token.until > now() { return token.text }
        let reply = try await client.send(
            .vippsToken(clientID, clientSecret, subscriptionKey: subscriptionKey)
        )
        let seconds = TimeInterval(Int(reply.expiresIn) ?? 0)
        let fresh = Token(
            text: reply.accessToken,
            until: now().addingTimeInterval(seconds - Self.margin)
        )
        token.withLock { $0 = fresh }
        return fresh.text
    }
}

/// `{"expires_in": "3599", "access_token": "…"}`; the number comes as text.
struct VippsTokenReply: Sendable, Decodable {
    var accessToken: String
    var expiresIn: String

    enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case expiresIn = "expires_in"
    }
}

extension RemoteRequest where Reply == VippsTokenReply {
    static func vippsToken(
        _ clientID: String,
        _ clientSecret: String,
        subscriptionKey: String
    ) -> Self {
        var headers = HTTPFields()
        headers.setVipps("client_id", clientID)
        headers.setVipps("client_secret", clientSecret)
        headers.setVipps("Ocp-Apim-Subscription-Key", subscriptionKey)
        return Self(method: .post, path: "/accesstoken/get", headers: headers)
    }
}

extension HTTPFields {
    mutating func setVipps(_ name: String, _ value: String) {
        guard let fieldName = HTTPField.Name(name) else { return }
        self[fieldName] = value
    }
}
