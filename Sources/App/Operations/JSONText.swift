import Foundation

/// Small JSON answers with their keys in a given order.
enum JSONText {
    enum Value {
        case text(String?)
        case number(Int)
        case flag(Bool)
        /// Is JSON already.
        case json(String)

        fileprivate var encoded: String {
            switch self {
            case .text(let text): text.map(JSONReply.quoted) ?? "null"
            case .number(let number): String(number)
            case .flag(let flag): String(flag)
            case .json(let text): text
            }
        }
    }

    static func object(_ members: [(String, Value)]) -> String {
        let parts = members.map { "\(JSONReply.quoted($0.0)):\($0.1.encoded)" }
        return "{\(parts.joined(separator: ","))}"
    }

    static func array(_ items: [String]) -> String {
        "[\(items.joined(separator: ","))]"
    }

    /// A list as the admin API gives it.
    static func list(_ items: [String], next: String?) -> String {
        object([("items", .json(array(items))), ("next", .text(next))])
    }
}
