import Bookkeeping
import Foundation
import HTTPTypes
import TestSupport
import Testing

@testable import Connectors

/// The public test vectors.
private struct Vectors: Decodable {
    struct Vector: Decodable {
        var name: String
        var secret: String
        var id: String
        var timestamp: String
        var body: String
        var signature: String
        var now: Int64
        var valid: Bool

        enum CodingKeys: String, CodingKey {
            case name, secret, body, now, valid
            case id = "webhook-id"
            case timestamp = "webhook-timestamp"
            case signature = "webhook-signature"
        }
    }

    var vectors: [Vector]
}

struct StandardWebhooksTests {
    private let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    private let now = Date(timeIntervalSince1970: 1_770_724_800)
    private let source = StandardWebhooks()

    private func body(
        _ change: (String) -> String = { $0 }
    ) throws -> Data {
        let text = String(
            decoding: try Samples.fixture("standard-webhooks/order_updated.json"),
            as: UTF8.self
        )
        return Data(change(text).utf8)
    }

    private func delivery(
        _ body: Data,
        id: String = "msg_1",
        prefix: String = "webhook",
        sent: Double = 0,
        change: (inout HTTPFields) -> Void = { _ in }
    ) throws -> WebhookDelivery {
        var headers = try #require(
            StandardWebhookSigner.headers(
                body: body,
                id: id,
                at: now + sent,
                secret: secret,
                prefix: prefix
            )
        )
        change(&headers)
        return WebhookDelivery(headers: headers, body: body, receivedAt: now)
    }

    private func reason(_ delivery: WebhookDelivery) -> String? {
        do throws(WebhookRefusal) {
            _ = try source.verify(delivery, secrets: [secret])
            return nil
        } catch {
            switch error {
            case .unauthenticated(let reason): return "401 \(reason)"
            case .unreadable(let reason): return "400 \(reason)"
            }
        }
    }

    @Test(.enabled(if: Samples.hasRecordings, "the public vectors are not here"))
    func `all public vectors hold`() throws {
        let file = try JSONDecoder().decode(
            Vectors.self,
            from: Samples.recording("standard-webhooks/vectors.json")
        )
        #expect(file.vectors.count == 10)

        for vector in file.vectors {
            var headers = HTTPFields()
            for (name, value) in [
                ("webhook-id", vector.id), ("webhook-timestamp", vector.timestamp),
                ("webhook-signature", vector.signature),
            ] {
                headers.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
            }
            var isValid = true
            do throws(WebhookRefusal) {
                let signature = try StandardWebhookSignature(headers, prefixes: ["webhook"])
                try signature.check(
                    body: Data(vector.body.utf8),
                    secrets: [vector.secret].compactMap(StandardWebhookSecret.init),
                    receivedAt: Date(timeIntervalSince1970: Double(vector.now))
                )
            } catch {
                isValid = false
            }
            #expect(isValid == vector.valid, "\(vector.name)")
        }
    }

    @Test func `exactly five minutes are tolerated either way, by the time of arrival`() throws {
        let body = try body()
        for sent in [0.0, 300, -300] { #expect(reason(try delivery(body, sent: sent)) == nil) }
        #expect(reason(try delivery(body, sent: 301)) == "401 timestamp too new")
        #expect(reason(try delivery(body, sent: -301)) == "401 timestamp too old")
        var late = try delivery(body, sent: -300)
        late.receivedAt = now + 0.9
        #expect(reason(late) == nil)
    }

    @Test func `an order's message is an event named by the webhook's id`() throws {
        #expect(
            try source.verify(delivery(body()), secrets: ["whsec_AAAA", secret])
                == .event(topic: "order.updated", subject: "order/1001", deliveryID: "msg_1")
        )
        let withID = try body {
            $0.replacing(#""number": "1001""#, with: #""id": 77, "number": "1001""#)
        }
        #expect(
            try source.verify(delivery(withID), secrets: [secret])
                == .event(topic: "order.updated", subject: "order/77", deliveryID: "msg_1")
        )
        let other = try body { $0.replacing("order.updated", with: "customer.created") }
        #expect(
            try source.verify(delivery(other), secrets: [secret])
                == .ignored(topic: "customer.created")
        )
    }

    @Test func `another family of header names counts only where the connection says so`() throws {
        let delivery = try delivery(body(), prefix: "svix")
        let options = try JSONValue(parsing: Data(#"{"headerPrefix": "svix"}"#.utf8))

        #expect(reason(delivery) == "401 signature header missing")
        guard
            case .event = try StandardWebhooks(options: options).verify(delivery, secrets: [secret])
        else {
            Issue.record("no event")
            return
        }
    }

    @Test func `missing, doubled and foreign signatures are refused`() throws {
        let body = try body()
        let signature = try #require(HTTPField.Name("webhook-signature"))
        let id = try #require(HTTPField.Name("webhook-id"))
        #expect(
            reason(try delivery(body) { $0[signature] = nil }) == "401 signature header missing"
        )
        #expect(reason(try delivery(body) { $0[id] = nil }) == "401 webhook-id missing")
        #expect(reason(try delivery(body) { $0[id] = "other" }) == "401 no signature matches")
        #expect(
            reason(try delivery(body) { $0.append(HTTPField(name: id, value: "x")) })
                == "401 more than one webhook-id"
        )
        #expect(
            reason(
                try delivery(body) { $0[signature] = "v1a," + ($0[signature] ?? "").dropFirst(3) }
            )
                == "401 no signature matches"
        )
        for empty in ["", "whsec_", "not base64!"] {
            #expect(throws: WebhookRefusal.unauthenticated(reason: "no signature matches")) {
                try source.verify(delivery(body), secrets: [empty])
            }
        }
    }

    @Test func `a malformed order is refused by the path of what is wrong`() throws {
        let cases: [(String, String, String)] = [
            (#""totalMinor": 37700"#, #""totalMinor": 377.00"#, "data.totalMinor"),
            (#""currency": "NOK""#, #""currency": "XXX""#, "data.currency"),
            (#""qty": "2""#, #""qty": "-2""#, "data.lines[0].qty"),
            (#""date": "2026-02-10""#, #""date": "10.02.2026""#, "data.payments[0].date"),
            (#""payments""#, #""paymentss""#, "data.paymentss is not known"),
            (#""sku""#, #""SKU""#, "data.lines[0].SKU is not known"),
            (#""number": "1001","#, "", "data.number"),
            (#""2026-02-10T12:00:00Z""#, #""yesterday""#, "timestamp"),
            (#""type": "order.updated","#, "", "type"),
        ]
        for (old, new, path) in cases {
            let body = try body { $0.replacing(old, with: new) }
            let text = try #require(try reason(delivery(body)), "\(path)")
            #expect(text.hasPrefix("400 ") && text.contains(path), "\(text)")
        }
    }

    @Test func `long and odd numbers stay stable subjects of bounded length`() throws {
        let long = String(repeating: "å", count: 300)
        let first = try body { $0.replacing(#""1001""#, with: "\"\(long)1\"") }
        let second = try body { $0.replacing(#""1001""#, with: "\"\(long)2\"") }
        func subject(_ body: Data) throws -> String { try StandardWebhookMessage(body).subject() }

        #expect(try subject(first).utf8.count <= 255)
        #expect(try subject(first) == subject(first))
        #expect(try subject(first) != subject(second))
        #expect(throws: WebhookRefusal.self) {
            try subject(body { $0.replacing(#""1001""#, with: #""10\n01""#) })
        }
    }

    // MARK: Reading

    private func read(_ bodies: [Data]) async throws -> SourceFacts {
        let deliveries = bodies.enumerated().map {
            SourceAccess.Delivery(
                topic: "order.updated",
                body: $1,
                receivedAt: now + Double($0)
            )
        }
        return try await source.read(
            "order/1001",
            from: SourceAccess(remote: nil, deliveries: { _ in deliveries })
        )
    }

    @Test func `the newest message by its own time is the order`() async throws {
        let old = try body { $0.replacing("12:00:00Z", with: "13:00:00+01:30") }
        let new = try body {
            $0.replacing("12:00:00Z", with: "12:00:00.5Z").replacing("SOK-1", with: "SOK-2")
        }
        for bodies in [[old, new], [new, old], [try body(), new, old]] {
            guard case .order(let order) = try await read(bodies) else {
                Issue.record("no order")
                continue
            }
            #expect(order.lines.map(\.sku) == ["SOK-2"])
            #expect(order.source == "eksempelbutikk")
        }
    }

    @Test func `an order that was deleted, or of which nothing is kept, is absent`() async throws {
        let deletion = Data(
            #"{"type":"order.deleted","timestamp":"2026-02-11T00:00:00Z","data":{"number":"1001"}}"#
                .utf8
        )
        for bodies in [[], [deletion], [try body(), deletion]] {
            guard case .absent = try await read(bodies) else {
                Issue.record("not absent")
                continue
            }
        }
        guard case .event = try source.verify(delivery(deletion), secrets: [secret]) else {
            Issue.record("no event")
            return
        }
    }

    @Test func `figures that do not tie are held by the plan, not refused at the door`()
        async throws
    {
        let wrong = try body {
            $0.replacing(#""totalMinor": 37700"#, with: #""totalMinor": 38700"#)
        }

        #expect(reason(try delivery(wrong)) == nil)
        guard case .order(let order) = try await read([wrong]) else {
            Issue.record("no order")
            return
        }
        let plan = Bookkeeper(rules: .standard).plan(order)
        #expect(plan.status == .held && plan.alerts.map(\.code) == [.totalMismatch])
    }

    @Test func `a body with bytes changed at random never traps`() throws {
        let original = [UInt8](try body())
        for index in original.indices {
            for byte in [UInt8(ascii: "9"), 0xFF] where index.isMultiple(of: 4) {
                var changed = original
                changed[index] = byte
                _ = reason(try delivery(Data(changed)))
            }
        }
    }
}
