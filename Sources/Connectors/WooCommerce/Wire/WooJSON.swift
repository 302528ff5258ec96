import Bookkeeping

/// Reads the members of a JSON object as WordPress writes them: numbers as text or as numbers, nothing as `""`,
/// lists with gaps as objects.
struct WooJSON: Sendable {
    let value: JSONValue
    /// Where the object stands, for messages: `line_items`.
    let path: String

    init(_ value: JSONValue, _ path: String = "") {
        self.value = value
        self.path = path
    }

    /// A text or number; nil when it is absent or empty.
    func text(_ name: String) -> String? {
        guard let text = value[name]?.text, !text.isEmpty else { return nil }
        return text
    }

    func integer(_ name: String) -> Int64? { text(name).flatMap { Int64($0) } }

    /// `true`, `"yes"`, `"1"` and the like; anything else is false.
    func flag(_ name: String) -> Bool { Self.isTrue(value[name]) }

    static func isTrue(_ value: JSONValue?) -> Bool {
        switch value {
        case .bool(let flag)?: flag
        case let value?: ["1", "yes", "true"].contains(value.text?.lowercased() ?? "")
        case nil: false
        }
    }

    /// An amount; nil when it is absent, an alert when it is none.
    func figure(_ name: String) throws(Alert) -> WooFigure? {
        guard let value = value[name] else { return nil }
        guard let text = value.text, let figure = WooFigure(text) else {
            throw .wooUnreadable(path.isEmpty ? name : "\(path).\(name)")
        }
        return figure
    }

    func object(_ name: String) -> WooJSON { WooJSON(value[name] ?? .object([]), name) }

    /// The items of a list; an absent one is empty.
    func list(_ name: String) -> [WooJSON] {
        Self.items(value[name]).map { WooJSON($0, name) }
    }

    static func items(_ value: JSONValue?) -> [JSONValue] {
        switch value {
        case .array(let items)?: items
        case .object(let members)?: members.map(\.value)
        default: []
        }
    }
}

/// The fields that plugins hang on an order or a line.
struct WooMeta: Sendable {
    private var values: [String: JSONValue] = [:]

    init(_ json: WooJSON) {
        for item in json.list("meta_data") {
            if let key = item.text("key") { values[key] = item.value["value"] ?? .null }
        }
    }

    var keys: [String] { values.keys.sorted() }

    func value(_ key: String) -> JSONValue? {
        values[key].flatMap { $0 == .null ? nil : $0 }
    }

    /// The text or number under a key; nil when it is absent or empty.
    func text(_ key: String) -> String? {
        guard let text = value(key)?.text, !text.isEmpty else { return nil }
        return text
    }

    /// Whether a plugin has set something under the key.
    func isSet(_ key: String) -> Bool {
        switch value(key) {
        case nil: false
        case .bool(let flag)?: flag
        case let value?: value.text.map { !$0.isEmpty && $0 != "0" } ?? true
        }
    }
}
