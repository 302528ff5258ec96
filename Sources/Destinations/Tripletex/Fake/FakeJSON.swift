import Bookkeeping
import Foundation

/// Any JSON, with numbers kept exactly: what a stand-in reads and answers.
indirect enum FakeJSON: Codable, Hashable, Sendable {
    case null
    case bool(Bool)
    case number(Decimal)
    case string(String)
    case array([FakeJSON])
    case object([String: FakeJSON])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([FakeJSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: FakeJSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    /// The same value, its numbers read exactly.
    init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let text): self = Decimal(string: text).map(FakeJSON.number) ?? .string(text)
        case .string(let text): self = .string(text)
        case .array(let items): self = .array(items.map { FakeJSON($0) })
        case .object(let members):
            self = .object(
                Dictionary(members.map { ($0.name, FakeJSON($0.value)) }) { _, last in last }
            )
        }
    }

    static func id(_ id: Int) -> FakeJSON { .object(["id": .integer(id)]) }

    static func integer(_ value: Int) -> FakeJSON { .number(Decimal(value)) }

    /// An amount of minor units with two decimals.
    static func amount(_ minor: Int64) -> FakeJSON { .number(Decimal(minor) / 100) }

    static func optional(_ value: String?) -> FakeJSON { value.map(FakeJSON.string) ?? .null }

    var data: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)) ?? Data()
    }
}
