import Companies
import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct AdminAPITests {
    private static let place = "/api/v1/companies/nordlys"
    private static let event = place + "/events/" + SampleEvents.failed().id

    private func call(
        _ method: HTTPRequest.Method,
        _ path: String,
        token: Token? = .of(.owner),
        body: String? = nil,
        site: TestSite? = nil
    ) async throws -> (status: Int, headers: HTTPFields, json: [String: Any], text: String) {
        let site = if let site { site } else { try await TestSite() }
        let text = token.map { $0.text(site) }
        let box = Box()
        try await site.visit { walker in
            var headers: HTTPFields = [:]
            if let text { headers[.authorization] = "Bearer \(text)" }
            var program = walker
            program.site = nil
            await box.keep(try await program.send(method, path, extra: headers, body: body))
        }
        let answer = try #require(await box.answer)
        let json = try JSONSerialization.jsonObject(with: Data(answer.body.utf8))
        return (answer.status, answer.headers, json as? [String: Any] ?? [:], answer.body)
    }

    private enum Token {
        case of(Role)
        case text(String)

        func text(_ site: TestSite) -> String {
            switch self {
            case .of(let role): site.sample.tokens[role] ?? ""
            case .text(let text): text
            }
        }
    }

    private actor Box {
        private(set) var answer: TestSite.Answer?

        func keep(_ answer: TestSite.Answer) {
            self.answer = answer
        }
    }

    @Test func `an event is told with every key of the contract`() async throws {
        let answer = try await call(.get, Self.event)

        #expect(answer.status == 200)
        #expect(
            Set(answer.json.keys) == [
                "id", "company", "connection", "topic", "subject", "deliveryId", "state", "cause",
                "message", "remedy", "receivedAt", "dueAt", "attempts", "effects", "explanation",
            ]
        )
        #expect(answer.json["receivedAt"] as? String == "2026-11-24T11:01:00.000Z")
        #expect(answer.json["dueAt"] is NSNull)
        let attempts = try #require(answer.json["attempts"] as? [[String: Any]])
        #expect(
            Set(try #require(attempts.first).keys) == [
                "number", "startedAt", "endedAt", "verdict", "message", "calls",
            ]
        )
        let calls = try #require(attempts.first?["calls"] as? [[String: Any]])
        #expect(
            Set(try #require(calls.first).keys) == [
                "service", "method", "path", "status", "milliseconds", "requestId",
            ]
        )
    }

    @Test func `an effect without a result says null`() async throws {
        let answer = try await call(.get, Self.place + "/events/" + SampleEvents.done().id)

        let effects = try #require(answer.json["effects"] as? [[String: Any]])
        let result = try #require(effects.first?["result"] as? [String: Any])
        #expect(Set(result.keys) == ["kind", "id", "number", "url"])
        #expect(effects.last?["result"] is NSNull)
    }

    @Test func `a list is paged by cursor, newest first, in whole events`() async throws {
        let first = try await call(.get, Self.place + "/events?limit=2")
        let items = try #require(first.json["items"] as? [[String: Any]])
        let next = try #require(first.json["next"] as? String)
        #expect(items.count == 2)
        #expect(items.allSatisfy { $0["attempts"] is [Any] && $0["explanation"] is [Any] })

        let rest = try await call(.get, Self.place + "/events?limit=200&after=\(next)")
        let others = try #require(rest.json["items"] as? [[String: Any]])
        #expect(others.count == 3)
        #expect(rest.json["next"] is NSNull)
        let ids = (items + others).compactMap { $0["id"] as? String }
        #expect(ids == ids.sorted(by: >) && Set(ids).count == 5)
    }

    @Test(arguments: [
        ("events?limit=0", 422), ("events?limit=201", 422), ("events?limit=x", 422),
        ("events?state=lost", 422), ("events?since=soon", 422), ("events?sate=failed", 422),
        ("events?after=nonsense", 422), ("events/unknown", 404), ("replays/unknown", 404),
        ("events/\(TestSite.foreign.id)", 404), ("rules-to-come", 404),
    ])
    func `what cannot be answered is an error in the common form`(
        path: String,
        status: Int
    ) async throws {
        let answer = try await call(.get, Self.place + "/" + path)

        #expect(answer.status == status)
        let error = try #require(answer.json["error"] as? [String: String])
        #expect(Set(error.keys) == ["code", "message"])
    }

    @Test func `no token, a wrong one, and another's company are told apart as the contract says`()
        async throws
    {
        #expect(try await call(.get, Self.event, token: nil).status == 401)
        let wrong = try await call(.get, Self.event, token: .text("bok_guess"))
        #expect(wrong.status == 401)
        #expect(wrong.headers[.wwwAuthenticate] == "Bearer")
        #expect(try await call(.get, "/api/v1/companies/fremmed/events").status == 404)
        #expect(try await call(.get, "/api/v1/companies/finnes-ikke/events").status == 404)
        #expect(try await call(.get, "/api/v1/companies/fremmed/events", token: nil).status == 401)
    }

    @Test(arguments: [(Role.owner, 202), (.accountant, 202), (.viewer, 403)])
    func `a viewer's token only reads`(role: Role, status: Int) async throws {
        let site = try await TestSite()
        #expect(try await call(.get, Self.event, token: .of(role), site: site).status == 200)
        let body = #"{"filter":{"state":"skipped"}}"#

        #expect(
            try await call(.post, Self.event + "/replays", token: .of(role), site: site).status
                == status
        )
        #expect(
            try await call(.post, Self.place + "/replays", token: .of(role), body: body, site: site)
                .status
                == status
        )
        #expect(await site.log.replayed.count == (status == 202 ? 2 : 0))
        #expect(try await site.sample.auditedReplays().count == (status == 202 ? 2 : 0))
    }

    @Test func `a dry run counts and changes nothing`() async throws {
        let site = try await TestSite()
        let body = #"{"filter":{"state":"failed","cause":"MISSING_ACCOUNT_MAPPING"},"dryRun":true}"#

        let answer = try await call(.post, Self.place + "/replays", body: body, site: site)

        #expect(answer.status == 200)
        #expect(answer.text == #"{"matched":1}"#)
        #expect(await site.log.replayed.isEmpty)
        #expect(try await site.sample.auditedReplays().isEmpty)
    }

    @Test func `a replay's progress is where its answer says`() async throws {
        let site = try await TestSite()
        let begun = try await call(
            .post,
            Self.place + "/replays",
            body: #"{"filter":{"state":"done"}}"#,
            site: site
        )
        #expect(begun.status == 202)
        #expect(Set(begun.json.keys) == ["id", "matched", "done", "state"])

        let progress = try await call(.get, try #require(begun.headers[.location]), site: site)
        #expect(progress.status == 200)
        #expect(progress.json["id"] as? String == begun.json["id"] as? String)
    }

    @Test(arguments: [
        ("", 400), ("{", 400), ("[]", 422), ("{}", 422), (#"{"filter":null}"#, 422),
        (#"{"filter":{"sate":"failed"}}"#, 422), (#"{"filter":{},"dryrun":true}"#, 422),
        (#"{"filter":{"state":7}}"#, 422), (#"{"filter":{"state":"lost"}}"#, 422),
        (#"{"filter":{},"dryRun":"yes"}"#, 422), (#"{"filter":{"until":"later"}}"#, 422),
    ])
    func `a body that is not quite right replays nothing`(body: String, status: Int) async throws {
        let site = try await TestSite()

        let answer = try await call(.post, Self.place + "/replays", body: body, site: site)

        #expect(answer.status == status)
        #expect(answer.json["error"] is [String: String])
        #expect(await site.log.replayed.isEmpty)
    }

    @Test func `replaying towards a connection that is off is a conflict`() async throws {
        let path = Self.place + "/events/\(TestSite.disabled.id)/replays"
        let one = try await call(.post, path)
        let many = try await call(
            .post,
            Self.place + "/replays",
            body: #"{"filter":{"connection":"disabled"}}"#
        )

        #expect(one.status == 409 && many.status == 409)
    }

    @Test func `the description names exactly the routes there are`() async throws {
        let answer = try await call(.get, "/api/openapi.json", token: nil)

        #expect(answer.status == 200)
        #expect(answer.json["openapi"] as? String == "3.1.0")
        let paths = try #require(answer.json["paths"] as? [String: [String: Any]])
        let described = paths.flatMap { path, methods in
            methods.keys.filter { $0 != "parameters" }.map { "\($0) \(path)" }
        }
        #expect(
            Set(described) == [
                "get /companies/{company}/events", "get /companies/{company}/events/{event}",
                "post /companies/{company}/events/{event}/replays",
                "post /companies/{company}/replays", "get /companies/{company}/replays/{replay}",
            ]
        )
    }
}
