/// A YAML node after substitution, with the line it came from.
struct DocumentTree: Sendable {
    indirect enum Value: Sendable {
        case null
        case bool(Bool)
        /// A JSON number, digit by digit as it stood.
        case number(String)
        case string(String)
        case list([DocumentTree])
        case object([Member])
    }

    struct Member: Sendable {
        let key: String
        let tree: DocumentTree
    }

    let line: Int
    let value: Value

    subscript(key: String) -> DocumentTree? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }?.tree
    }

    var isNull: Bool {
        if case .null = value { true } else { false }
    }

    var json: JSONValue {
        switch value {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let digits): .number(digits)
        case .string(let text): .string(text)
        case .list(let items): .list(items.map(\.json))
        case .object(let members):
            .object(
                Dictionary(members.map { ($0.key, $0.tree.json) }, uniquingKeysWith: { $1 })
            )
        }
    }
}
