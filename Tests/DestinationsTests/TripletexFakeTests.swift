import Bookkeeping
import Foundation
import HTTPTypes
import Remote
import Testing

@testable import Destinations

/// The stand-in refuses what Tripletex refuses, and works out every figure itself.
struct TripletexFakeTests {
    /// A caller that writes its requests by hand.
    struct Caller: Sendable {
        let fake: FakeTripletex
        let token: String

        init(_ fake: FakeTripletex) async throws {
            self.fake = fake
            let reply = await fake.respond(
                to: FakeRequest(
                    method: .post,
                    path: "/v2/token/session/:create",
                    body: Data(
                        #"{"consumerToken":"consumer","employeeToken":"employee","expirationDate":"2027-01-01"}"#
                            .utf8
                    )
                )
            )
            guard
                case .object(let body)? = try? JSONDecoder().decode(FakeJSON.self, from: reply.body),
                case .object(let value)? = body["value"], case .string(let token)? = value["token"]
            else { throw CancellationError() }
            self.token = token
        }

        func send(
            _ method: HTTPRequest.Method,
            _ path: String,
            _ query: [(name: String, value: String)] = [],
            _ body: String = ""
        ) async throws -> (status: Int, json: [String: FakeJSON], headers: HTTPFields) {
            let credentials = Data("0:\(token)".utf8).base64EncodedString()
            let reply = await fake.respond(
                to: FakeRequest(
                    method: method,
                    path: "/v2" + path,
                    query: query,
                    headers: [.authorization: "Basic \(credentials)"],
                    body: Data(body.utf8)
                )
            )
            guard !reply.body.isEmpty else { return (reply.status, [:], reply.headers) }
            let json = try JSONDecoder().decode(FakeJSON.self, from: reply.body)
            guard case .object(let fields) = json else { return (reply.status, [:], reply.headers) }
            return (reply.status, fields, reply.headers)
        }

        /// Status and code of a refusal.
        func refusal(
            _ method: HTTPRequest.Method,
            _ path: String,
            _ query: [(name: String, value: String)] = [],
            _ body: String = ""
        ) async throws -> [Int] {
            let reply = try await send(method, path, query, body)
            guard case .number(let code)? = reply.json["code"] else { return [reply.status] }
            return [reply.status, Int(code.description) ?? 0]
        }
    }

    private static func caller(
        limits: FakeTripletex.Limits = .init(calls: 100_000)
    ) async throws -> (Caller, TripletexWorld) {
        let world = TripletexWorld(limits: limits)
        return (try await Caller(world.fake), world)
    }

    private static func customer(_ caller: Caller) async throws -> Int {
        let reply = try await caller.send(.post, "/customer", [], #"{"name":"Kunde"}"#)
        guard case .object(let value)? = reply.json["value"], case .number(let id)? = value["id"]
        else { return 0 }
        return Int(id.description) ?? 0
    }

    private static func order(_ customer: Int, number: String, lines: String) -> String {
        """
        {"customer":{"id":\(customer)},"number":"\(number)","orderDate":"2026-07-10",\
        "deliveryDate":"2026-07-10","isPrioritizeAmountsIncludingVat":true,"orderLines":[\(lines)]}
        """
    }

    private static let line = """
        {"description":"Vare","count":1,"unitPriceIncludingVatCurrency":125,"vatType":{"id":3}}
        """

    @Test func `a body field it does not know is refused with 16000`() async throws {
        let (caller, _) = try await Self.caller()

        let refusal = try await caller.refusal(
            .post,
            "/customer",
            [],
            #"{"name":"Kunde","nickname":"K"}"#
        )

        #expect(refusal == [422, 16_000])
    }

    @Test func `a query parameter it does not know is ignored without a word`() async throws {
        let (caller, _) = try await Self.caller()
        _ = try await Self.customer(caller)

        let reply = try await caller.send(.get, "/customer", [("name", "somebody else")])

        #expect(reply.status == 200)
        #expect(reply.json["fullResultSize"] == .integer(1))
    }

    @Test func `a field filter with a wrong name is 400 with code 11000`() async throws {
        let (caller, _) = try await Self.caller()
        _ = try await Self.customer(caller)

        #expect(
            try await caller.refusal(.get, "/customer", [("fields", "id,naem")]) == [400, 11_000]
        )
    }

    @Test(arguments: ["/order", "/invoice", "/ledger/posting"])
    func `a list over time needs its range, from before to`(path: String) async throws {
        let (caller, _) = try await Self.caller()
        let names =
            switch path {
            case "/order": ("orderDateFrom", "orderDateTo")
            case "/invoice": ("invoiceDateFrom", "invoiceDateTo")
            default: ("dateFrom", "dateTo")
            }

        #expect(try await caller.refusal(.get, path) == [422, 15_000])
        #expect(
            try await caller.refusal(
                .get,
                path,
                [(names.0, "2026-07-10"), (names.1, "2026-07-10")]
            ) == [422, 18_000]
        )
        #expect(
            try await caller.send(.get, path, [(names.0, "2026-07-10"), (names.1, "2026-07-11")])
                .status == 200
        )
    }

    @Test func `the end of a range is not in it`() async throws {
        let (caller, _) = try await Self.caller()
        let customer = try await Self.customer(caller)
        _ = try await caller.send(
            .post,
            "/order",
            [],
            Self.order(customer, number: "1", lines: Self.line)
        )

        let before = try await caller.send(
            .get,
            "/order",
            [("orderDateFrom", "2026-07-09"), ("orderDateTo", "2026-07-10")]
        )
        let on = try await caller.send(
            .get,
            "/order",
            [("orderDateFrom", "2026-07-10"), ("orderDateTo", "2026-07-11")]
        )

        #expect(before.json["fullResultSize"] == .integer(0))
        #expect(on.json["fullResultSize"] == .integer(1))
    }

    @Test func `a number of an order is taken once`() async throws {
        let (caller, _) = try await Self.caller()
        let customer = try await Self.customer(caller)
        let order = Self.order(customer, number: "1", lines: Self.line)

        #expect(try await caller.send(.post, "/order", [], order).status == 201)
        #expect(try await caller.refusal(.post, "/order", [], order) == [422, 18_000])
    }

    @Test func `a line's price must be of the order's kind, and its code an outgoing one`()
        async throws
    {
        let (caller, _) = try await Self.caller()
        let customer = try await Self.customer(caller)
        let lines = [
            #"{"description":"V","count":1,"unitPriceExcludingVatCurrency":1,"vatType":{"id":3}}"#,
            #"{"description":"V","count":1,"unitPriceIncludingVatCurrency":1,"vatType":{"id":1}}"#,
            #"{"count":1,"unitPriceIncludingVatCurrency":1,"vatType":{"id":3}}"#,
        ]

        for (index, line) in lines.enumerated() {
            let order = Self.order(customer, number: "\(index)", lines: line)
            #expect(try await caller.refusal(.post, "/order", [], order) == [422, 18_000])
        }
    }

    @Test func `an invoice's figures are worked out from its lines`() async throws {
        let (caller, world) = try await Self.caller()
        let customer = try await Self.customer(caller)
        let order = Self.order(customer, number: "1", lines: Self.line + "," + Self.line)

        let reply = try await caller.send(
            .post,
            "/invoice",
            [("sendToCustomer", "false")],
            #"{"invoiceDate":"2026-07-10","invoiceDueDate":"2026-07-10","orders":[\#(order)]}"#
        )

        guard case .object(let invoice)? = reply.json["value"] else {
            Issue.record("no invoice")
            return
        }
        #expect(reply.status == 201)
        #expect(invoice["amount"] == .number(250))
        #expect(invoice["amountExcludingVat"] == .number(200))
        #expect(invoice["amountOutstanding"] == .number(250))
        #expect(world.balance(3_000, "3") == -25_000)
    }

    @Test func `a paid amount without payment type is refused, and both ways`() async throws {
        let (caller, _) = try await Self.caller()
        let customer = try await Self.customer(caller)
        let order = Self.order(customer, number: "1", lines: Self.line)
        let body =
            #"{"invoiceDate":"2026-07-10","invoiceDueDate":"2026-07-10","orders":[\#(order)]}"#

        for query in [("paidAmount", "125"), ("paymentTypeId", "9011")] {
            #expect(try await caller.refusal(.post, "/invoice", [query], body) == [422, 18_000])
        }
        #expect(
            try await caller.refusal(
                .post,
                "/invoice",
                [("paidAmount", "-125"), ("paymentTypeId", "9011")],
                body
            ) == [422, 18_000]
        )
    }

    @Test func `a payment far above the invoice is accepted, as recorded`() async throws {
        let (caller, world) = try await Self.caller()
        try await world.book(.sample(), [])
        let id = try #require(world.fake.read { $0.company.invoices.first?.id })

        let reply = try await caller.send(
            .put,
            "/invoice/\(id)/:payment",
            [("paymentDate", "2026-07-10"), ("paymentTypeId", "9011"), ("paidAmount", "9999")]
        )

        #expect(reply.status == 200)
        #expect(world.fake.snapshot().invoices.map(\.outstanding) == [30_000 - 999_900])
    }

    @Test func `calls above the limit are refused until the window ends, with headers before`()
        async throws
    {
        let (caller, world) = try await Self.caller(limits: .init(calls: 4))

        let last = try await caller.send(.get, "/country")
        _ = try await caller.send(.get, "/country")
        _ = try await caller.send(.get, "/country")
        let refused = try await caller.send(.get, "/country")
        world.clock.advance(by: .seconds(11))
        let again = try await caller.send(.get, "/country")

        #expect(last.headers[try #require(HTTPField.Name("X-Rate-Limit-Remaining"))] == "2")
        #expect(last.headers[try #require(HTTPField.Name("X-Rate-Limit-Limit"))] == "4")
        #expect(refused.status == 429)
        #expect(refused.headers[try #require(HTTPField.Name("X-Rate-Limit-Reset"))] == nil)
        #expect(again.status == 200)
    }

    @Test func `every answer has a request id, and no call goes without session`() async throws {
        let (caller, world) = try await Self.caller()

        let reply = try await caller.send(.get, "/country")
        let without = await world.fake.respond(
            to: FakeRequest(method: .get, path: "/v2/country")
        )

        #expect(reply.headers[try #require(HTTPField.Name("x-tlx-request-id"))] != nil)
        #expect(without.status == 401)
    }
}
