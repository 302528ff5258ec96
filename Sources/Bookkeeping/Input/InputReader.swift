/// Reads the members of one object of the neutral schema, each once.
struct InputReader {
    private let members: [String: JSONValue]
    private let parent: String

    init(_ members: [JSONValue.Member], _ path: String) {
        // The parser refuses a name that stands twice.
        self.members = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
        parent = path
    }

    var names: [String] { members.keys.sorted() }

    func path(_ name: String) -> String { FieldReader.path(parent, name) }

    /// The value; nil when it is absent or `null`.
    func value(_ name: String) -> JSONValue? {
        members[name].flatMap { $0 == .null ? nil : $0 }
    }

    /// The value; a complaint when it is absent.
    func demanded(_ name: String, _ reader: inout FieldReader) -> JSONValue? {
        if let value = value(name) { return value }
        reader.complain(path(name), nb: "mangler", en: "is missing")
        return nil
    }

    func word(_ name: String, _ standard: String, _ reader: inout FieldReader) -> String? {
        value(name).map { reader.string($0, path(name)) } ?? standard
    }

    func text(_ name: String, _ reader: inout FieldReader) -> String? {
        value(name).flatMap { reader.string($0, path(name)) }
    }

    func demandedText(_ name: String, _ reader: inout FieldReader) -> String? {
        demanded(name, &reader).flatMap { reader.string($0, path(name)) }
    }

    func amount(_ name: String, _ reader: inout FieldReader) -> Amount? {
        value(name).flatMap { reader.amount($0, path(name)) }
    }

    func demandedAmount(_ name: String, _ reader: inout FieldReader) -> Amount? {
        demanded(name, &reader).flatMap { reader.amount($0, path(name)) }
    }

    func day(_ name: String, _ reader: inout FieldReader) -> LocalDate? {
        value(name).flatMap { reader.date($0, path(name)) }
    }

    func demandedDay(_ name: String, _ reader: inout FieldReader) -> LocalDate? {
        demanded(name, &reader).flatMap { reader.date($0, path(name)) }
    }

    func flag(_ name: String, _ reader: inout FieldReader) -> Bool? {
        value(name).flatMap { reader.flag($0, path(name)) }
    }

    func percentage(_ name: String, _ reader: inout FieldReader) -> Percentage? {
        value(name).flatMap { reader.percentage($0, path(name)) }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        _ reader: inout FieldReader
    ) -> Choice? where Choice.RawValue == String {
        value(name).flatMap { reader.choice($0, path(name)) }
    }

    func currency(_ name: String, _ reader: inout FieldReader) -> Currency? {
        guard let code = demandedText(name, &reader) else { return nil }
        if let currency = Currency(code: code) { return currency }
        reader.complain(path(name), nb: "er ingen kjent valuta", en: "is no known currency")
        return nil
    }

    /// ISO 3166 alpha-2 in capitals.
    func country(_ name: String, _ reader: inout FieldReader) -> String? {
        guard let value = value(name), let code = reader.string(value, path(name)) else {
            return nil
        }
        if code.utf8.count == 2,
            code.utf8.allSatisfy((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains)
        {
            return code
        }
        reader.complain(
            path(name),
            nb: "skal være en landkode som NO",
            en: "should be a country code like NO"
        )
        return nil
    }

    func demandedCountry(_ name: String, _ reader: inout FieldReader) -> String? {
        demanded(name, &reader) == nil ? nil : country(name, &reader)
    }

    /// An object that must be there.
    func nested(_ name: String, _ reader: inout FieldReader) -> InputReader? {
        guard let value = demanded(name, &reader) else { return nil }
        return reader.object(value, path(name)).map { InputReader($0, path(name)) }
    }

    func optionalNested(_ name: String, _ reader: inout FieldReader) -> InputReader? {
        value(name) == nil ? nil : nested(name, &reader)
    }

    /// Each item of a list; absent is empty.
    ///
    /// Items that cannot be read are left out: their complaints stand.
    func items<Item>(
        _ name: String,
        _ reader: inout FieldReader,
        _ read: (InputReader, inout FieldReader) -> Item?
    ) -> [Item] {
        guard let value = value(name), let list = reader.list(value, path(name)) else { return [] }
        guard list.count <= OrderFigures.maximumCount else {
            reader.complain(path(name), nb: "har for mange poster", en: "has too many items")
            return []
        }
        var items: [Item] = []
        items.reserveCapacity(list.count)
        for (index, value) in list.enumerated() {
            let path = "\(path(name))[\(index)]"
            guard let members = reader.object(value, path) else { continue }
            if let item = read(InputReader(members, path), &reader) { items.append(item) }
        }
        return items
    }
}
