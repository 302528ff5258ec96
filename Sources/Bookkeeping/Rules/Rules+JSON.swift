package import Foundation

extension Rules {
    /// Reads a company's rules from a JSON object, as its YAML writes them; names every error by its path.
    package init(json: Data) throws(RuleErrors) {
        self.init()
        var reader = FieldReader()
        let value = try Self.parse(json, at: "")
        for member in reader.object(value, "") ?? [] where member.value != .null {
            apply(member, &reader)
        }
        guard reader.problems.isEmpty else { throw RuleErrors(reader.problems) }
    }

    /// The rules under the settings of one connection, which go before the company's.
    package func applying(settings: Data) throws(RuleErrors) -> Rules {
        try applying(settings: Self.parse(settings, at: "settings"), at: "settings")
    }

    func applying(settings: JSONValue, at path: String) throws(RuleErrors) -> Rules {
        var rules = self
        var reader = FieldReader()
        rules.apply(settings: settings, at: path, &reader)
        guard reader.problems.isEmpty else { throw RuleErrors(reader.problems) }
        return rules
    }

    private static func parse(_ json: Data, at path: String) throws(RuleErrors) -> JSONValue {
        do throws(JSONParser.Failure) {
            return try JSONParser.parse(json)
        } catch {
            throw RuleErrors([
                .init(
                    path: path,
                    text: .init(
                        nb: "er ikke JSON (ved byte \(error.offset))",
                        en: "is no JSON (at byte \(error.offset))"
                    )
                )
            ])
        }
    }

    private mutating func apply(_ member: JSONValue.Member, _ reader: inout FieldReader) {
        let (name, value) = (member.name, member.value)
        switch name {
        case "fromDate": settings.fromDate = reader.date(value, name)
        case "settings": apply(settings: value, at: name, &reader)
        case "products": products = reader.products(value, name)
        case "vat": decisionRows = reader.decisionRows(value, name)
        case "accounts":
            accounts = reader.accounts(value, name) { DefaultAccounts.roles[$0] != nil }
        case "salesAccounts": salesAccounts = reader.accountsByCode(value, name)
        case "shippingAccounts": shippingAccounts = reader.accountsByCode(value, name)
        case "payments": payments = reader.payments(value, name)
        // How projects lead elsewhere is no question of bookkeeping.
        case "projects": _ = reader.object(value, name)
        default: reader.complain(name, nb: "er ingen regel", en: "is no rule")
        }
    }

    /// Accounts that stand among the settings: `{salesByVatCode, shippingByVatCode, paymentMethods, roles}`.
    mutating func apply(accounts value: JSONValue, at path: String, _ reader: inout FieldReader) {
        for member in reader.object(value, path) ?? [] where member.value != .null {
            let (value, path) = (member.value, FieldReader.path(path, member.name))
            switch member.name {
            case "salesByVatCode":
                salesAccounts.merge(reader.accountsByCode(value, path)) { $1 }
            case "shippingByVatCode":
                shippingAccounts.merge(reader.accountsByCode(value, path)) { $1 }
            case "paymentMethods":
                methodAccounts.merge(reader.accounts(value, path) { !$0.isEmpty }) { $1 }
            case "roles":
                accounts.merge(reader.accounts(value, path) { DefaultAccounts.roles[$0] != nil }) {
                    $1
                }
            default: reader.complain(path, nb: "er ingen innstilling", en: "is no setting")
            }
        }
    }
}
