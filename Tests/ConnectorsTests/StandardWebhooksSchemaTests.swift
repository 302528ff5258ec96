import Bookkeeping
import Foundation
import TestSupport
import Testing

@testable import Connectors

/// The parts of JSON Schema 2020-12 that the order's schema uses.
private struct SchemaCheck {
    let root: JSONValue

    /// Where the value is not as the schema says; nil when it is.
    func fault(_ value: JSONValue, _ schema: JSONValue, _ path: String = "$") -> String? {
        if let reference = schema["$ref"]?.text {
            guard let target = root["$defs"]?[String(reference.dropFirst("#/$defs/".count))] else {
                return "\(path): unknown \(reference)"
            }
            if let fault = fault(value, target, path) { return fault }
        }
        if case .array(let choices)? = schema["anyOf"],
            choices.allSatisfy({ fault(value, $0, path) != nil })
        {
            return "\(path): none of anyOf"
        }
        if case .array(let words)? = schema["enum"], !words.contains(value) {
            return "\(path): enum"
        }
        if let type = schema["type"], !types(type).contains(where: { matches(value, $0) }) {
            return "\(path): type"
        }
        switch value {
        case .string(let text): return textFault(text, schema, path)
        case .number(let text): return numberFault(text, schema, path)
        case .array(let items): return listFault(items, schema, path)
        case .object(let members): return objectFault(members, schema, path)
        case .null, .bool: return nil
        }
    }

    private func types(_ type: JSONValue) -> [String] {
        if case .array(let items) = type { return items.compactMap(\.text) }
        return [type.text ?? ""]
    }

    private func matches(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number(let text): type == "number" || (type == "integer" && Int64(text) != nil)
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }

    private func textFault(_ text: String, _ schema: JSONValue, _ path: String) -> String? {
        if let least = schema["minLength"]?.text.flatMap({ Int($0) }), text.count < least {
            return "\(path): minLength"
        }
        guard let pattern = schema["pattern"]?.text else { return nil }
        guard let expression = try? Regex(pattern) else { return "\(path): bad pattern" }
        return text.firstMatch(of: expression) == nil ? "\(path): pattern" : nil
    }

    private func numberFault(_ text: String, _ schema: JSONValue, _ path: String) -> String? {
        guard let number = Decimal(string: text) else { return "\(path): number" }
        if let least = schema["minimum"]?.text.flatMap({ Decimal(string: $0) }), number < least {
            return "\(path): minimum"
        }
        if let most = schema["maximum"]?.text.flatMap({ Decimal(string: $0) }), number > most {
            return "\(path): maximum"
        }
        return nil
    }

    private func listFault(_ items: [JSONValue], _ schema: JSONValue, _ path: String) -> String? {
        guard let inner = schema["items"] else { return nil }
        for (index, item) in items.enumerated() {
            if let fault = fault(item, inner, "\(path)[\(index)]") { return fault }
        }
        return nil
    }

    private func objectFault(
        _ members: [JSONValue.Member],
        _ schema: JSONValue,
        _ path: String
    ) -> String? {
        if case .array(let required)? = schema["required"] {
            for name in required.compactMap(\.text)
            where !members.contains(where: { $0.name == name }) {
                return "\(path).\(name): missing"
            }
        }
        guard let properties = schema["properties"] else { return nil }
        for member in members {
            guard let inner = properties[member.name] else {
                if schema["additionalProperties"] == .bool(false) {
                    return "\(path).\(member.name): unknown"
                }
                continue
            }
            if let fault = fault(member.value, inner, "\(path).\(member.name)") { return fault }
        }
        return nil
    }
}

struct StandardWebhooksSchemaTests {
    private let schema: JSONValue
    private let orders: [(id: String, order: JSONValue)]

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
            .appending(path: "Sources/Connectors/StandardWebhooks/order.schema.json")
        schema = try JSONValue(parsing: Data(contentsOf: file))
        let golden = try JSONValue(parsing: Samples.fixture("golden/golden-bookings.json"))
        guard case .array(let cases)? = golden["cases"] else {
            orders = []
            return
        }
        orders = cases.compactMap { item in
            item["input"]?["order"].map { (item["id"]?.text ?? "", $0) }
        }
    }

    private func fault(_ order: JSONValue) -> String? {
        SchemaCheck(root: schema).fault(order, schema)
    }

    private func changed(_ old: String, _ new: String) throws -> JSONValue {
        let message = String(
            decoding: try Samples.fixture("standard-webhooks/order_updated.json"),
            as: UTF8.self
        )
        #expect(message.contains(old))
        let value = try JSONValue(parsing: Data(message.replacing(old, with: new).utf8))
        return try #require(value["data"])
    }

    @Test func `every golden order is as the schema says, and is read`() throws {
        #expect(orders.count > 80)
        for (id, order) in orders {
            #expect(fault(order) == nil, "\(id)")
            #expect(throws: Never.self, "\(id)") { try Order(neutral: order) }
            #expect(NeutralOrderNames.unknown(in: order, at: "") == [], "\(id)")
        }
    }

    @Test(arguments: [
        (#""totalMinor": 37700"#, #""totalMinor": "37700""#),
        (#""totalMinor": 37700"#, #""totalMinor": 377.5"#),
        (#""totalMinor": 37700"#, #""totalMinor": 10000000000001"#),
        (#""currency": "NOK""#, #""currency": "kr""#),
        (#""number": "1001","#, ""),
        (#""type": "B2C""#, #""type": "person""#),
        (#""qty": "2""#, #""qty": "two""#),
        (#""pricesIncludeVat": true"#, #""pricesIncludeVat": "yes""#),
        (#""orderDate": "2026-02-09""#, #""orderDate": "9.2.2026""#),
        (#""method": "vipps""#, #""method": 5"#),
        (#""payments""#, #""paymentss""#),
        (#""sku""#, #""SKU""#),
    ])
    func `what the schema refuses, the reader refuses too`(old: String, new: String) throws {
        let order = try changed(old, new)

        #expect(fault(order) != nil)
        let message = """
            {"type": "order.updated", "timestamp": "2026-02-10T12:00:00Z", "data": \(order)}
            """
        #expect(throws: WebhookRefusal.self) {
            try StandardWebhookMessage(Data(message.utf8)).order()
        }
    }

    @Test func `the names of schema and reader are the same`() throws {
        guard case .object(let properties)? = schema["properties"] else {
            Issue.record("no properties")
            return
        }
        let all = JSONValue.object(properties.map { .init($0.name, .null) })

        #expect(NeutralOrderNames.unknown(in: all, at: "") == [])
        #expect(properties.count == 23)
    }
}
