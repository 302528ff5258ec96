import Bookkeeping

/// Puts what a person filled in over the rules that hold; what the form does not show stays as it is.
///
/// Pure: whether the result makes sense is decided where rules are read.
struct RulesForm {
    let form: Form

    func applied(to rules: JSONValue) -> JSONValue {
        var rules = rules.members
        rules.set("fromDate", form.text("fromDate").map(JSONValue.string))
        rules.edit("settings") { settings in
            for setting in SettingCatalogue.settings {
                settings.set(setting.key, value(of: setting, named: "settings." + setting.key))
            }
        }
        rules.edit("projects") { projects in
            for setting in SettingCatalogue.projects {
                projects.set(setting.key, value(of: setting, named: "projects." + setting.key))
            }
        }
        rules.edit("accounts") { accounts in
            for role in AccountRole.all {
                accounts.set(role.key, form.text("accounts." + role.key).map(Self.account))
            }
        }
        rules.edit("salesAccounts") { accounts in
            for code in SalesCode.all {
                accounts.set(code.code, form.text("salesAccounts." + code.code).map(Self.account))
            }
        }
        rules.set("payments", object(payments))
        rules.set("products", list(products))
        rules.set("vat", list(vatRows))
        return .object(rules)
    }

    private func value(of setting: SettingCatalogue.Setting, named name: String) -> JSONValue? {
        guard let text = form.text(name) else { return nil }
        return switch setting.kind {
        case .flag: .bool(text == "true")
        case .number: Self.number(text)
        case .choice, .day, .text: .string(text)
        }
    }

    private var payments: [JSONValue.Member] {
        form.rows(of: "payments").compactMap { row in
            guard let label = form.text("payments.\(row).label"),
                let target = form.text("payments.\(row).target"),
                let colon = target.firstIndex(of: ":")
            else { return nil }
            let value = String(target[target.index(after: colon)...])
            let field: JSONValue.Member =
                switch target[..<colon] {
                case "account":
                    .init(
                        "account",
                        Self.account(form.text("payments.\(row).account") ?? value)
                    )
                case "type": .init("tripletexPaymentType", .string(value))
                default: .init("method", .string(value))
                }
            return .init(label, .object([field]))
        }
    }

    private var products: [JSONValue] {
        form.rows(of: "products").compactMap { row in
            guard let pattern = form.text("products.\(row).pattern"),
                let field = form.text("products.\(row).field")
            else { return nil }
            var members = original("products", row)
            members.set("match", .object([.init(field, .string(pattern))]))
            members.set(
                "productClass",
                form.text("products.\(row).productClass").map(JSONValue.string)
            )
            members.set("supplyType", form.text("products.\(row).supplyType").map(JSONValue.string))
            members.set("account", form.text("products.\(row).account").map(Self.account))
            return .object(members)
        }
    }

    private var vatRows: [JSONValue] {
        form.rows(of: "vat").compactMap { row in
            let place = "vat.\(row)."
            if form[place + "delete"] != nil { return nil }
            guard let code = form.text(place + "vatCode") else { return nil }
            var members = original("vat", row)
            var conditions = members.first { $0.name == "when" }?.value.members ?? []
            for key in VATRowField.conditions where form[place + key] != nil {
                conditions.set(key, form.text(place + key).map(JSONValue.string))
            }
            members.set("when", object(conditions))
            var outcome = members.first { $0.name == "then" }?.value.members ?? []
            outcome.set("vatCode", code == "-" ? nil : .string(code))
            outcome.set("account", form.text(place + "account").map(Self.account))
            members.set("then", .object(outcome))
            for key in ["from", "to", "note"] {
                members.set(key, form.text(place + key).map(JSONValue.string))
            }
            return .object(members)
        }
    }

    /// The row as it was, with what the form does not show.
    private func original(_ list: String, _ row: Int) -> [JSONValue.Member] {
        guard let text = form["\(list).\(row).row"] else { return [] }
        return ((try? JSONValue(parsing: text.utf8)) ?? .null).members
    }

    private func object(_ members: [JSONValue.Member]) -> JSONValue? {
        members.isEmpty ? nil : .object(members)
    }

    private func list(_ items: [JSONValue]) -> JSONValue? {
        items.isEmpty ? nil : .array(items)
    }

    /// `3000 Salgsinntekt`, as the list of accounts offers it, is the number 3000.
    private static func account(_ text: String) -> JSONValue {
        number(text.split(separator: " ").first.map(String.init) ?? text)
    }

    private static func number(_ text: String) -> JSONValue {
        let isWhole = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isWhole && (text == "0" || !text.hasPrefix("0")) && text.utf8.count <= 18
            ? .number(text) : .string(text)
    }
}

/// The fields of a VAT row in the form.
enum VATRowField {
    /// Conditions that are shown; others of a row stay.
    static let conditions = ["productClass", "destination", "supplyType", "customerType"]
}

extension JSONValue {
    /// The members of an object; none for anything else.
    var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The items of a list; none for anything else.
    var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }
}

extension [JSONValue.Member] {
    /// Sets a member, or takes it out with nil.
    fileprivate mutating func set(_ name: String, _ value: JSONValue?) {
        let index = firstIndex { $0.name == name }
        switch (index, value) {
        case (let index?, let value?): self[index].value = value
        case (let index?, nil): remove(at: index)
        case (nil, let value?): append(.init(name, value))
        case (nil, nil): break
        }
    }

    /// Changes the members of an object that is a member; an empty one is taken out.
    fileprivate mutating func edit(
        _ name: String,
        _ change: (inout [JSONValue.Member]) -> Void
    ) {
        var members = first { $0.name == name }?.value.members ?? []
        change(&members)
        set(name, members.isEmpty ? nil : .object(members))
    }
}
