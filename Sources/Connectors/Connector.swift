package import Bookkeeping
package import Foundation
package import HTTPTypes
package import Remote

/// A source of business events: verifies what it sends, and reads a subject's present state from it.
package protocol Connector: Sendable {
    /// The service's name in a company's YAML: `shopify`.
    static var service: String { get }

    /// Proves that the bytes come from the source and says what they are about.
    ///
    /// Pure. The signature is checked over the raw bytes, in constant time, against every live secret, before
    /// the body is parsed.
    func verify(
        _ delivery: WebhookDelivery,
        secrets: [String]
    ) throws(WebhookRefusal) -> VerifiedWebhook

    /// Fetches what the source says about the subject now.
    func read(_ subject: String, through client: RemoteClient) async throws -> SourceFacts
}

/// A webhook as it arrived.
package struct WebhookDelivery: Sendable {
    package var headers: HTTPFields
    package var body: Data
    package var receivedAt: Date

    package init(headers: HTTPFields, body: Data, receivedAt: Date) {
        self.headers = headers
        self.body = body
        self.receivedAt = receivedAt
    }
}

/// What a genuine webhook is about.
package enum VerifiedWebhook: Hashable, Sendable {
    /// `subject` as in the contract: `order/450789469`. `deliveryID` is the same on every retry of the sender.
    case event(topic: String, subject: String, deliveryID: String)
    /// Signed, but of a kind that bokbro has no use for.
    case ignored(topic: String)
}

/// Why a webhook is not accepted.
package enum WebhookRefusal: Error, Hashable, Sendable {
    /// 401: the signature is missing, malformed, doubled or wrong. Which, is for the log only.
    case unauthenticated(reason: String)
    /// 400: genuine, but its body or headers cannot be read. The reason names the field, never its content.
    case unreadable(reason: String)
}

/// What a source says about a subject.
package enum SourceFacts: Sendable {
    case order(Order)
    /// The source's own figures contradict each other or cannot be represented; a person must look.
    case held(Alert)
    /// There is no such subject any more, or it is of a kind that is not booked (a test order): why.
    case absent(LocalizedText)
}
