import Bookkeeping
import Connectors
import Foundation
import HTTPTypes
import Remote
import Synchronization
import Testing

struct FakeRentmanTests {
    private final class Clock: Sendable {
        private let seconds = Mutex(1_780_000_000.0)

        var now: Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }

        func advance(_ interval: Double) { seconds.withLock { $0 += interval } }
    }

    private let clock = Clock()
    private let fake: FakeRentman

    init() throws {
        fake = FakeRentman(token: "jwt", now: { [clock] in clock.now })
        fake.apply(RentalLifeGenerator.foundation)
        for id in 1...5 {
            let json =
                #"{"id":\#(id),"modified":"2026-03-0\#(id)T10:00:00+01:00","number":\#(id),"customer":"/contacts/501","project_total_price":7,"already_invoiced":0}"#
            fake.apply([.put(collection: "projects", record: try JSONValue(parsing: json.utf8))])
        }
    }

    private func send(
        _ method: HTTPRequest.Method = .get,
        _ path: String,
        _ query: [(name: String, value: String)] = [],
        headers: HTTPFields = [.authorization: "Bearer jwt", .contentType: "application/json"],
        body: String = ""
    ) async -> (status: Int, json: JSONValue?) {
        clock.advance(1)
        let response = await fake.respond(
            to: FakeRequest(
                method: method,
                path: path,
                query: query,
                headers: headers,
                body: Data(body.utf8)
            )
        )
        return (response.status, try? JSONValue(parsing: response.body))
    }

    private func ids(_ json: JSONValue?) -> [String] {
        guard case .array(let items)? = json?["data"] else { return [] }
        return items.compactMap { $0["id"]?.text }
    }

    @Test func `token and content type are demanded`() async {
        #expect(await send(.get, "/projects", headers: [:]).status == 401)
        #expect(
            await send(.get, "/projects", headers: [.authorization: "Bearer jwt"]).status == 400
        )
        #expect(await send(.get, "/projects").status == 200)
    }

    @Test func `sums come with the item, never in lists`() async {
        let item = await send(.get, "/projects/1").json?["data"]
        #expect(item?["project_total_price"]?.text == "7")
        guard case .array(let rows)? = await send(.get, "/projects").json?["data"] else {
            Issue.record("no list")
            return
        }
        #expect(rows.count == 5 && rows.allSatisfy { $0["project_total_price"] == nil })
        #expect(rows.allSatisfy { $0["already_invoiced"] != nil })
    }

    @Test func `pages follow each other by the address that each one names`() async throws {
        let first = await send(.get, "/projects", [("limit", "2"), ("fields", "number")]).json
        #expect(ids(first) == ["1", "2"] && first?["itemCount"]?.text == "2")
        let url = try #require(first?["next_page_url"]?.text.flatMap(URLComponents.init(string:)))
        #expect(url.host == "api.rentman.net")
        let query = (url.queryItems ?? []).map { (name: $0.name, value: $0.value ?? "") }
        let second = await send(.get, url.path, query).json
        #expect(ids(second) == ["3", "4"])
    }

    @Test func `fields, filters and expansions are granted as the API grants them`() async {
        let since = await send(.get, "/projects", [("modified[gte]", "2026-03-03T09:00:00Z")]).json
        #expect(ids(since) == ["3", "4", "5"])
        let expanded = await send(
            .get,
            "/projects/1",
            [("expand", "customer,customer.admin_contactperson")]
        ).json?["data"]?["customer"]
        #expect(expanded?["name"]?.text == "Kongressen AS")
        #expect(expanded?["admin_contactperson"]?["id"]?.text == "72")
        #expect(ids(await send(.get, "/invoices", [("project", "/projects/1")]).json).isEmpty)
    }

    @Test(arguments: [
        ("limit", "1501"), ("limit", "0"), ("offset", "-1"), ("cursor", "?"), ("expand", "name"),
        ("expand", "customer.a.b.c"), ("planperiod_end[gte]", "2026-01-01"),
        ("custom.custom_1", "x"),
        ("number[like]", "1"),
    ])
    func `a query that the API does not take is refused`(name: String, value: String) async {
        #expect(await send(.get, "/projects", [(name, value)]).status == 400)
    }

    @Test func `what is not there is not found, what is read-only is not written`() async {
        for path in ["/projects/9", "/nothing", "/projects/1/nothing", "/", "/projects/x"] {
            #expect(await send(.get, path).status == 404, "\(path)")
        }
        #expect(await send(.put, "/projects/1", body: "{}").status == 405)
        #expect(await send(.delete, "/contacts/501").status == 405)
        #expect(await send(.put, "/contacts/501", body: #"{"id":1}"#).status == 400)
        #expect(await send(.put, "/contacts/501", body: #"{"colour":"red"}"#).status == 400)
        #expect(
            await send(.put, "/contacts/501", body: #"{"accounting_code":"10001"}"#).status == 200
        )
        let contact = await send(.get, "/contacts/501").json?["data"]
        #expect(contact?["accounting_code"]?.text == "10001")
    }

    @Test func `more than ten calls in a second are too many`() async {
        let statuses = await (0..<12).asyncMap { _ in
            await fake.respond(
                to: FakeRequest(
                    method: .get,
                    path: "/statuses",
                    headers: [.authorization: "Bearer jwt", .contentType: "application/json"]
                )
            ).status
        }
        #expect(statuses.filter { $0 == 200 }.count == 10)
        #expect(statuses.suffix(2) == [429, 429])
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async -> Result) async -> [Result] {
        var results: [Result] = []
        for element in self { results.append(await transform(element)) }
        return results
    }
}
