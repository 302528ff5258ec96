import Crypto
import Foundation
import HTTPTypes

extension Rentman {
    package func verify(
        _ delivery: WebhookDelivery,
        secrets: [String]
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        let headers = delivery.headers.filter { $0.name.canonicalName == "digest" }
        guard let header = headers.first else {
            throw .unauthenticated(reason: "signature header missing")
        }
        guard headers.count == 1 else {
            throw .unauthenticated(reason: "more than one signature header")
        }
        guard let signature = RentmanSignature(header: header.value) else {
            throw .unauthenticated(reason: "signature header malformed")
        }
        guard signature.isMade(of: delivery.body, withOneOf: secrets) else {
            throw .unauthenticated(reason: "signature does not match")
        }

        let webhook = try RentmanWebhook(delivery.body)
        guard account == nil || webhook.account == account else {
            throw .unauthenticated(reason: "the webhook is of another account")
        }
        guard let thing = RentmanThing(itemType: webhook.itemType), !webhook.items.isEmpty,
            !isOwn(webhook)
        else { return .ignored(topic: webhook.topic) }
        let subjects = webhook.subjects(of: thing)
        return .event(
            topic: webhook.topic,
            subject: subjects.count == 1
                ? subjects[0] : Self.batchPrefix + Self.fingerprint(delivery.body),
            deliveryID: Self.deliveryID(delivery, webhook.eventDate)
        )
    }

    /// The subject of a webhook about several things: what they are is read from its body again.
    static let batchPrefix = "changes/"

    /// Seconds after an event within which an equal body may be about another change.
    ///
    /// One second of Rentman's, and room for clocks that differ.
    private static let freshSeconds = 60.0

    /// What bokbro itself writes comes back as its user's changes.
    private func isOwn(_ webhook: RentmanWebhook) -> Bool {
        webhook.userID.map(integrationUsers.contains) ?? false
    }

    /// The same for each time one webhook is sent.
    ///
    /// Webhooks carry no id, and two changes within a second have equal bodies. Once that second is over, everything
    /// that happened in it is seen by whoever reads, so that an equal body brings nothing new. Within it, each
    /// arrival counts for itself: looking twice is harmless, overlooking the later change is not.
    private static func deliveryID(_ delivery: WebhookDelivery, _ eventDate: Date?) -> String {
        let fingerprint = fingerprint(delivery.body)
        guard let eventDate,
            delivery.receivedAt.timeIntervalSince(eventDate) < freshSeconds
        else { return fingerprint }
        let milliseconds = Int64(
            (delivery.receivedAt.timeIntervalSince1970 * 1_000).rounded(.down)
        )
        return "\(fingerprint)-\(milliseconds)"
    }

    private static func fingerprint(_ body: Data) -> String {
        SHA256.hash(data: body).prefix(16)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
