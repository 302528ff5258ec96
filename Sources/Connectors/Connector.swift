package import Bookkeeping
package import Foundation
package import HTTPTypes
package import Projects

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
    func read(_ subject: String, from access: SourceAccess) async throws -> SourceFacts

    /// Lists what was made or changed in a time, a page at a time, oldest first.
    ///
    /// Sweeps ask by change, backfills by creation. A source that cannot be asked answers with an empty page.
    func history(_ request: HistoryRequest, from access: SourceAccess) async throws -> HistoryPage

    /// Whether the source numbers its orders one after the other, so that a gap is an order unheard of.
    var numbersOrdersInSequence: Bool { get }

    /// What the source has now, as a whole; nil for one whose deletions are told otherwise.
    func inventory(from access: SourceAccess) async throws -> SourceInventory?

    /// How long its webhooks are gathered before they are worked, so that a burst about one subject is one piece of
    /// work.
    var settling: Duration { get }

    /// Looks whether the connection may do what bokbro needs, and whether its webhooks reach `webhookAddress`.
    ///
    /// An empty list is a healthy connection.
    func examine(webhookAddress: String, from access: SourceAccess) async throws -> [SourceFinding]
}

extension Connector {
    package var numbersOrdersInSequence: Bool { false }

    package func inventory(from access: SourceAccess) async throws -> SourceInventory? { nil }

    package var settling: Duration { .zero }
}

/// Everything of certain kinds that a source has now: what is known and not among it is deleted.
package struct SourceInventory: Hashable, Sendable {
    /// The kinds that were listed, as they begin a subject: `subproject`.
    package var kinds: Set<String>
    package var subjects: Set<String>

    package init(kinds: Set<String>, subjects: Set<String>) {
        self.kinds = kinds
        self.subjects = subjects
    }

    /// Whether the thing is of a kind that was listed, and was not there.
    package func lacks(_ thing: String) -> Bool {
        let kind = thing.split(separator: "/").first.map(String.init) ?? ""
        return kinds.contains(kind) && !subjects.contains(thing)
    }
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
    /// Unsigned, and asks only whether anybody listens: answered with 200, never stored.
    case ping
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
    /// The subject is a part of others, which are to be looked at instead.
    case concerns([String])
    case project(RentalProject)
    /// The project is gone from the source; what was made of it elsewhere is to end.
    case deletedProject(RentalProject.ID)
    /// An invoice that belongs to no project.
    case invoice(RentalInvoice)
    /// A customer, and the subjects that had it when they were last read.
    case contact(RentalContact, of: [String])
}
