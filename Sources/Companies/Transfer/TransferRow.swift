import Foundation
import GRDB

/// A row of a table as one line of JSON: whole numbers, texts, bytes in base64.
struct TransferRow: Hashable, Sendable {
    enum Value: Hashable, Sendable {
        case null
        case number(Int64)
        case text(String)
        case bytes(Data)
    }

    var values: [String: Value]

    /// Columns of a row; real numbers do not occur in our tables.
    init(_ row: Row) {
        values = Dictionary(
            row.map { column, value in
                let kept: Value =
                    switch value.storage {
                    case .null: .null
                    case .int64(let number): .number(number)
                    case .double(let number): .text(String(number))
                    case .string(let text): .text(text)
                    case .blob(let bytes): .bytes(bytes)
                    }
                return (column, kept)
            }
        ) { first, _ in first }
    }

    /// The line, its keys in order.
    var line: String {
        let members = values.sorted { $0.key < $1.key }.map { key, value in
            let text =
                switch value {
                case .null: "null"
                case .number(let number): String(number)
                case .text(let text): JSONValue.quoted(text)
                case .bytes(let bytes): "{\"base64\":\"\(bytes.base64EncodedString())\"}"
                }
            return "\(JSONValue.quoted(key)):\(text)"
        }
        return "{\(members.joined(separator: ","))}"
    }

    /// nil when the line is none of ours.
    init?(line: Data) {
        guard case .object(let members)? = JSONValue(json: line) else { return nil }
        values = [:]
        for (key, member) in members {
            switch member {
            case .null: values[key] = .null
            case .number(let digits):
                guard let number = Int64(digits) else { return nil }
                values[key] = .number(number)
            case .string(let text): values[key] = .text(text)
            case .object(let inner):
                guard case .string(let text)? = inner["base64"],
                    let bytes = Data(base64Encoded: text)
                else { return nil }
                values[key] = .bytes(bytes)
            default: return nil
            }
        }
    }

    func databaseValue(_ column: String) -> DatabaseValue {
        switch values[column] ?? .null {
        case .null: .null
        case .number(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .bytes(let bytes): bytes.databaseValue
        }
    }
}
