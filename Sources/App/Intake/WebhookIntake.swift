import Connectors
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Outbox

/// Takes webhooks in: verify, store, then answer 200.
///
/// Nothing else happens inside the request. A 200 means that the event is on disk (fsync); whatever is wrong is
/// answered so that the sender tries again when that can help, and not otherwise.
struct WebhookIntake: Sendable {
    static let pathPrefix = "/webhooks/"
    /// What a sender is told to wait when nothing can be stored.
    static let retryAfterSeconds = 30

    let companies: LiveCompanies
    let outbox: Outbox
    let bodyLimitBytes: Int
    let refusals: RefusalCounter
    let now: @Sendable () -> Date
    let logger: Logger

    /// The answer to a request whose path begins with ``pathPrefix``.
    func respond(to request: Request) async -> Response {
        guard request.method == .post else {
            return JSONReply.methodNotAllowed(allow: "POST")
        }
        let names = request.uri.path.dropFirst(Self.pathPrefix.count).split(
            separator: "/",
            omittingEmptySubsequences: false
        )
        guard names.count == 2,
            let source = companies.source(company: names[0], connection: names[1])
        else {
            if names.count == 2, companies.unreadable.contains(String(names[0])) {
                return notNow("The company cannot be worked for now; send the event again.")
            }
            return JSONReply.error(
                .notFound,
                code: "UNKNOWN_CONNECTION",
                message: "There is no such company or connection, or it sends no webhooks."
            )
        }
        guard let body = await body(of: request) else {
            return JSONReply.error(
                .contentTooLarge,
                code: "TOO_LARGE",
                message: "A webhook may have \(bodyLimitBytes) bytes at most.",
                headers: [.connection: "close"]
            )
        }
        return await accept(
            WebhookDelivery(headers: request.headers, body: body, receivedAt: now()),
            from: source
        )
    }

    /// The body, or nil when it is larger than the limit; a declared length is believed at once.
    private func body(of request: Request) async -> Data? {
        if let declared = request.headers[.contentLength].flatMap(Int.init),
            declared > bodyLimitBytes
        {
            return nil
        }
        guard let buffer = try? await request.body.collect(upTo: bodyLimitBytes) else { return nil }
        return Data(buffer.readableBytesView)
    }

    private func accept(_ delivery: WebhookDelivery, from source: LiveSource) async -> Response {
        let verified: VerifiedWebhook
        do throws(WebhookRefusal) {
            verified = try source.connector.verify(delivery, secrets: source.webhookSecrets)
        } catch {
            return refusal(error, of: source)
        }
        switch verified {
        case .ignored(let topic):
            return JSONReply.json(#"{"ignored":\#(JSONReply.quoted(topic))}"#)
        case .ping: return JSONReply.json(#"{"ignored":"ping"}"#)
        case .event(let topic, let subject, let deliveryID):
            return await store(
                IncomingEvent(
                    company: source.company,
                    connection: source.connection,
                    topic: topic,
                    subject: subject,
                    deliveryID: deliveryID,
                    payload: delivery.body,
                    receivedAt: delivery.receivedAt,
                    dueAt: source.due(receivedAt: delivery.receivedAt)
                )
            )
        }
    }

    private func store(_ event: IncomingEvent) async -> Response {
        do {
            let acceptance = try await outbox.accept(event)
            return JSONReply.json(
                #"{"event":"\#(acceptance.event)","duplicate":\#(acceptance.isDuplicate)}"#
            )
        } catch OutboxError.unacceptable(let reason) {
            logger.error(
                "a webhook with a valid signature cannot be stored as it is",
                metadata: [
                    "company": "\(event.company)", "connection": "\(event.connection)",
                    "reason": "\(reason)",
                ]
            )
            return JSONReply.error(.badRequest, code: "UNREADABLE", message: reason)
        } catch {
            logger.error(
                "a webhook could not be stored; the sender is asked to try again",
                metadata: [
                    "company": "\(event.company)", "connection": "\(event.connection)",
                    "reason": "\(error.localizedDescription)",
                ]
            )
            return notNow("The event could not be stored now; send it again.")
        }
    }

    private func notNow(_ message: String) -> Response {
        JSONReply.error(
            .serviceUnavailable,
            code: "NOT_STORED",
            message: message,
            headers: [.retryAfter: String(Self.retryAfterSeconds)]
        )
    }

    private func refusal(_ refusal: WebhookRefusal, of source: LiveSource) -> Response {
        switch refusal {
        case .unauthenticated(let reason):
            let count = refusals.count(company: source.company, connection: source.connection)
            // The first, and then ever more rarely: a stranger must not fill the log.
            if count.nonzeroBitCount == 1 {
                logger.warning(
                    "a webhook was refused: its signature does not hold",
                    metadata: metadata(of: source, reason: reason, count: count)
                )
            }
            return JSONReply.error(
                .unauthorized,
                code: "BAD_SIGNATURE",
                message: "The signature is missing or wrong. Check the connection's webhook secret."
            )
        case .unreadable(let reason):
            logger.error(
                "a webhook with a valid signature cannot be read",
                metadata: metadata(of: source, reason: reason, count: nil)
            )
            return JSONReply.error(.badRequest, code: "UNREADABLE", message: reason)
        }
    }

    private func metadata(of source: LiveSource, reason: String, count: Int?) -> Logger.Metadata {
        var facts: Logger.Metadata = [
            "company": "\(source.company)", "connection": "\(source.connection)",
            "reason": "\(reason)",
        ]
        if let count { facts["sinceStart"] = "\(count)" }
        return facts
    }
}
