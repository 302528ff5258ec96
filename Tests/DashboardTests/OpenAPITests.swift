import Companies
import Foundation
import HTTPTypes
import Testing

@testable import Dashboard

@Suite struct OpenAPITests {
    private static let routes = [
        "get /events", "get /events/{event}", "post /events/{event}/replays", "post /replays",
        "get /replays/{replay}", "get /rules", "put /rules", "post /rules/preview",
        "get /connections", "put /connections/{connection}", "post /connections/{connection}/test",
        "get /subjects/{connection}/{subject}", "get /subjects/{connection}/{kind}/{number}",
        "get /backfills", "post /backfills", "get /backfills/{backfill}", "get /alerts",
        "post /alerts/{alert}/acknowledgements", "get /audit", "get /reconciliation/{period}",
    ]

    @Test func `the description names exactly the routes there are`() async throws {
        let answer = try await APICaller().call(.get, "/api/openapi.json", token: nil)

        #expect(answer.status == 200 && answer.json["openapi"] as? String == "3.1.0")
        let described = try OpenAPICheck().operations
        #expect(
            described
                == Set(
                    Self.routes.map { $0.replacing(" /", with: " /companies/{company}/") }
                )
        )
    }

    @Test(arguments: routes)
    func `each route is there, and needs a token`(route: String) async throws {
        let parts = route.split(separator: " ")
        let method: HTTPRequest.Method =
            switch parts[0] {
            case "get": .get
            case "put": .put
            default: .post
            }
        let path = APICaller.place + parts[1].replacing(/\{\w+\}/, with: "x")

        #expect(try await APICaller().call(method, path, token: nil).status == 401)
        let answer = try await APICaller().call(method, path, body: "{}")
        #expect(answer.error["code"] as? String != "UNKNOWN_ROUTE")
        #expect(answer.status < 500)
        let writes = method != .get
        let viewer = try await APICaller().call(method, path, token: .of(.viewer), body: "{}")
        #expect((viewer.status == 403) == writes)
    }

    @Test func `every reference of the description leads somewhere`() throws {
        let text = String(decoding: Assets.openAPI.bytes, as: UTF8.self)
        let document = try OpenAPICheck().document
        for match in text.matches(of: /"\$ref": "#\/components\/(\w+)\/(\w+)"/) {
            let components = document["components"] as? [String: [String: Any]]
            #expect(components?[String(match.1)]?[String(match.2)] != nil, "\(match.0)")
        }
    }
}
