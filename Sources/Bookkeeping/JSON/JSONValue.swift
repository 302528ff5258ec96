/// A JSON value (RFC 8259) whose numbers stay text: nothing passes through binary floating point.
package enum JSONValue: Hashable, Sendable {
    /// One name and value of an object, in the order of the text.
    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    case null
    case bool(Bool)
    /// As it was written: `-12`, `11.4525`, `1e400`.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// Why a text is no JSON.
    package struct NotJSON: Error, Hashable, Sendable {
        /// Where the text stops being JSON, counted in bytes from 0.
        package let offset: Int
    }

    /// Reads JSON text strictly as RFC 8259 has it, nested at most 64 levels deep.
    package init(parsing bytes: some Sequence<UInt8>) throws(NotJSON) {
        do throws(JSONParser.Failure) {
            self = try JSONParser.parse(bytes)
        } catch {
            throw NotJSON(offset: error.offset)
        }
    }

    /// The text of a string or number.
    package var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    /// The member of an object; nil for `null`, for an absent name, and for what is no object.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self,
            let value = members.first(where: { $0.name == name })?.value, value != .null
        else { return nil }
        return value
    }

    static func integer(_ value: Int64) -> JSONValue { .number(String(value)) }
}

extension JSONValue: CustomStringConvertible {
    /// The value as JSON text: two blanks for each level, members in their order.
    package var description: String {
        var text = ""
        write(to: &text, indent: "")
        return text
    }

    private func write(to text: inout String, indent: String) {
        switch self {
        case .null: text += "null"
        case .bool(let flag): text += flag ? "true" : "false"
        case .number(let number): text += number
        case .string(let string): Self.quote(string, to: &text)
        case .array(let items):
            Self.list(items.count, "[", "]", to: &text, indent: indent) { index, text, indent in
                items[index].write(to: &text, indent: indent)
            }
        case .object(let members):
            Self.list(members.count, "{", "}", to: &text, indent: indent) { index, text, indent in
                Self.quote(members[index].name, to: &text)
                text += ": "
                members[index].value.write(to: &text, indent: indent)
            }
        }
    }

    private static func list(
        _ count: Int,
        _ opening: String,
        _ closing: String,
        to text: inout String,
        indent: String,
        _ item: (Int, inout String, String) -> Void
    ) {
        guard count > 0 else {
            text += opening + closing
            return
        }
        text += opening
        for index in 0..<count {
            text += (index == 0 ? "\n" : ",\n") + indent + "  "
            item(index, &text, indent + "  ")
        }
        text += "\n" + indent + closing
    }

    private static func quote(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
