package import Bookkeeping
import Foundation

extension JSONValue: Encodable {
    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue _: Int) {
            nil
        }
    }

    /// Writes numbers digit by digit, as integers or decimals.
    package func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var container = encoder.container(keyedBy: Name.self)
            for member in members {
                try container.encode(member.value, forKey: Name(stringValue: member.name))
            }
        case .array(let items):
            var container = encoder.unkeyedContainer()
            for item in items { try container.encode(item) }
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let flag):
            var container = encoder.singleValueContainer()
            try container.encode(flag)
        case .string(let text):
            var container = encoder.singleValueContainer()
            try container.encode(text)
        case .number(let digits):
            var container = encoder.singleValueContainer()
            if let whole = Int64(digits) {
                try container.encode(whole)
            } else if let decimal = Decimal(string: digits) {
                try container.encode(decimal)
            } else {
                try container.encode(digits)
            }
        }
    }

    /// Reads stored JSON, which was checked when it was stored; anything else counts as an empty object.
    init(stored json: Data) {
        self = (try? JSONValue(parsing: json)) ?? .object([])
    }
}
