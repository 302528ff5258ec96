import Foundation
import HTTPTypes
import Testing

@testable import Remote

struct RemoteClientTests {
    // MARK: What is sent

    @Test(arguments: [
        ("/ledger/voucher/>externalVoucherNumber", "/ledger/voucher/%3EexternalVoucherNumber"),
        ("/invoice/7/:payment", "/invoice/7/:payment"),
        ("/supplier/æ ø/å", "/supplier/%C3%A6%20%C3%B8/%C3%A5"),
        ("/a%b?c#d", "/a%25b%3Fc%23d"),
        (#"/"<>\^`{|}"#, "/%22%3C%3E%5C%5E%60%7B%7C%7D"),
    ])
    func `a path is escaped as the services expect`(path: String, escaped: String) async throws {
        let fixture = RemoteFixture()

        _ = try await fixture.client.send(.text(.get, path))

        #expect(fixture.service.sent[0].call.url == "https://ledger.example/v2\(escaped)")
    }

    @Test func `a query keeps its order and repetitions, and each value is escaped`() async throws {
        let fixture = RemoteFixture(baseURL: "https://ledger.example/v2/")

        _ = try await fixture.client.send(
            .text(
                query: [
                    ("email", "kari+ordre@example.no"), ("fields", "id,orders(*)"),
                    ("id", "1&admin=1"), ("id", "2"), ("empty", ""),
                ]
            )
        )

        #expect(
            fixture.service.sent[0].call.url
                == "https://ledger.example/v2/order?email=kari%2Bordre%40example.no"
                + "&fields=id,orders(*)&id=1%26admin%3D1&id=2&empty="
        )
    }

    @Test func `a body is JSON unless its request says otherwise`() async throws {
        let fixture = RemoteFixture()
        var form = RemoteRequest.text(.post, body: Data("a=1".utf8))
        form.headers[.contentType] = "application/x-www-form-urlencoded"

        _ = try await fixture.client.send(.text(.post, body: Data("{}".utf8)))
        _ = try await fixture.client.send(form)
        _ = try await fixture.client.send(.text(.put))

        let types = fixture.service.sent.map { $0.call.headers[.contentType] }
        #expect(
            types == ["application/json; charset=utf-8", "application/x-www-form-urlencoded", nil]
        )
        #expect(fixture.service.sent.allSatisfy { $0.call.headers[.userAgent] == "bokbro" })
        #expect(fixture.service.sent.allSatisfy { $0.call.headers[.accept] == "application/json" })
        #expect(fixture.service.sent[0].call.body == Data("{}".utf8))
    }

    @Test func `one deadline and one size limit go with every call; writes have longer`()
        async throws
    {
        let fixture = RemoteFixture()

        _ = try await fixture.client.send(.text(.get))
        _ = try await fixture.client.send(.text(.post))

        let sent = fixture.service.sent
        #expect(sent.map(\.timeout) == [RemoteClient.readTimeout, RemoteClient.writeTimeout])
        #expect(RemoteClient.readTimeout < RemoteClient.writeTimeout)
        #expect(sent.allSatisfy { $0.bodyLimitBytes == RemoteClient.bodyLimitBytes })
    }

    @Test func `every call carries what proves who we are, asked for anew`() async throws {
        let tokens = TokenSource()
        let fixture = RemoteFixture(authorization: { headers in
            headers[.authorization] = "Bearer \(await tokens.next())"
        })

        _ = try await fixture.client.send(.text())
        _ = try await fixture.client.send(.text())

        #expect(
            fixture.service.sent.map { $0.call.headers[.authorization] }
                == ["Bearer secret-1", "Bearer secret-2"]
        )
    }

    @Test func `a session can be made while all places are taken by calls that need it`()
        async throws
    {
        let fixture = RemoteFixture(budget: .init(calls: 100, window: .seconds(10), concurrent: 1))
        let client = fixture.client
        let authorized = client.authorized { headers in
            headers[.authorization] = try await client.send(.text(.post, "/session"))
        }

        _ = try await authorized.send(.text())

        #expect(
            fixture.service.sent.map { $0.call.url.split(separator: "/").last }
                == ["session", "order"]
        )
        #expect(fixture.service.sent[1].call.headers[.authorization] == "ok")
    }

    @Test func `without proof of who we are nothing is sent, and no place stays taken`()
        async throws
    {
        struct NoToken: Error {}
        let fixture = RemoteFixture(budget: .init(calls: 9, window: .seconds(10), concurrent: 1))
        let client = fixture.client.authorized { _ in throw NoToken() }

        for _ in 0..<3 {
            await #expect(throws: NoToken.self) { _ = try await client.send(.text()) }
        }

        #expect(fixture.service.sent.isEmpty)
        _ = try await fixture.client.send(.text())
        #expect(fixture.service.sent.count == 1)
    }

    // MARK: How often

    @Test(arguments: [TransportFailure.notConnected("refused"), .connectionLost("reset")])
    func `a read is sent again when the connection failed, three times at most`(
        failure: TransportFailure
    ) async throws {
        let lucky = RemoteFixture([.failure(failure), .failure(failure), .status(200)])
        let unlucky = RemoteFixture([.failure(failure)])

        #expect(try await lucky.client.send(.text()) == "ok")
        #expect(lucky.service.sent.count == 3)
        #expect(await unlucky.failure(of: .text()) != nil)
        #expect(unlucky.service.sent.count == RemoteClient.readTries)
    }

    @Test(arguments: [
        ScriptedService.Step.failure(.timedOut), .failure(.bodyTooLarge), .failure(.cancelled),
        .status(500), .status(503), .status(404), .status(429), .status(302),
    ])
    func `a read that was answered, or took its time, is sent once`(
        step: ScriptedService.Step
    )
        async
    {
        let fixture = RemoteFixture([step])

        #expect(await fixture.failure(of: .text()) != nil)
        #expect(fixture.service.sent.count == 1)
    }

    @Test(
        arguments: [HTTPRequest.Method.post, .put, .delete, .patch],
        [
            ScriptedService.Step.failure(.notConnected("refused")),
            .failure(.connectionLost("reset")), .failure(.timedOut), .failure(.bodyTooLarge),
            .failure(.cancelled), .status(500), .status(503), .status(429), .status(302),
            .status(200, body: "not a number"),
        ]
    )
    func `a write is never sent twice`(
        method: HTTPRequest.Method,
        step: ScriptedService.Step
    )
        async
    {
        let fixture = RemoteFixture([step])

        await #expect(throws: RemoteError.self) {
            _ = try await fixture.client.send(RemoteRequest<Int>(method: method, path: "/order"))
        }
        #expect(fixture.service.sent.count == 1)
    }

    // MARK: What is known

    @Test(arguments: [
        (ScriptedService.Step.failure(.notConnected("refused")), true),
        (.failure(.connectionLost("reset")), false), (.failure(.timedOut), false),
        (.failure(.bodyTooLarge), false), (.failure(.cancelled), false), (.status(400), true),
        (.status(401), true), (.status(404), true), (.status(409), true), (.status(422), true),
        (.status(429), true), (.status(500), false), (.status(502), false), (.status(503), false),
        (.status(504), false), (.status(301), false), (.status(307), false),
    ])
    func `an error says whether the service may have acted on a write`(
        step: ScriptedService.Step,
        isOutcomeKnown: Bool
    ) async {
        let fixture = RemoteFixture([step])

        #expect(await fixture.failure(of: .text(.post))?.isOutcomeKnown == isOutcomeKnown)
        #expect(await fixture.failure(of: .text(.get))?.isOutcomeKnown == true)
    }

    @Test func `an answer to a write that cannot be read leaves its outcome unknown`() async {
        let fixture = RemoteFixture([.status(201, body: #"{"value":{"id":"not a number"}}"#)])
        struct Reply: Decodable {
            struct Value: Decodable { var id: Int }
            var value: Value
        }

        for (method, isKnown) in [(HTTPRequest.Method.post, false), (.get, true)] {
            await #expect {
                _ = try await fixture.client.send(
                    RemoteRequest<Reply>(method: method, path: "/order")
                )
            } throws: {
                let error = $0 as? RemoteError
                return error?.kind == .invalidReply("at value.id")
                    && error?.isOutcomeKnown == isKnown && error?.isTransient == false
            }
        }
    }

    @Test(arguments: [
        (ScriptedService.Step.failure(.notConnected("refused")), true), (.failure(.timedOut), true),
        (.failure(.connectionLost("reset")), true), (.failure(.bodyTooLarge), false),
        (.status(400), false), (.status(404), false), (.status(408), true), (.status(429), true),
        (.status(500), true), (.status(503), true),
    ])
    func `an error says whether waiting can help`(
        step: ScriptedService.Step,
        isTransient: Bool
    )
        async
    {
        let fixture = RemoteFixture([step])

        #expect(await fixture.failure(of: .text())?.isTransient == isTransient)
    }

    @Test func `a rejection brings the answer's own words and the service's name for the call`()
        async
    {
        let fixture = RemoteFixture([
            .status(422, headers: ["x-tlx-request-id": "tlx-7"], body: #"{"code":18000}"#)
        ])

        let error = await fixture.failure(of: .text(.post, query: [("token", "secret")]))

        #expect(error?.kind == .rejected(status: 422, body: Data(#"{"code":18000}"#.utf8)))
        #expect(error?.status == 422)
        #expect(error?.requestID == "tlx-7")
        #expect(error?.errorDescription == "ledger POST /order: answered 422.")
    }
}

private actor TokenSource {
    private var count = 0

    @discardableResult
    func next() -> String {
        count += 1
        return "secret-\(count)"
    }
}

extension ScriptedService.Step: CustomTestStringConvertible {
    var testDescription: String {
        switch self {
        case .answer(let response): "answer \(response.status)"
        case .failure(let failure): "\(failure)"
        }
    }
}
