/// Writes YAML that our reader reads back to the same values.
struct YAMLWriter {
    struct Member {
        let key: String
        let value: JSONValue
        /// Written as `${NAME}` instead of the value.
        var variables: [String]?

        init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }

        init(key: String, variables: [String]) {
            self.key = key
            self.value = .null
            self.variables = variables
        }
    }

    private(set) var text = ""

    mutating func comment(_ line: String) { text += "# \(line)\n" }

    mutating func line(_ line: String) { text += "\(line)\n" }

    mutating func write(key: String, _ members: [Member], indent: Int) {
        let margin = String(repeating: "  ", count: indent)
        guard !members.isEmpty else {
            text += "\(margin)\(Self.key(key)): {}\n"
            return
        }
        text += "\(margin)\(Self.key(key)):\n"
        for member in members { write(member, indent: indent + 1) }
    }

    /// One entry of a list, its first member after the dash.
    mutating func item(_ members: [Member], indent: Int) {
        let margin = String(repeating: "  ", count: indent)
        var lines = YAMLWriter()
        for member in members { lines.write(member, indent: indent + 1) }
        text += "\(margin)- " + lines.text.dropFirst(margin.count + 2)
    }

    private mutating func write(_ member: Member, indent: Int) {
        let margin = String(repeating: "  ", count: indent)
        if let names = member.variables {
            let values = names.map { "\"${\($0)}\"" }
            let written = values.count == 1 ? values[0] : "[\(values.joined(separator: ", "))]"
            text += "\(margin)\(Self.key(member.key)): \(written)\n"
            return
        }
        switch member.value {
        case .object(let object) where !object.isEmpty:
            let members = object.sorted { $0.key < $1.key }
            write(
                key: member.key,
                members.map { Member(key: $0.key, value: $0.value) },
                indent: indent
            )
        case .list(let items) where !items.isEmpty && items.contains(where: \.isObject):
            text += "\(margin)\(Self.key(member.key)):\n"
            for item in items { text += "\(margin)  - \(Self.flow(item))\n" }
        default:
            text += "\(margin)\(Self.key(member.key)): \(Self.flow(member.value))\n"
        }
    }

    /// On one line; `${` in a text is doubled so that it is not taken for a variable.
    private static func flow(_ value: JSONValue) -> String {
        switch value {
        case .null, .bool, .number: value.canonicalText
        case .string(let text): JSONValue.quoted(text.replacing("${", with: "$${"))
        case .list(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }
                .map { "\(key($0.key)): \(flow($0.value))" }
                .joined(separator: ", ") + "}"
        }
    }

    private static func key(_ name: String) -> String {
        name.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) != nil ? name : JSONValue.quoted(name)
    }
}

extension JSONValue {
    fileprivate var isObject: Bool {
        if case .object = self { true } else { false }
    }
}
