/// The `fields` filter: `id,number,customer(id,name)`, `*`; a name that the model lacks is refused.
struct FakeFields {
    indirect enum Item {
        case all
        case field(String, FakeFields?)
    }

    private var items: [Item]

    /// Without a filter, everything.
    init(_ text: String?) throws(FakeRefusal) {
        guard let text, !text.isEmpty else {
            items = [.all]
            return
        }
        var rest = Substring(text.filter { !$0.isWhitespace })
        self = try Self.parse(&rest)
        guard rest.isEmpty else { throw Self.illegal(String(rest)) }
    }

    private init(items: [Item]) {
        self.items = items
    }

    private static func parse(_ rest: inout Substring) throws(FakeRefusal) -> FakeFields {
        var items: [Item] = []
        while true {
            let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "*" }
            guard !name.isEmpty else { throw illegal(String(rest)) }
            rest = rest.dropFirst(name.count)
            if rest.first == "(" {
                rest = rest.dropFirst()
                items.append(.field(String(name), try parse(&rest)))
                guard rest.first == ")" else { throw illegal(String(rest)) }
                rest = rest.dropFirst()
            } else {
                items.append(name == "*" ? .all : .field(String(name), nil))
            }
            guard rest.first == "," else { return FakeFields(items: items) }
            rest = rest.dropFirst()
        }
    }

    func apply(to json: FakeJSON) throws(FakeRefusal) -> FakeJSON {
        switch json {
        case .array(let members):
            var selected: [FakeJSON] = []
            for member in members { selected.append(try apply(to: member)) }
            return .array(selected)
        case .object(let fields):
            var selected: [String: FakeJSON] = [:]
            for item in items {
                switch item {
                case .all:
                    for (name, value) in fields { selected[name] = Self.referenced(value) }
                case .field(let name, let inner):
                    guard let value = fields[name] else { throw Self.illegal(name) }
                    selected[name] = try inner?.apply(to: value) ?? Self.referenced(value)
                }
            }
            return .object(selected)
        default: return json
        }
    }

    /// Objects inside are given as references only, unless their own fields are asked for.
    private static func referenced(_ json: FakeJSON) -> FakeJSON {
        switch json {
        case .object(let fields): .object(fields.filter { $0.key == "id" })
        case .array(let members): .array(members.map(referenced))
        default: json
        }
    }

    private static func illegal(_ name: String) -> FakeRefusal {
        .init(
            status: 400,
            code: 11_000,
            field: nil,
            message:
                "Illegal field in fields filter: \(name). \(name) does not match a field in the model"
        )
    }
}
