/// A JSON payload made fit to be shown: indented, with personal fields and keys of the door masked.
///
/// Works on the text, token by token, so that numbers keep their spelling and fields their order. What is not
/// JSON is not shown at all: nothing can be masked in it.
struct RedactedPayload {
    /// The most characters that are shown; longer payloads end with an ellipsis.
    static let lengthLimit = 200_000
    /// The deepest nesting that is read.
    static let depthLimit = 200
    static let mask = "•••"

    /// The text to show, or nil when the payload is not JSON.
    static func text(of payload: some Sequence<UInt8>) -> String? {
        guard let source = String(validating: Array(payload), as: UTF8.self) else { return nil }
        var printer = Printer(Array(source.unicodeScalars))
        guard printer.printDocument() else { return nil }
        return printer.output
    }
}

/// Which fields tell about a person or open a door.
private enum Personal {
    /// Anything in these objects is about a person, but for what `harmless` names.
    static let objects: Set<String> = [
        "customer", "billing", "billingaddress", "shippingaddress", "shipto", "billto",
        "defaultaddress", "addresses", "contact", "contactperson", "clientdetails",
        "paymentdetails", "recipient", "noteattributes", "metadata", "crewmember", "attributes",
    ]
    static let harmless: Set<String> = [
        "id", "country", "countrycode", "currency", "type", "itemtype", "taxexempt", "orgnumber",
        "organizationnumber",
    ]
    /// A field whose name contains one of these is about a person, or a secret.
    static let parts = [
        "email", "phone", "mobile", "firstname", "lastname", "fullname", "displayname",
        "middlename", "surname", "username", "address", "street", "housenumber", "postal",
        "postcode", "zip", "latitude", "longitude", "token", "secret", "password",
        "useragent", "browserip", "ipaddress", "birth", "iban", "cardnumber", "creditcard",
        "orderkey", "statusurl", "landingsite", "referringsite", "customernote", "nationalid",
    ]
    static let whole: Set<String> = [
        "note", "ip", "city", "key", "signature", "attention", "contactname", "customername",
        "company",
        "cookie", "authorization", "hmac", "referer", "bankaccount",
    ]

    static func normalized(_ key: String) -> String {
        key.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// What a field's name says of its value.
    struct Bearing {
        let isPersonal: Bool
        let isHarmless: Bool

        init(_ name: String) {
            isPersonal =
                objects.contains(name) || whole.contains(name)
                || parts.contains { name.contains($0) }
            isHarmless = harmless.contains(name)
        }
    }
}

/// Reads JSON and prints it anew.
private struct Printer {
    private let source: [Unicode.Scalar]
    private var position = 0
    /// What is known of names that came before: a payload has few, and each many times.
    private var known: [String: Personal.Bearing] = [:]
    private let number = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/
    private(set) var output = ""

    init(_ source: [Unicode.Scalar]) {
        self.source = source
    }

    mutating func printDocument() -> Bool {
        skipSpace()
        guard printValue(depth: 0, isPerson: false, isMasked: false) else { return false }
        skipSpace()
        guard position == source.count else { return false }
        if output.unicodeScalars.count > RedactedPayload.lengthLimit {
            output = String(output.prefix(RedactedPayload.lengthLimit)) + "\n…"
        }
        return true
    }

    /// Prints one value.
    ///
    /// `isPerson`: it stands inside an object about a person. `isMasked`: a plain value here is hidden.
    private mutating func printValue(depth: Int, isPerson: Bool, isMasked: Bool) -> Bool {
        guard depth < RedactedPayload.depthLimit, let next = peek else { return false }
        switch next {
        case "{":
            return printMembers(depth: depth, isPerson: isPerson)
        case "[":
            return printElements(depth: depth, isPerson: isPerson)
        case "\"":
            guard let text = readString() else { return false }
            output += isMasked || looksPersonal(text) ? quoted(RedactedPayload.mask) : quoted(text)
            return true
        default:
            guard let word = readWord() else { return false }
            let isPlain = ["true", "false", "null"].contains(word)
            output += isMasked && !isPlain ? quoted(RedactedPayload.mask) : word
            return true
        }
    }

    private mutating func printMembers(depth: Int, isPerson: Bool) -> Bool {
        printList(opened: "{", closed: "}", depth: depth) { printer in
            guard let key = printer.readString() else { return false }
            printer.output += printer.quoted(key) + ": "
            printer.skipSpace()
            guard printer.take(":") else { return false }
            printer.skipSpace()
            let bearing = printer.bearing(of: key)
            return printer.printValue(
                depth: depth + 1,
                isPerson: isPerson || bearing.isPersonal,
                isMasked: bearing.isPersonal || isPerson && !bearing.isHarmless
            )
        }
    }

    private mutating func bearing(of key: String) -> Personal.Bearing {
        if let bearing = known[key] { return bearing }
        let bearing = Personal.Bearing(Personal.normalized(key))
        known[key] = bearing
        return bearing
    }

    private mutating func printElements(depth: Int, isPerson: Bool) -> Bool {
        printList(opened: "[", closed: "]", depth: depth) { printer in
            printer.printValue(depth: depth + 1, isPerson: isPerson, isMasked: isPerson)
        }
    }

    private mutating func printList(
        opened: Unicode.Scalar,
        closed: Unicode.Scalar,
        depth: Int,
        printItem: (inout Printer) -> Bool
    ) -> Bool {
        guard take(opened) else { return false }
        output.unicodeScalars.append(opened)
        skipSpace()
        var isFirst = true
        while peek != closed {
            if !isFirst {
                guard take(",") else { return false }
                skipSpace()
            }
            output += (isFirst ? "\n" : ",\n") + indent(depth + 1)
            isFirst = false
            guard printItem(&self) else { return false }
            skipSpace()
        }
        position += 1
        output += isFirst ? "" : "\n" + indent(depth)
        output.unicodeScalars.append(closed)
        return true
    }

    /// An e-mail address gives itself away wherever it stands.
    private func looksPersonal(_ text: String) -> Bool {
        text.firstIndex(of: "@").map { text[$0...].contains(".") } ?? false
    }
}

extension Printer {
    private var peek: Unicode.Scalar? {
        position < source.count ? source[position] : nil
    }

    private mutating func skipSpace() {
        while let next = peek, next == " " || next == "\n" || next == "\r" || next == "\t" {
            position += 1
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        position += 1
        return true
    }

    /// A number, `true`, `false` or `null`, as it is spelled.
    private mutating func readWord() -> String? {
        let start = position
        while let next = peek, next.isASCII,
            next.properties.isAlphabetic
                || ("0"..."9").contains(next) || next == "-" || next == "+" || next == "."
        {
            position += 1
        }
        let word = String(String.UnicodeScalarView(source[start..<position]))
        let isNumber = word.wholeMatch(of: number) != nil
        return isNumber || ["true", "false", "null"].contains(word) ? word : nil
    }

    private mutating func readString() -> String? {
        guard take("\"") else { return nil }
        var text = String.UnicodeScalarView()
        while let next = peek {
            position += 1
            switch next {
            case "\"": return String(text)
            case "\\":
                guard let scalar = readEscape() else { return nil }
                text.append(scalar)
            case _ where next.value < 0x20: return nil
            default: text.append(next)
            }
        }
        return nil
    }

    private mutating func readEscape() -> Unicode.Scalar? {
        guard let kind = peek else { return nil }
        position += 1
        switch kind {
        case "\"", "\\", "/": return kind
        case "b": return "\u{8}"
        case "f": return "\u{c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "u":
            guard let unit = readHex() else { return nil }
            guard (0xD800..<0xDC00).contains(unit) else {
                return Unicode.Scalar(unit) ?? "\u{fffd}"
            }
            guard take("\\"), take("u"), let low = readHex(), (0xDC00..<0xE000).contains(low)
            else { return nil }
            return Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        default: return nil
        }
    }

    private mutating func readHex() -> UInt32? {
        guard position + 4 <= source.count else { return nil }
        let digits = String(String.UnicodeScalarView(source[position..<position + 4]))
        position += 4
        guard digits.allSatisfy(\.isHexDigit) else { return nil }
        return UInt32(digits, radix: 16)
    }

    /// The text as a JSON string; control characters, also the invisible ones that turn writing around, are
    /// spelled out.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _
            where scalar.properties.generalCategory == .control
                || scalar.properties.generalCategory == .format:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private func indent(_ depth: Int) -> String {
        String(repeating: "  ", count: depth)
    }
}
