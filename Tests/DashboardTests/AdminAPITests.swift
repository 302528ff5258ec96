import Companies
import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct AdminAPITests {
    private static let place = "/api/v1/companies/nordlys"
    private static let event = place + "/events/" + SampleEvents.failed().id

    private let caller = APICaller()

    @Test func `an event is told with every key of the contract`() async throws {
        let answer = try await caller.call(.get, Self.event)

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
        let answer = try await caller.call(.get, Self.place + "/events/" + SampleEvents.done().id)

        let effects = try #require(answer.json["effects"] as? [[String: Any]])
        let result = try #require(effects.first?["result"] as? [String: Any])
        #expect(Set(result.keys) == ["kind", "id", "number", "url"])
        #expect(effects.last?["result"] is NSNull)
    }

    @Test func `a list is paged by cursor, newest first, in whole events`() async throws {
        let first = try await caller.call(.get, Self.place + "/events?limit=2")
        let items = try #require(first.json["items"] as? [[String: Any]])
        let next = try #require(first.json["next"] as? String)
        #expect(items.count == 2)
        #expect(items.allSatisfy { $0["attempts"] is [Any] && $0["explanation"] is [Any] })

        let rest = try await caller.call(.get, Self.place + "/events?limit=200&after=\(next)")
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
        ("events/\(TestSite.foreign.id)", 404), ("rules/to-come", 404),
    ])
    func `what cannot be answered is an error in the common form`(
        path: String,
        status: Int
    ) async throws {
        let answer = try await caller.call(.get, Self.place + "/" + path)

        #expect(answer.status == status)
        let error = try #require(answer.json["error"] as? [String: String])
        #expect(Set(error.keys) == ["code", "message"])
    }

    @Test func `no token, a wrong one, and another's company are told apart as the contract says`()
        async throws
    {
        #expect(try await caller.call(.get, Self.event, token: nil).status == 401)
        let wrong = try await caller.call(.get, Self.event, token: .text("bok_guess"))
        #expect(wrong.status == 401)
        #expect(wrong.headers[.wwwAuthenticate] == "Bearer")
        #expect(try await caller.call(.get, "/api/v1/companies/fremmed/events").status == 404)
        #expect(try await caller.call(.get, "/api/v1/companies/finnes-ikke/events").status == 404)
        #expect(
            try await caller.call(.get, "/api/v1/companies/fremmed/events", token: nil).status
                == 401
        )
    }

    @Test(arguments: [(Role.owner, 202), (.accountant, 202), (.viewer, 403)])
    func `a viewer's token only reads`(role: Role, status: Int) async throws {
        let site = try await TestSite()
        #expect(try await caller.call(.get, Self.event, token: .of(role), site: site).status == 200)
        let body = #"{"filter":{"state":"skipped"}}"#

        #expect(
            try await caller.call(.post, Self.event + "/replays", token: .of(role), site: site)
                .status
                == status
        )
        #expect(
            try await caller.call(
                .post,
                Self.place + "/replays",
                token: .of(role),
                body: body,
                site: site
            )
            .status
                == status
        )
        #expect(await site.log.replayed.count == (status == 202 ? 2 : 0))
        #expect(try await site.sample.auditedReplays().count == (status == 202 ? 2 : 0))
    }

    @Test func `a dry run counts and changes nothing`() async throws {
        let site = try await TestSite()
        let body = #"{"filter":{"state":"failed","cause":"MISSING_ACCOUNT_MAPPING"},"dryRun":true}"#

        let answer = try await caller.call(.post, Self.place + "/replays", body: body, site: site)

        #expect(answer.status == 200)
        #expect(answer.text == #"{"matched":1}"#)
        #expect(await site.log.replayed.isEmpty)
        #expect(try await site.sample.auditedReplays().isEmpty)
    }

    @Test func `a replay's progress is where its answer says`() async throws {
        let site = try await TestSite()
        let begun = try await caller.call(
            .post,
            Self.place + "/replays",
            body: #"{"filter":{"state":"done"}}"#,
            site: site
        )
        #expect(begun.status == 202)
        #expect(Set(begun.json.keys) == ["id", "matched", "done", "state"])

        let progress = try await caller.call(
            .get,
            try #require(begun.headers[.location]),
            site: site
        )
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

        let answer = try await caller.call(.post, Self.place + "/replays", body: body, site: site)

        #expect(answer.status == status)
        #expect(answer.json["error"] is [String: String])
        #expect(await site.log.replayed.isEmpty)
    }

    @Test func `replaying towards a connection that is off is a conflict`() async throws {
        let path = Self.place + "/events/\(TestSite.disabled.id)/replays"
        let one = try await caller.call(.post, path)
        let many = try await caller.call(
            .post,
            Self.place + "/replays",
            body: #"{"filter":{"connection":"disabled"}}"#
        )

        #expect(one.status == 409 && many.status == 409)
    }
}
