import Bookkeeping

/// The rows of lists in the mapping form: payments, products, VAT rules.
extension MappingFields {
    var payments: [Row] {
        let given = (rules["payments"] ?? .null).members
        let rows = given.map { ($0.name, $0.value) } + spare(("", JSONValue.null))
        return rows.enumerated().map { index, row in
            let place = "payments.\(index)"
            let account = Self.shown(row.1["account"])
            let target =
                row.1["method"].map { "method:" + Self.shown($0) }
                ?? row.1["tripletexPaymentType"].map { "type:" + Self.shown($0) }
                ?? (account.isEmpty ? "" : "account:")
            return Row(
                legend: legend(text.paymentMethod, index),
                fields: [
                    Field(
                        name: place + ".label",
                        label: text.labelInShop,
                        value: row.0,
                        placeholder: index == given.count ? "vipps" : ""
                    ),
                    choice(place + ".target", text.bookedOn, paymentTargets, selected: target),
                    self.account(
                        place + ".account",
                        text.accountIfOwn,
                        account.isEmpty ? nil : .string(account),
                        standard: nil
                    ),
                ]
            )
        }
    }

    private var paymentTargets: [(String, String)] {
        RuleWord.methods.map { ("method:" + $0.0, $0.1[language]) } + [
            ("account:", text.ownAccount)
        ]
            + choices.paymentTypes.map {
                ("type:" + $0.description, "\(text.paymentType): \($0.description)")
            }
    }

    var products: [Row] {
        let given = (rules["products"] ?? .null).items
        return (given + spare(.null)).enumerated().map { index, product in
            let place = "products.\(index)"
            let match = (product["match"] ?? .null).members.first
            return Row(
                legend: legend(text.productRule, index),
                fields: [
                    choice(
                        place + ".field",
                        text.matchOn,
                        words(RuleWord.matchFields),
                        selected: match?.name ?? "sku"
                    ),
                    Field(
                        name: place + ".pattern",
                        label: text.pattern,
                        value: match?.value.text ?? "",
                        placeholder: index == given.count ? "BOK-*" : ""
                    ),
                    choice(
                        place + ".productClass",
                        text.productClass,
                        words(RuleWord.productClasses),
                        selected: Self.shown(product["productClass"])
                    ),
                    choice(
                        place + ".supplyType",
                        text.supplyType,
                        words(RuleWord.supplyTypes),
                        selected: Self.shown(product["supplyType"])
                    ),
                    account(place + ".account", text.account, product["account"], standard: nil),
                ],
                hiddenName: product == .null ? nil : place + ".row",
                hiddenValue: product == .null ? nil : product.oneLine
            )
        }
    }

    var vatRows: [Row] {
        let given = (rules["vat"] ?? .null).items
        return (given + spare(.null)).enumerated().map { vatRow($0.offset, $0.element) }
    }

    private func vatRow(_ index: Int, _ row: JSONValue) -> Row {
        let place = "vat.\(index)."
        let conditions = row["when"] ?? .null
        var fields: [Field] = []
        var rest: [String] = []
        let choices = [
            ("productClass", text.productClass, RuleWord.productClasses),
            ("destination", text.destination, RuleWord.destinations),
            ("supplyType", text.supplyType, RuleWord.supplyTypes),
            ("customerType", text.customerType, RuleWord.customerTypes),
        ]
        for (key, label, values) in choices {
            if case .array(let items)? = conditions[key], items.count != 1 {
                let names = items.map { Self.shown($0) }
                rest.append("\(label): \(names.joined(separator: ", "))")
                continue
            }
            let value = (conditions[key] ?? .null).items.first ?? conditions[key]
            fields.append(choice(place + key, label, words(values), selected: Self.shown(value)))
        }
        for member in conditions.members where !VATRowField.conditions.contains(member.name) {
            let value = member.value.items.first ?? member.value
            rest.append("\(member.name): \(Self.shown(value))")
        }
        let outcome = row["then"] ?? .null
        let code = Self.shown(outcome["vatCode"])
        fields += [
            choice(
                place + "vatCode",
                text.vatCode,
                vatCodes,
                selected: code.isEmpty && row != .null ? "-" : code
            ),
            account(place + "account", text.account, outcome["account"], standard: nil),
            day(place + "from", text.fromDay, row["from"]),
            day(place + "to", text.toDay, row["to"]),
            Field(
                name: place + "note",
                label: text.reason,
                value: Self.shown(row["note"]),
                placeholder: ""
            ),
        ]
        return Row(
            legend: legend(text.vatRule, index),
            fields: fields,
            hiddenName: row == .null ? nil : place + "row",
            hiddenValue: row == .null ? nil : row.oneLine,
            note: rest.isEmpty ? nil : rest.joined(separator: "; "),
            deleteName: row == .null ? nil : place + "delete"
        )
    }

    private var vatCodes: [(String, String)] {
        let known = SalesCode.all.map { ($0.code, "\($0.code) \($0.label[language])") }
        let codes = Set(known.map(\.0))
        let offered = choices.vatTypes.filter { codes.contains($0.number) }.map(\.number)
        // What Tripletex does not offer today is said beside the code rather than hidden.
        let marked = known.map { code, label in
            offered.isEmpty || offered.contains(code)
                ? (code, label) : (code, "\(label) (\(text.notInTripletex))")
        }
        return marked + [("-", text.noVATCode)]
    }
}
