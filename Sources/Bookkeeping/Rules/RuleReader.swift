import Foundation

/// Any JSON of a rules file; numbers stay text.
indirect enum RuleValue: Decodable, Hashable {
    case null
    case flag(Bool)
    case number(Decimal)
    case string(String)
    case list([RuleValue])
    case object([String: RuleValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([RuleValue].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: RuleValue].self))
        }
    }

    var text: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.description
        default: nil
        }
    }
}

/// Reads values one by one and gathers what is wrong with them.
struct RuleReader {
    private(set) var problems: [RuleErrors.Problem] = []

    mutating func complain(_ path: String, nb: String, en: String) {
        problems.append(.init(path: path, text: .init(nb: nb, en: en)))
    }

    /// Hands every known key of the object over; others are errors.
    mutating func read(
        _ json: Data,
        known: Set<String>,
        _ body: (inout RuleReader, String, RuleValue) -> Void
    ) {
        guard let value = try? JSONDecoder().decode(RuleValue.self, from: json) else {
            complain("", nb: "er ikke JSON", en: "is no JSON")
            return
        }
        for (name, value) in (object(value, "") ?? [:]).sorted(by: { $0.key < $1.key }) {
            if known.contains(name) {
                if value != .null { body(&self, name, value) }
            } else {
                complain(name, nb: "er ingen regel", en: "is no rule")
            }
        }
    }

    mutating func object(_ value: RuleValue, _ path: String) -> [String: RuleValue]? {
        if case .object(let fields) = value { return fields }
        complain(path, nb: "skal være et objekt", en: "should be an object")
        return nil
    }

    mutating func date(_ value: RuleValue, _ path: String) -> LocalDate? {
        if value == .null { return nil }
        if let date = value.text.flatMap({ LocalDate($0) }) { return date }
        complain(
            path,
            nb: "skal være en dato som 2026-01-31",
            en: "should be a day like 2026-01-31"
        )
        return nil
    }

    mutating func flag(_ value: RuleValue, _ path: String) -> Bool? {
        if case .flag(let flag) = value { return flag }
        complain(path, nb: "skal være true eller false", en: "should be true or false")
        return nil
    }

    mutating func number(
        _ value: RuleValue,
        _ path: String,
        in range: ClosedRange<Int64>
    ) -> Int64? {
        if let number = value.text.flatMap(Int64.init), range.contains(number) { return number }
        complain(
            path,
            nb: "skal være et helt tall fra \(range.lowerBound) til \(range.upperBound)",
            en: "should be a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
        return nil
    }

    mutating func account(_ value: RuleValue, _ path: String) -> AccountNumber? {
        if let account = value.text.flatMap(Int.init).flatMap(AccountNumber.init) { return account }
        complain(
            path,
            nb: "skal være et kontonummer med fire siffer",
            en: "should be an account number of four digits"
        )
        return nil
    }

    mutating func accounts(_ value: RuleValue, _ path: String) -> [String: AccountNumber] {
        var accounts: [String: AccountNumber] = [:]
        for (name, value) in (object(value, path) ?? [:]).sorted(by: { $0.key < $1.key }) {
            let isKnown =
                path == "salesAccounts"
                ? DefaultAccounts.sales[name] != nil : DefaultAccounts.roles[name] != nil
            guard isKnown else {
                complain("\(path).\(name)", nb: "finnes ikke", en: "does not exist")
                continue
            }
            accounts[name] = account(value, "\(path).\(name)")
        }
        return accounts
    }

    mutating func payments(_ value: RuleValue) -> [String: Rules.PaymentRule] {
        var rules: [String: Rules.PaymentRule] = [:]
        for (label, value) in (object(value, "payments") ?? [:]).sorted(by: { $0.key < $1.key }) {
            let path = "payments.\(label)"
            guard let fields = object(value, path) else { continue }
            guard fields.count == 1, let (name, choice) = fields.first else {
                complain(
                    path,
                    nb: "skal ha method, account eller tripletexPaymentType",
                    en: "should have method, account or tripletexPaymentType"
                )
                continue
            }
            rules[label.lowercased()] = payment(name, choice, path)
        }
        return rules
    }

    private mutating func payment(
        _ name: String,
        _ choice: RuleValue,
        _ path: String
    ) -> Rules.PaymentRule? {
        switch (name, choice.text) {
        case ("account", _): return account(choice, "\(path).account").map { .account($0) }
        case ("tripletexPaymentType", let text?): return .paymentType(text)
        case ("method", let text?)
        where DefaultAccounts.methods[text] != nil || DefaultAccounts.liabilityMethods[text] != nil:
            return .method(text)
        default:
            complain("\(path).\(name)", nb: "finnes ikke", en: "does not exist")
            return nil
        }
    }

    mutating func products(_ value: RuleValue) -> [Rules.ProductRule] {
        guard case .list(let items) = value else {
            complain("products", nb: "skal være en liste", en: "should be a list")
            return []
        }
        return items.enumerated().compactMap { product($0.element, "products[\($0.offset)]") }
    }

    private mutating func product(_ value: RuleValue, _ path: String) -> Rules.ProductRule? {
        guard let fields = object(value, path) else { return nil }
        guard let match = fields["match"].flatMap({ object($0, "\(path).match") }),
            let (name, pattern) = match.first, match.count == 1,
            let field = Rules.ProductRule.Field(rawValue: name), let text = pattern.text
        else {
            complain(
                "\(path).match",
                nb: "skal ha én av sku, productId, title, category, ledger",
                en: "should have one of sku, productId, title, category, ledger"
            )
            return nil
        }
        var rule = Rules.ProductRule(field: field, pattern: text)
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) where name != "match" {
            let path = "\(path).\(name)"
            switch name {
            case "productClass":
                rule.productClass = value.text.flatMap(ProductClass.init)
                if rule.productClass == nil {
                    complain(path, nb: "finnes ikke", en: "does not exist")
                }
            case "supplyType":
                rule.supplyType = value.text.flatMap(SupplyType.init)
                if rule.supplyType == nil {
                    complain(path, nb: "finnes ikke", en: "does not exist")
                }
            case "account": rule.account = account(value, path)
            default: complain(path, nb: "er ingen regel", en: "is no rule")
            }
        }
        return rule
    }
}
