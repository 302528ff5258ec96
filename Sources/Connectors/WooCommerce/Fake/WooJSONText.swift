import Bookkeeping
import Foundation

/// Short forms for JSON that is to be written.
enum WooJSONText {
    static func object(_ members: (String, JSONValue)...) -> JSONValue { object(members) }

    static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(members.map { .init($0.0, $0.1) })
    }

    static func number(_ value: Int64) -> JSONValue { .number(String(value)) }

    static func text(_ value: String) -> JSONValue { .string(value) }

    /// Six decimals, as stored.
    static func amount(_ millionths: Int64) -> JSONValue {
        .string(WooRendering.text(WooFigure(millionths: Int128(millionths)), decimals: 6))
    }

    static func minor(_ minor: Int64) -> JSONValue { amount(minor * 10_000) }

    static func moment(_ seconds: Int64?) -> JSONValue {
        seconds.map { .string(WooMoment(secondsSince1970: $0).description) } ?? .null
    }

    static func meta(_ fields: [(String, JSONValue)]) -> JSONValue {
        .array(
            fields.enumerated().map { index, field in
                object(("id", number(Int64(index + 1))), ("key", text(field.0)), ("value", field.1))
            }
        )
    }

    static func data(_ value: JSONValue) -> Data { Data(value.description.utf8) }
}
