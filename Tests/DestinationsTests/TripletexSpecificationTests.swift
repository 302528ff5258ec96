import Foundation
import HTTPTypes
import Remote
import TestSupport
import Testing

@testable import Bookkeeping
@testable import Destinations

/// Every request we send, and every answer of the stand-in, is one of the interface's own structure.
@Suite(.enabled(if: Samples.hasSpecifications))
struct TripletexSpecificationTests {
    /// The structure, as far as names go.
    struct Structure {
        let root: JSONValue

        init() throws {
            let data = try Samples.specification("tripletex.json")
            root = try JSONParser.parse(data)
        }

        /// The operation of a call, by the path with its variables.
        func operation(_ method: String, _ path: String) -> JSONValue? {
            guard case .object(let paths)? = root["paths"] else { return nil }
            let parts = path.split(separator: "/")
            // A literal path goes before one with variables.
            let found = paths.filter { member in
                let template = member.name.split(separator: "/")
                return template.count == parts.count
                    && zip(template, parts).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
            }
            .min { $0.name.count { $0 == "{" } < $1.name.count { $0 == "{" } }
            return found?.value[method.lowercased()]
        }

        func resolved(_ schema: JSONValue?) -> JSONValue? {
            guard let reference = schema?["$ref"]?.text else { return schema }
            let name = String(reference.split(separator: "/").last ?? "")
            return root["components"]?["schemas"]?[name]
        }

        /// Names in `value` that the schema lacks; in requests also those that only the server writes.
        func strangers(
            _ value: JSONValue,
            in schema: JSONValue?,
            at path: String,
            isRequest: Bool
        ) -> [String] {
            let schema = resolved(schema)
            switch value {
            case .array(let items):
                return items.flatMap {
                    strangers($0, in: schema?["items"], at: path, isRequest: isRequest)
                }
            case .object(let members):
                return members.flatMap { member -> [String] in
                    let place = "\(path).\(member.name)"
                    guard let property = schema?["properties"]?[member.name] else {
                        return [place]
                    }
                    if isRequest, property["readOnly"] == .bool(true) {
                        return ["\(place) (read-only)"]
                    }
                    return strangers(member.value, in: property, at: place, isRequest: isRequest)
                }
            default: return []
            }
        }
    }

    /// Everything the ledger does, on one stand-in.
    private static func exercised() async throws -> [TripletexTransport.Exchange] {
        let world = TripletexWorld()
        world.fake.change { $0.ehfReceivers = ["123456785"] }
        var order = TripletexPlanTests.order
        order.refunds = [TripletexPlanTests.refund("r1", line: 5_000, back: [("vipps", 5_000)])]
        _ = try await TripletexPlanTests.book(order, in: world)
        order.number = "2"
        order.customer = .business(receivesEHF: true)
        order.lines[0].productClass = .giftCardMultiPurpose
        order.refunds = []
        order.payments[0].method = "swish"
        _ = try await TripletexPlanTests.book(order, in: world)
        order = TripletexPlanTests.order
        order.number = "3"
        _ = try await TripletexPlanTests.book(order, in: world)
        var edited = TripletexPlanTests.edited(2, paid: [20_000])
        edited.number = "3"
        _ = try await TripletexPlanTests.book(edited, in: world)
        var rules = Rules.standard
        rules.settings.bookingModel = .voucher
        for pieces: Int64 in [1, 2] {
            var order = TripletexPlanTests.edited(pieces, paid: pieces == 2 ? [20_000] : [])
            order.number = "4"
            _ = try await TripletexPlanTests.book(order, in: world, rules: rules)
        }
        _ = await world.ledger.bookAll(
            (10..<20).map { number in
                var order = TripletexPlanTests.order
                order.number = "\(number)"
                order.customer = .consumer("k\(number)@example.no")
                return LedgerBatchItem(
                    plan: Bookkeeper(rules: .standard).plan(order),
                    subject: LedgerSubject(
                        orderKey: "shop-\(number)",
                        fact: "shop/order/\(number)"
                    ),
                    journal: world.journal
                )
            },
            known: [],
            options: LedgerOptions(today: .sale)
        )
        _ = try await world.ledger.reading(from: .sale, through: .sale)
        _ = try await world.ledger.orderNumbers(from: .sale, through: .sale)
        _ = await world.ledger.examine(LedgerNeeds(.standard))
        world.fake.change { $0.rates = [5: [.sale: 11]] }
        _ = try await world.ledger.rates([
            RateQuestion(Currency(code: "EUR") ?? .nok, .sale)
        ])
        return world.transport.exchanges
    }

    @Test func `every call is one of the interface, with its parameters and fields`()
        async throws
    {
        let structure = try Structure()
        let exchanges = try await Self.exercised()
        #expect(Set(exchanges.map { $0.pattern }).count > 20)

        for exchange in exchanges {
            let operation = structure.operation(exchange.request.method.rawValue, exchange.path)
            guard let operation else {
                Issue.record("\(exchange.name) is not there")
                continue
            }
            let parameters: [JSONValue]
            if case .array(let items)? = operation["parameters"] {
                parameters = items
            } else {
                parameters = []
            }
            let names = parameters.filter { $0["in"]?.text == "query" }.compactMap {
                $0["name"]?.text
            }
            for (name, _) in exchange.request.query {
                #expect(names.contains(name), "\(exchange.name)?\(name)")
            }
            for parameter in parameters
            where parameter["required"] == .bool(true) && parameter["in"]?.text == "query" {
                let name = parameter["name"]?.text ?? ""
                #expect(exchange.request.queryValue(name) != nil, "\(exchange.name) lacks \(name)")
            }
            guard !exchange.request.body.isEmpty else { continue }
            let body = try JSONParser.parse(exchange.request.body)
            guard case .object(let contents)? = operation["requestBody"]?["content"] else {
                // The session's tokens: its body is described in words only.
                #expect(exchange.path.hasPrefix("/token/session"), "\(exchange.name) has no body")
                continue
            }
            let strangers = structure.strangers(
                body,
                in: contents.first?.value["schema"],
                at: exchange.name,
                isRequest: true
            )
            #expect(strangers == [])
        }
    }

    @Test func `every answer of the stand-in has the interface's fields only`() async throws {
        let structure = try Structure()

        for exchange in try await Self.exercised() where exchange.response.status < 300 {
            let operation = structure.operation(exchange.request.method.rawValue, exchange.path)
            guard case .object(let responses)? = operation?["responses"],
                let answer = responses.first(where: { $0.name == "\(exchange.response.status)" }),
                case .object(let contents)? = answer.value["content"],
                let schema = contents.first?.value["schema"]
            else {
                Issue.record("\(exchange.name) does not answer \(exchange.response.status)")
                continue
            }
            let body = try JSONParser.parse(exchange.response.body)
            #expect(
                structure.strangers(body, in: schema, at: exchange.name, isRequest: false) == []
            )
        }
    }
}

extension TripletexTransport.Exchange {
    var path: String { request.path.replacing("/v2", with: "", maxReplacements: 1) }

    /// The name with its ids as `{id}`.
    var pattern: String {
        "\(request.method.rawValue) \(FakeRoute(method: request.method, path: path).pattern)"
    }
}
