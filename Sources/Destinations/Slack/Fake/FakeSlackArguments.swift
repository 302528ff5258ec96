import Foundation
import HTTPTypes
import Remote

/// The arguments of a call, from its query and its form or JSON body.
struct FakeSlackArguments {
    private let values: [String: String]

    init(_ request: FakeRequest) throws(FakeSlackRefusal) {
        var values: [String: String] = [:]
        for (name, value) in request.query { values[name] = value }
        let type = request.headers[.contentType] ?? ""
        if !request.body.isEmpty, type.hasPrefix("application/json") {
            guard let json = try? JSONDecoder().decode(FakeJSON.self, from: request.body),
                case .object(let fields) = json
            else { throw FakeSlackRefusal("invalid_json") }
            for (name, value) in fields { values[name] = Self.text(value) }
        } else if !request.body.isEmpty {
            guard type.hasPrefix("application/x-www-form-urlencoded") else {
                throw FakeSlackRefusal("invalid_post_type")
            }
            values.merge(try Self.form(request.body)) { _, second in second }
        }
        self.values = values
    }

    private static func text(_ json: FakeJSON) -> String? {
        switch json {
        case .null: nil
        case .string(let text): text
        default: String(bytes: json.data, encoding: .utf8)
        }
    }

    private static func form(_ body: Data) throws(FakeSlackRefusal) -> [String: String] {
        guard let text = String(bytes: body, encoding: .utf8) else {
            throw FakeSlackRefusal("invalid_charset")
        }
        var values: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding }
            guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else {
                throw FakeSlackRefusal("invalid_form_data")
            }
            values[name] = value
        }
        return values
    }

    /// Stricter than the real one, which is silent about names it does not know: a typing error shows.
    func check(known: Set<String>) throws(FakeSlackRefusal) {
        for name in values.keys.sorted() where !known.contains(name) {
            throw .invalidArguments("unknown argument: \(name)")
        }
    }

    subscript(name: String) -> String? { values[name] }

    func required(_ name: String, else code: String? = nil) throws(FakeSlackRefusal) -> String {
        guard let value = values[name], !value.isEmpty else {
            throw code.map { FakeSlackRefusal($0) }
                ?? .invalidArguments("missing required field: \(name)")
        }
        return value
    }

    func flag(_ name: String) throws(FakeSlackRefusal) -> Bool {
        switch values[name] {
        case nil, "false", "0", "": false
        case "true", "1": true
        default: throw .invalidArguments("must be a boolean [json-pointer:/\(name)]")
        }
    }

    func limit(default count: Int) throws(FakeSlackRefusal) -> Int {
        guard let text = values["limit"] else { return count }
        guard let limit = Int(text), (1...1_000).contains(limit) else {
            throw FakeSlackRefusal("invalid_limit")
        }
        return limit
    }

    /// Where a page begins.
    struct Position {
        var offset = 0
        var isAfterEmptyPage = false

        var cursor: String {
            Data("\(isAfterEmptyPage ? "then" : "next"):\(offset)".utf8).base64EncodedString()
        }
    }

    func position() throws(FakeSlackRefusal) -> Position {
        guard let cursor = values["cursor"], !cursor.isEmpty else { return Position() }
        guard let data = Data(base64Encoded: cursor),
            let text = String(bytes: data, encoding: .utf8),
            text.hasPrefix("next:") || text.hasPrefix("then:"),
            let offset = Int(text.dropFirst(5))
        else { throw FakeSlackRefusal("invalid_cursor") }
        return Position(offset: offset, isAfterEmptyPage: text.hasPrefix("then:"))
    }
}
