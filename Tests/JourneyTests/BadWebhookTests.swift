import Connectors
import Foundation
import HTTPTypes
import Testing

/// What is wrong with a webhook is answered so that the sender knows, and leaves nothing behind.
struct BadWebhookTests {
    /// Ways in which a signature can be wrong.
    enum Forgery: String, CaseIterable, Sendable {
        case flippedByte, wrongSecret, missing, truncated, doubled, empty, notBase64, hexadecimal
    }

    private let step: GeneratedStep

    init() throws {
        var generator = ShopifyOrderGenerator(seed: 3)
        step = try #require(generator.orders(5).first?.steps.last)
    }

    private func headers(secret: String = Journey.webhookSecret) -> HTTPFields {
        ShopifySigner.headers(
            body: step.body,
            topic: step.topic,
            secret: secret,
            eventID: step.eventID,
            shopDomain: "nordlys.myshopify.com"
        )
    }

    @Test(arguments: Forgery.allCases)
    func `a signature that does not hold is 401, and nothing is stored`(
        forgery: Forgery
    ) async throws {
        let journey = try await Journey()
        let name = try #require(HTTPField.Name("X-Shopify-Hmac-Sha256"))
        var (body, headers) = (step.body, headers())
        let right = try #require(headers[name])
        switch forgery {
        case .flippedByte: body[body.count / 2] ^= 1
        case .wrongSecret: headers = self.headers(secret: "another")
        case .missing: headers[name] = nil
        case .truncated: headers[name] = String(right.dropLast(4))
        case .doubled: headers.append(HTTPField(name: name, value: right))
        case .empty: headers[name] = ""
        case .notBase64: headers[name] = String(repeating: "%", count: right.count)
        case .hexadecimal: headers[name] = String(repeating: "ab", count: 32)
        }

        let answer = try await journey.post(body, headers: headers)

        #expect(answer.status == 401)
        #expect(answer.body.contains(#""code":"BAD_SIGNATURE""#))
        #expect(try await journey.events().isEmpty)
        try journey.end()
    }

    @Test func `both live secrets are believed, so that they can be rotated`() async throws {
        let journey = try await Journey()

        #expect(try await journey.post(step.body, headers: headers()).status == 200)
        let old = try await journey.post(step.body, headers: headers(secret: "old-secret"))

        #expect(old.status == 200)
        #expect(old.body.contains(#""duplicate":true"#))
        try journey.end()
    }

    @Test(arguments: ["", "{", "[]", "nonsense", #"{"id":"x"}"#, #"{"id":-4}"#, "\u{FEFF}{}"])
    func `a signed body that cannot be read is 400`(text: String) async throws {
        let journey = try await Journey()
        let body = Data(text.utf8)
        let headers = ShopifySigner.headers(
            body: body,
            topic: "orders/paid",
            secret: Journey.webhookSecret,
            eventID: "event-1",
            shopDomain: "nordlys.myshopify.com"
        )

        let answer = try await journey.post(body, headers: headers)

        #expect(answer.status == 400)
        #expect(answer.body.contains(#""code":"UNREADABLE""#))
        #expect(try await journey.events().isEmpty)
        try journey.end()
    }

    @Test(arguments: [
        "/webhooks/nobody/shop", "/webhooks/nordlys/nothing", "/webhooks/nordlys/tripletex",
        "/webhooks/nordlys", "/webhooks/nordlys/shop/more", "/webhooks/",
    ])
    func `an address that is none is 404`(path: String) async throws {
        let journey = try await Journey()

        let answer = try await journey.post(step.body, to: path, headers: headers())

        #expect(answer.status == 404)
        #expect(answer.body.contains(#""code":"UNKNOWN_CONNECTION""#))
        try journey.end()
    }

    @Test func `a body over the limit is 413, declared or not`() async throws {
        let journey = try await Journey()
        let body = Data(repeating: UInt8(ascii: " "), count: 1_048_577)
        var declared = headers()
        declared[.contentLength] = String(body.count)

        for fields in [headers(), declared] {
            let answer = try await journey.post(body, headers: fields)
            #expect(answer.status == 413)
            #expect(answer.body.contains(#""code":"TOO_LARGE""#))
        }
        #expect(try await journey.events().isEmpty)
        try journey.end()
    }

    @Test func `a signed topic without use is told so, and nothing is stored`() async throws {
        let journey = try await Journey()
        let body = Data(#"{"id":7}"#.utf8)
        let headers = ShopifySigner.headers(
            body: body,
            topic: "themes/publish",
            secret: Journey.webhookSecret,
            eventID: "event-2",
            shopDomain: "nordlys.myshopify.com"
        )

        let answer = try await journey.post(body, headers: headers)

        #expect(answer.status == 200)
        #expect(answer.body == #"{"ignored":"themes/publish"}"#)
        #expect(try await journey.events().isEmpty)
        try journey.end()
    }
}
