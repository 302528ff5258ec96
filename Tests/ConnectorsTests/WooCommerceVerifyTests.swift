import Connectors
import Foundation
import HTTPTypes
import TestSupport
import Testing

/// The recorded deliveries: headers with a valid signature for a test secret, one for each body.
private struct Recording: Decodable {
    struct Delivery: Decodable {
        var file: String
        var headers: [String: String]
        var unsigned: Bool?
    }

    var secret: String
    var deliveries: [Delivery]
}

struct WooCommerceVerifyTests {
    private let shop = WooCommerce()
    private let body = Data(#"{"id":5001,"date_modified_gmt":"2026-01-06T13:00:00"}"#.utf8)

    private func delivery(
        _ topic: String = "order.updated",
        body: Data? = nil,
        secret: String = "secret",
        deliveryID: String = "d1",
        change: (inout HTTPFields) -> Void = { _ in }
    ) -> WebhookDelivery {
        let body = body ?? self.body
        var headers = WooSigner.headers(
            body: body,
            topic: topic,
            secret: secret,
            deliveryID: deliveryID
        )
        change(&headers)
        return WebhookDelivery(
            headers: headers,
            body: body,
            receivedAt: Date(timeIntervalSince1970: 0)
        )
    }

    private func name(_ text: String) throws -> HTTPField.Name {
        try #require(HTTPField.Name(text))
    }

    private func deliveryID(_ delivery: WebhookDelivery) throws -> String {
        guard case .event(_, _, let id) = try shop.verify(delivery, secrets: ["secret"]) else {
            Issue.record("no event")
            return ""
        }
        return id
    }

    @Test(.enabled(if: Samples.hasRecordings, "the recorded bodies are not here"))
    func `every recorded delivery verifies, and none with one byte changed`() throws {
        let recording = try JSONDecoder().decode(
            Recording.self,
            from: Samples.recording("woocommerce/webhooks.json")
        )
        #expect(recording.deliveries.count == 33)

        for sample in recording.deliveries {
            var headers = HTTPFields()
            for (key, value) in sample.headers {
                headers.append(HTTPField(name: try name(key), value: value))
            }
            var body = try Samples.recording("woocommerce/\(sample.file)")
            var delivery = WebhookDelivery(headers: headers, body: body, receivedAt: .distantPast)
            guard sample.unsigned != true else {
                #expect(try shop.verify(delivery, secrets: [recording.secret]) == .ping)
                continue
            }
            guard
                case .event(let topic, let subject, _) = try shop.verify(
                    delivery,
                    secrets: ["older", recording.secret]
                )
            else {
                Issue.record("\(sample.file) is no event")
                continue
            }
            #expect(topic == sample.headers["X-WC-Webhook-Topic"])
            #expect(subject.hasPrefix("order/"))
            body[body.count / 2] ^= 1
            delivery.body = body
            #expect(throws: WebhookRefusal.self) {
                try shop.verify(delivery, secrets: [recording.secret])
            }
        }
    }

    @Test func `only a form that holds nothing but the webhook's number is a ping`() throws {
        let ping = WooSigner.ping(webhookID: 12)
        func verdict(_ body: Data, _ headers: HTTPFields) throws -> VerifiedWebhook {
            try shop.verify(
                WebhookDelivery(headers: headers, body: body, receivedAt: .distantPast),
                secrets: ["secret"]
            )
        }

        #expect(try verdict(ping.body, ping.headers) == .ping)
        for text in [
            "webhook_id=", "webhook_id=7&x=1", "webhook_id=7a", "order=7", "", "webhook_id",
        ] {
            #expect(throws: WebhookRefusal.unauthenticated(reason: "signature header missing")) {
                try verdict(Data(text.utf8), ping.headers)
            }
        }
        #expect(throws: WebhookRefusal.unauthenticated(reason: "signature header missing")) {
            try verdict(ping.body, [.contentType: "application/json"])
        }
    }

    @Test func `a wrong, missing, doubled or malformed signature is refused`() throws {
        let signature = try name("X-WC-Webhook-Signature")
        let cases: [(HTTPFields) -> HTTPFields] = [
            {
                var fields = $0
                fields[signature] = nil
                return fields
            },
            {
                var fields = $0
                fields[signature] = "AAAA"
                return fields
            },
            {
                var fields = $0
                fields.append(HTTPField(name: signature, value: "AAAA"))
                return fields
            },
        ]
        for change in cases {
            #expect(throws: WebhookRefusal.self) {
                try shop.verify(delivery { $0 = change($0) }, secrets: ["secret"])
            }
        }
        #expect(throws: WebhookRefusal.unauthenticated(reason: "signature does not match")) {
            try shop.verify(delivery(secret: "other"), secrets: ["secret", ""])
        }
        #expect(throws: WebhookRefusal.unauthenticated(reason: "signature does not match")) {
            try shop.verify(delivery(secret: ""), secrets: [""])
        }
        #expect(throws: WebhookRefusal.unauthenticated(reason: "signature does not match")) {
            try shop.verify(delivery(), secrets: [])
        }
    }

    @Test func `a secret with entities signs as WooCommerce decodes it`() throws {
        guard
            case .event = try shop.verify(delivery(secret: "a&b<c"), secrets: ["a&amp;b&lt;c"])
        else {
            Issue.record("no event")
            return
        }
    }

    @Test func `every topic of an order leads to that order, others are ignored`() throws {
        for topic in ["order.created", "order.updated", "order.deleted", "order.restored"] {
            guard
                case .event(topic, "order/5001", _) = try shop.verify(
                    delivery(topic),
                    secrets: ["secret"]
                )
            else {
                Issue.record("\(topic) is no event")
                continue
            }
        }
        let action = Data(#"{"action":"woocommerce_order_status_completed","arg":5001}"#.utf8)
        guard
            case .event(_, "order/5001", _) = try shop.verify(
                delivery("action.woocommerce_order_status_completed", body: action),
                secrets: ["secret"]
            )
        else {
            Issue.record("the action is no event")
            return
        }
        for topic in ["product.updated", "customer.created", "coupon.created", "action.wp_login"] {
            #expect(
                try shop.verify(delivery(topic), secrets: ["secret"]) == .ignored(topic: topic)
            )
        }
    }

    @Test func `the delivery id is made of order, time of change and body`() throws {
        let later = Data(#"{"id":5001,"date_modified_gmt":"2026-01-06T14:00:00"}"#.utf8)
        let other = Data(#"{"id":5001,"date_modified_gmt":"2026-01-06T13:00:00","x":1}"#.utf8)
        let thin = Data(#"{"id":5001}"#.utf8)

        let first = try deliveryID(delivery(deliveryID: "a"))
        #expect(first.hasPrefix("5001/2026-01-06T13:00:00/"))
        #expect(try deliveryID(delivery(deliveryID: "b")) == first)
        #expect(try deliveryID(delivery(body: later)) != first)
        #expect(try deliveryID(delivery(body: other)) != first)
        #expect(
            try deliveryID(delivery("order.deleted", body: thin, deliveryID: "a"))
                != deliveryID(delivery("order.deleted", body: thin, deliveryID: "b"))
        )
    }

    @Test func `what is signed but cannot be read is named by its field`() {
        let cases: [(String, String)] = [
            ("[1]", "body is no JSON object"), ("{", "body is not JSON at byte 1"),
            ("{}", "id missing"), (#"{"id":"x"}"#, "id is not a positive integer"),
            (#"{"id":0}"#, "id is not a positive integer"),
            (#"{"id":1.5}"#, "id is not a positive integer"),
            (#"{"id":1,"id":2}"#, "body is not JSON at byte 12"),
        ]
        for (text, reason) in cases {
            #expect(throws: WebhookRefusal.unreadable(reason: reason)) {
                try shop.verify(delivery(body: Data(text.utf8)), secrets: ["secret"])
            }
        }
    }

    @Test func `a webhook that delivers an error becomes an event about itself`() throws {
        let body = Data(
            #"{"code":"woocommerce_rest_cannot_view","message":"Sorry","data":{"status":403}}"#.utf8
        )

        #expect(
            try shop.verify(delivery(body: body), secrets: ["secret"])
                == .event(topic: "order.updated", subject: "webhook/7", deliveryID: "webhook/7/d1")
        )
    }
}
