import Bookkeeping
import Foundation

/// The query of a list, checked as the API checks it.
struct RentmanQuery: Sendable {
    /// Why a query is refused with 400.
    struct Refusal: Error, Hashable {
        var message: String
    }

    private struct Filter: Sendable {
        var field: String
        var operation: String
        var value: String
    }

    private static let deepest = 3

    let collection: String
    private(set) var limit = 300
    private(set) var offset = 0
    private var fields: Set<String>?
    private var expand: [[String]] = []
    private var filters: [Filter] = []
    private let asked: [(name: String, value: String)]

    init(_ query: [(name: String, value: String)], _ collection: String) throws(Refusal) {
        self.collection = collection
        asked = query
        for (name, value) in query {
            switch name {
            case "limit": limit = try Self.number(value, in: 1...FakeRentman.maximumPageSize, name)
            case "offset": offset = try Self.number(value, in: 0...10_000_000, name)
            case "cursor":
                guard let decoded = Data(base64Encoded: value),
                    let offset = Int(String(decoding: decoded, as: UTF8.self))
                else { throw Refusal(message: "Invalid cursor") }
                self.offset = offset
            case "fields": fields = Set(value.split(separator: ",").map(String.init))
            case "expand": expand = try Self.expansions(value, collection)
            case "sort": break
            default: filters.append(try Self.filter(name, value, collection))
            }
        }
    }

    func accepts(_ record: RentmanRecord) -> Bool {
        filters.allSatisfy { filter in
            let value = record.text(filter.field)
            switch filter.operation {
            case "isnull": return (value == nil) == ["true", "1"].contains(filter.value)
            case "": return value == filter.value
            case "neq": return value != filter.value
            default: return Self.compare(value, filter)
            }
        }
    }

    func shows(_ field: String) -> Bool {
        guard let fields else { return true }
        // These always come.
        return fields.contains(field) || ["id", "created", "modified"].contains(field)
            || expand.contains { $0.first == field }
    }

    /// What of a link is to be expanded further; nil when the link itself is not.
    func expansions(of field: String) -> [[String]]? {
        let ways = expand.filter { $0.first == field }
        return ways.isEmpty ? nil : ways.map { Array($0.dropFirst()) }
    }

    func nextURL(_ address: String, offset: Int) -> String {
        guard var components = URLComponents(string: address) else { return "" }
        let cursor = Data(String(offset).utf8).base64EncodedString()
        components.queryItems =
            asked.filter { !["cursor", "offset"].contains($0.name) }
            .map { URLQueryItem(name: $0.name, value: $0.value) }
            + [URLQueryItem(name: "cursor", value: cursor)]
        return components.string ?? ""
    }

    private static func compare(_ text: String?, _ filter: Filter) -> Bool {
        guard let text else { return false }
        if let left = ShopCalendar.secondsSince1970(text),
            let right = ShopCalendar.secondsSince1970(filter.value)
        {
            return holds(filter.operation, left, right)
        }
        guard let left = Int64(text), let right = Int64(filter.value) else { return false }
        return holds(filter.operation, left, right)
    }

    private static func holds(_ operation: String, _ left: Int64, _ right: Int64) -> Bool {
        switch operation {
        case "lt": left < right
        case "lte": left <= right
        case "gt": left > right
        default: left >= right
        }
    }

    private static func number(
        _ text: String,
        in range: ClosedRange<Int>,
        _ name: String
    ) throws(Refusal) -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw Refusal(message: "Invalid \(name)")
        }
        return number
    }

    private static func expansions(
        _ value: String,
        _ collection: String
    ) throws(Refusal) -> [[String]] {
        var ways: [[String]] = []
        for text in value.split(separator: ",") {
            let way = text.split(separator: ".").map(String.init)
            guard way.count <= deepest, let first = way.first else {
                throw Refusal(message: "Cannot expand deeper than \(deepest) levels")
            }
            guard RentmanSchema.links[collection]?.contains(first) ?? false else {
                throw Refusal(message: "Cannot expand \(first)")
            }
            if way.count > 1 {
                guard let target = RentmanSchema.targets[first],
                    RentmanSchema.links[target]?.contains(way[1]) ?? false
                else { throw Refusal(message: "Cannot expand \(text)") }
            }
            ways.append(way)
        }
        return ways
    }

    private static func filter(
        _ name: String,
        _ value: String,
        _ collection: String
    ) throws(Refusal) -> Filter {
        let parts = name.split(separator: "[")
        let field = parts.first.map(String.init) ?? ""
        let operation = parts.count > 1 ? String(parts[1].dropLast()) : ""
        guard ["", "lt", "lte", "gt", "gte", "neq", "isnull"].contains(operation) else {
            throw Refusal(message: "Unknown operator \(operation)")
        }
        guard !field.isEmpty, field.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
            !field.hasPrefix("custom"),
            !RentmanSchema.isComputed(field, in: collection)
        else { throw Refusal(message: "Cannot filter by \(field)") }
        return Filter(field: field, operation: operation, value: value)
    }
}
