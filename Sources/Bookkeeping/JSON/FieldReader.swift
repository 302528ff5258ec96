/// Reads values one by one and gathers what is wrong with them, each by its path.
struct FieldReader {
    private(set) var problems: [RuleErrors.Problem] = []

    mutating func complain(_ path: String, nb: String, en: String) {
        problems.append(.init(path: path, text: .init(nb: nb, en: en)))
    }

    mutating func complain(_ path: String, _ text: LocalizedText) {
        problems.append(.init(path: path, text: text))
    }

    static func path(_ parent: String, _ name: String) -> String {
        parent.isEmpty ? name : "\(parent).\(name)"
    }

    mutating func object(_ value: JSONValue, _ path: String) -> [JSONValue.Member]? {
        if case .object(let members) = value { return members }
        complain(path, nb: "skal være et objekt", en: "should be an object")
        return nil
    }

    mutating func list(_ value: JSONValue, _ path: String) -> [JSONValue]? {
        if case .array(let items) = value { return items }
        complain(path, nb: "skal være en liste", en: "should be a list")
        return nil
    }

    mutating func string(_ value: JSONValue, _ path: String) -> String? {
        if case .string(let text) = value { return text }
        complain(path, nb: "skal være en tekst", en: "should be a text")
        return nil
    }

    mutating func date(_ value: JSONValue, _ path: String) -> LocalDate? {
        if case .string(let text) = value, let date = LocalDate(text) { return date }
        complain(
            path,
            nb: "skal være en dato som 2026-01-31",
            en: "should be a day like 2026-01-31"
        )
        return nil
    }

    mutating func flag(_ value: JSONValue, _ path: String) -> Bool? {
        if case .bool(let flag) = value { return flag }
        complain(path, nb: "skal være true eller false", en: "should be true or false")
        return nil
    }

    mutating func number(
        _ value: JSONValue,
        _ path: String,
        in range: ClosedRange<Int64>
    ) -> Int64? {
        if let number = value.text.flatMap({ Int64($0) }), range.contains(number) { return number }
        complain(
            path,
            nb: "skal være et helt tall fra \(range.lowerBound) til \(range.upperBound)",
            en: "should be a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
        return nil
    }

    /// A whole number of minor units; anything with a point, an exponent or too many digits is an error.
    mutating func amount(_ value: JSONValue, _ path: String) -> Amount? {
        if case .number(let text) = value, let minor = Int64(text),
            minor.magnitude <= Amount.limit.magnitude
        {
            return Amount(minor: minor)
        }
        complain(
            path,
            nb: "skal være et helt tall i minste enhet, høyst \(Amount.limit)",
            en: "should be a whole number of minor units, at most \(Amount.limit)"
        )
        return nil
    }

    mutating func percentage(_ value: JSONValue, _ path: String) -> Percentage? {
        if let rate = value.text.flatMap({ Percentage(percent: $0) }) { return rate }
        complain(
            path,
            nb: "skal være en prosentsats fra 0 til 100 med høyst to desimaler",
            en: "should be a percentage from 0 to 100 with at most two decimals"
        )
        return nil
    }

    mutating func account(_ value: JSONValue, _ path: String) -> AccountNumber? {
        if let account = value.text.flatMap({ Int($0) }).flatMap(AccountNumber.init) {
            guard account.isOfVAT else { return account }
            complain(
                path,
                nb: "er en mva-konto (2700–2740), som Tripletex fører selv",
                en: "is a VAT account (2700–2740), which Tripletex posts to itself"
            )
            return nil
        }
        complain(
            path,
            nb: "skal være et kontonummer med fire siffer",
            en: "should be an account number of four digits"
        )
        return nil
    }

    /// One of an enumeration's words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: JSONValue,
        _ path: String,
        of type: Choice.Type = Choice.self
    ) -> Choice? where Choice.RawValue == String {
        if let choice = value.text.flatMap(Choice.init(rawValue:)) { return choice }
        let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        complain(path, nb: "skal være en av \(words)", en: "should be one of \(words)")
        return nil
    }
}
