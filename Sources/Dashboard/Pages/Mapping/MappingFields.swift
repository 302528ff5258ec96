import Bookkeeping

/// Makes the fields of the mapping form from rules.
struct MappingFields {
    typealias Field = MappingPage.Field
    typealias Option = MappingPage.Option
    typealias Row = MappingPage.Row

    /// Empty rows that are offered below the filled ones.
    static let spareRows = 2

    let rules: JSONValue
    let choices: LedgerChoices
    let language: Language

    var text: PhraseBook { PhraseBook(language: language) }

    var fromDate: Field {
        Field(
            name: "fromDate",
            label: text.fromDate,
            value: rules["fromDate"]?.text ?? "",
            placeholder: "2026-01-01",
            isDay: true
        )
    }

    func fields(_ settings: [SettingCatalogue.Setting], in section: String) -> [Field] {
        settings.map { setting in
            let value = Self.shown(rules[section]?[setting.key])
            let name = "\(section).\(setting.key)"
            let label = setting.label[language]
            switch setting.kind {
            case .flag(let isOn):
                return Field(
                    name: name,
                    label: label,
                    value: value,
                    placeholder: "",
                    options: options(
                        [("true", text.yes), ("false", text.no)],
                        selected: value,
                        standard: isOn ? text.yes : text.no
                    )
                )
            case .choice(let all):
                return Field(
                    name: name,
                    label: label,
                    value: value,
                    placeholder: "",
                    options: options(
                        all.map { ($0.value, $0.label[language]) },
                        selected: value,
                        standard: all.first?.label[language] ?? ""
                    )
                )
            case .number(let standard):
                return Field(name: name, label: label, value: value, placeholder: String(standard))
            case .text(let standard):
                return Field(name: name, label: label, value: value, placeholder: standard)
            case .day:
                return Field(name: name, label: label, value: value, placeholder: "", isDay: true)
            }
        }
    }

    var accounts: [Field] {
        AccountRole.all.map { role in
            account(
                "accounts.\(role.key)",
                role.label[language],
                rules["accounts"]?[role.key],
                standard: role.standard
            )
        }
    }

    var salesAccounts: [Field] {
        SalesCode.all.map { code in
            account(
                "salesAccounts.\(code.code)",
                "\(code.code) \(code.label[language])",
                rules["salesAccounts"]?[code.code],
                standard: code.standard
            )
        }
    }

    func words(_ list: [(String, LocalizedText)]) -> [(String, String)] {
        list.map { ($0.0, $0.1[language]) }
    }

    func legend(_ name: String, _ index: Int) -> String { "\(name) \(index + 1)" }

    func spare<Element>(_ element: Element) -> [Element] {
        Array(repeating: element, count: Self.spareRows)
    }

    func day(_ name: String, _ label: String, _ value: JSONValue?) -> Field {
        Field(name: name, label: label, value: Self.shown(value), placeholder: "", isDay: true)
    }

    func account(
        _ name: String,
        _ label: String,
        _ value: JSONValue?,
        standard: Int?
    ) -> Field {
        Field(
            name: name,
            label: label,
            value: Self.shown(value),
            placeholder: standard.map(String.init) ?? "",
            isAccount: true
        )
    }

    func choice(
        _ name: String,
        _ label: String,
        _ values: [(String, String)],
        selected: String
    ) -> Field {
        Field(
            name: name,
            label: label,
            value: selected,
            placeholder: "",
            options: options(values, selected: selected, standard: nil)
        )
    }

    func options(
        _ values: [(String, String)],
        selected: String,
        standard: String?
    ) -> [Option] {
        let none = standard.map { "\(text.standard): \($0)" } ?? "–"
        var all = [("", none)] + values
        // A value the form does not know is kept rather than lost.
        if !all.contains(where: { $0.0 == selected }) {
            let isType = selected.hasPrefix("type:")
            let label = isType ? "\(text.paymentType): \(selected.dropFirst(5))" : selected
            all.append((selected, label))
        }
        return all.map { Option(value: $0.0, label: $0.1, isSelected: $0.0 == selected) }
    }

    /// A scalar as it stands in a field.
    static func shown(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text)?, .number(let text)?: text
        case .bool(let flag)?: flag ? "true" : "false"
        default: ""
        }
    }
}

extension JSONValue {
    /// The value as JSON on one line.
    var oneLine: String {
        description.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " ")
    }
}
