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
    }

    var secret: String
    var deliveries: [Delivery]
}

struct ShopifyVerifyTests {
    private let shop = Shopify()
    private let body = Data(#"{"id":820982911946154508}"#.utf8)

    private func delivery(
        _ topic: String = "orders/paid",
        body: Data? = nil,
        secret: String = "secret",
        change: (inout HTTPFields) -> Void = { _ in }
    ) -> WebhookDelivery {
        let body = body ?? self.body
        var headers = ShopifySigner.headers(
            body: body,
            topic: topic,
            secret: secret,
            eventID: "e1",
            shopDomain: "x.myshopify.com"
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

    @Test(.enabled(if: Samples.hasRecordings, "the recorded bodies are not here"))
    func `every recorded delivery verifies, and none with one byte changed`() throws {
        let recording = try JSONDecoder().decode(
            Recording.self,
            from: Samples.recording("shopify/webhooks.json")
        )
        #expect(recording.deliveries.count > 40)

        for sample in recording.deliveries {
            var headers = HTTPFields()
            for (key, value) in sample.headers {
                headers.append(HTTPField(name: try name(key), value: value))
            }
            var body = try Samples.recording("shopify/\(sample.file)")
            let moment = Date(timeIntervalSince1970: 0)
            let genuine = WebhookDelivery(headers: headers, body: body, receivedAt: moment)
            guard
                case .event(let topic, let subject, let deliveryID) =
                    try shop.verify(genuine, secrets: ["other", recording.secret])
            else {
                Issue.record("\(sample.file) is ignored")
                continue
            }
            #expect(topic == sample.headers["X-Shopify-Topic"])
            #expect(deliveryID == sample.headers["X-Shopify-Event-Id"])
            let members = try JSONSerialization.jsonObject(with: body) as? [String: Any]
            let id = topic.hasPrefix("orders/") ? members?["id"] : members?["order_id"]
            #expect(subject == "order/\((id as? NSNumber)?.int64Value ?? 0)", "\(sample.file)")

            body[body.count / 2] ^= 1
            let changed = WebhookDelivery(headers: headers, body: body, receivedAt: moment)
            #expect(throws: WebhookRefusal.unauthenticated(reason: "signature does not match")) {
                try shop.verify(changed, secrets: [recording.secret])
            }
        }
    }

    @Test func `a delivery names its order by topic`() throws {
        let refund = Data(#"{"id":1,"order_id":6120000000013}"#.utf8)

        #expect(
            try shop.verify(delivery(), secrets: ["secret"])
                == .event(
                    topic: "orders/paid",
                    subject: "order/820982911946154508",
                    deliveryID: "e1"
                )
        )
        for topic in [
            "refunds/create", "fulfillments/create", "fulfillments/update",
            "order_transactions/create",
            "tender_transactions/create",
        ] {
            #expect(
                try shop.verify(delivery(topic, body: refund), secrets: ["secret"])
                    == .event(topic: topic, subject: "order/6120000000013", deliveryID: "e1")
            )
        }
        let edit = Data(#"{"order_edit":{"id":7,"order_id":8}}"#.utf8)
        #expect(
            try shop.verify(delivery("orders/edited", body: edit), secrets: ["secret"])
                == .event(topic: "orders/edited", subject: "order/8", deliveryID: "e1")
        )
        #expect(
            try shop.verify(delivery("products/update"), secrets: ["secret"])
                == .ignored(topic: "products/update")
        )
    }

    @Test func `any live secret verifies, a retired one does not`() throws {
        let signed = delivery(secret: "old")

        #expect(throws: Never.self) { try shop.verify(signed, secrets: ["new", "old"]) }
        for secrets in [["new"], [], [""]] {
            #expect(throws: WebhookRefusal.self) { try shop.verify(signed, secrets: secrets) }
        }
    }

    @Test func `a signature that is missing, malformed or doubled is refused`() throws {
        let header = try name("X-Shopify-Hmac-Sha256")
        let right = try #require(delivery().headers[header])
        let changes: [(inout HTTPFields) -> Void] = [
            { $0[header] = nil },
            { $0[header] = "" },
            { $0[header] = String(right.dropLast()) },
            { $0[header] = String(right.dropLast(4)) },
            { $0[header] = right + right },
            { $0[header] = "\(right), \(right)" },
            { $0[header] = "sha256=\(right)" },
            { $0.append(HTTPField(name: header, value: right)) },
            { $0[header] = HMACSignature(of: Data(), secret: "secret").base64 },
        ]

        for (index, change) in changes.enumerated() {
            #expect("change \(index)") {
                _ = try shop.verify(delivery(change: change), secrets: ["secret"])
            } throws: { error in
                if case .unauthenticated = error as? WebhookRefusal { true } else { false }
            }
        }
    }

    @Test func `a signed body that names no order is unreadable`() throws {
        for text in [
            "", "{", "[]", "{}", #"{"id":"1"}"#, #"{"id":1.5}"#, #"{"id":0}"#, #"{"id":-4}"#,
            #"{"id":1}x"#,
        ] {
            #expect("\(text)") {
                _ = try shop.verify(delivery(body: Data(text.utf8)), secrets: ["secret"])
            } throws: { error in
                if case .unreadable = error as? WebhookRefusal { true } else { false }
            }
        }
    }

    @Test func `the delivery id falls back to the webhook's, and one of them must be there`() throws
    {
        let event = try name("X-Shopify-Event-Id")
        let webhook = try name("X-Shopify-Webhook-Id")
        let topic = try name("X-Shopify-Topic")

        #expect(
            try shop.verify(delivery { $0[event] = nil }, secrets: ["secret"])
                == .event(
                    topic: "orders/paid",
                    subject: "order/820982911946154508",
                    deliveryID: "w-e1"
                )
        )
        #expect(
            throws: WebhookRefusal.unreadable(
                reason: "X-Shopify-Event-Id and X-Shopify-Webhook-Id missing"
            )
        ) {
            try shop.verify(
                delivery {
                    $0[event] = nil
                    $0[webhook] = nil
                },
                secrets: ["secret"]
            )
        }
        #expect(throws: WebhookRefusal.unreadable(reason: "X-Shopify-Topic missing")) {
            try shop.verify(delivery { $0[topic] = nil }, secrets: ["secret"])
        }
    }

    @Test func `shopify is found by its name`() {
        #expect(AllConnectors.connector(for: "shopify") is Shopify)
        #expect(AllConnectors.connector(for: "Shopify") == nil)
    }
}
