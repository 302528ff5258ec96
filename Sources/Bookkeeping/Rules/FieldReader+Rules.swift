extension FieldReader {
    /// Accounts by name; names that are not known are errors.
    mutating func accounts(
        _ value: JSONValue,
        _ path: String,
        isKnown: (String) -> Bool
    ) -> [String: AccountNumber] {
        var accounts: [String: AccountNumber] = [:]
        for member in object(value, path) ?? [] {
            let path = Self.path(path, member.name)
            guard isKnown(member.name) else {
                complain(path, nb: "finnes ikke", en: "does not exist")
                continue
            }
            accounts[member.name] = account(member.value, path)
        }
        return accounts
    }

    mutating func accountsByCode(
        _ value: JSONValue,
        _ path: String
    ) -> [VATCode: AccountNumber] {
        let numbers = accounts(value, path) { VATCodeTable.exists(VATCode($0)) }
        return Dictionary(uniqueKeysWithValues: numbers.map { (VATCode($0.key), $0.value) })
    }

    mutating func payments(_ value: JSONValue, _ path: String) -> [String: Rules.PaymentRule] {
        var rules: [String: Rules.PaymentRule] = [:]
        for member in object(value, path) ?? [] {
            let path = Self.path(path, member.name)
            guard let fields = object(member.value, path) else { continue }
            guard fields.count == 1, let field = fields.first else {
                complain(
                    path,
                    nb: "skal ha method, account eller tripletexPaymentType",
                    en: "should have method, account or tripletexPaymentType"
                )
                continue
            }
            let label = member.name.lowercased()
            if rules[label] != nil {
                complain(path, nb: "står to ganger", en: "stands twice")
            }
            rules[label] = payment(field, path)
        }
        return rules
    }

    private mutating func payment(
        _ field: JSONValue.Member,
        _ path: String
    ) -> Rules.PaymentRule? {
        switch (field.name, field.value.text) {
        case ("account", _): return account(field.value, "\(path).account").map { .account($0) }
        case ("tripletexPaymentType", let text?): return .paymentType(text)
        case ("method", let text?)
        where DefaultAccounts.methods[text] != nil || DefaultAccounts.liabilityMethods[text] != nil:
            return .method(text)
        default:
            complain("\(path).\(field.name)", nb: "finnes ikke", en: "does not exist")
            return nil
        }
    }

    mutating func products(_ value: JSONValue, _ path: String) -> [ProductRule] {
        (list(value, path) ?? []).enumerated().compactMap {
            product($0.element, "\(path)[\($0.offset)]")
        }
    }

    private mutating func product(_ value: JSONValue, _ path: String) -> ProductRule? {
        guard let fields = object(value, path) else { return nil }
        guard case .object(let match)? = value["match"], match.count == 1, let first = match.first,
            let field = ProductRule.Field(rawValue: first.name), let text = first.value.text
        else {
            complain(
                "\(path).match",
                nb: "skal ha én av sku, productId, title, category, ledger",
                en: "should have one of sku, productId, title, category, ledger"
            )
            return nil
        }
        var rule = ProductRule(field: field, pattern: text)
        for member in fields where member.name != "match" && member.value != .null {
            let path = "\(path).\(member.name)"
            switch member.name {
            case "productClass": rule.productClass = choice(member.value, path)
            case "supplyType": rule.supplyType = choice(member.value, path)
            case "account": rule.account = account(member.value, path)
            default: complain(path, nb: "er ingen regel", en: "is no rule")
            }
        }
        check(rule, fields, path)
        return rule
    }

    /// A rule that matches nothing or changes nothing is a slip of the pen.
    private mutating func check(_ rule: ProductRule, _ fields: [JSONValue.Member], _ path: String) {
        if rule.pattern.isEmpty {
            complain("\(path).match", nb: "er tom", en: "is empty")
        }
        if fields.count == 1 {
            complain(
                path,
                nb: "skal ha productClass, supplyType eller account",
                en: "should have productClass, supplyType or account"
            )
        }
    }
}
