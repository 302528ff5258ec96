package import Bookkeeping
import Foundation

/// Any shop that signs as Standard Webhooks 1.0.0 says and sends the neutral order.
///
/// There is nothing to ask such a source: what it delivered is all there is, and its newest message about an order is
/// the order as it is.
package struct StandardWebhooks: Connector {
    package static let service = "standard-webhooks"

    /// The JSON Schema of the neutral order, as text.
    package static var orderSchema: String {
        String(decoding: PackageResources.order_schema_json, as: UTF8.self)
    }

    private let prefixes: [String]

    /// - `options`: `headerPrefix: svix` accepts `svix-id` and so on beside `webhook-id`.
    package init(options: JSONValue = .object([])) {
        let alias = options["headerPrefix"]?.text?.lowercased()
        prefixes = ["webhook"] + [alias].compactMap(\.self).filter { $0 != "webhook" }
    }

    package func verify(
        _ delivery: WebhookDelivery,
        secrets: [String]
    ) throws(WebhookRefusal) -> VerifiedWebhook {
        let signature = try StandardWebhookSignature(delivery.headers, prefixes: prefixes)
        try signature.check(
            body: delivery.body,
            secrets: secrets.compactMap(StandardWebhookSecret.init),
            receivedAt: delivery.receivedAt
        )
        let message = try StandardWebhookMessage(delivery.body)
        guard message.isOfOrder else { return .ignored(topic: message.type) }
        let subject = try message.subject()
        if !message.isDeletion { _ = try message.order() }
        return .event(topic: message.type, subject: subject, deliveryID: signature.messageID)
    }

    /// The newest message about the order, by its own timestamp: deliveries overtake each other.
    package func read(_ subject: String, from access: SourceAccess) async throws -> SourceFacts {
        var newest: (message: StandardWebhookMessage, receivedAt: Date)?
        for delivery in try await access.deliveries(subject) where !delivery.body.isEmpty {
            let message = try StandardWebhookMessage(delivery.body)
            guard try message.subject() == subject else { continue }
            if let known = newest,
                (message.moment, delivery.receivedAt) <= (known.message.moment, known.receivedAt)
            {
                continue
            }
            newest = (message, delivery.receivedAt)
        }
        guard let message = newest?.message else { return .absent(.nothingKept) }
        return message.isDeletion ? .absent(.deleted) : .order(try message.order())
    }

    package func history(
        _ request: HistoryRequest,
        from access: SourceAccess
    ) async throws -> HistoryPage {
        HistoryPage(items: [], next: nil)
    }

    package func examine(
        webhookAddress: String,
        from access: SourceAccess
    ) async throws -> [SourceFinding] {
        []
    }
}

extension LocalizedText {
    fileprivate static let nothingKept = LocalizedText(
        nb: "Ingen melding om ordren er bevart; avsenderen må sende den på nytt.",
        en: "No message about the order is kept; the sender must send it again."
    )
    fileprivate static let deleted = LocalizedText(
        nb: "Avsenderen har slettet ordren.",
        en: "The sender has deleted the order."
    )
}
