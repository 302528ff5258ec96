extension FieldReader {
    /// The company's own rows of the decision table, in the shape of the default table.
    mutating func decisionRows(_ value: JSONValue, _ path: String) -> [DecisionRow] {
        var rows: [DecisionRow] = []
        for (index, item) in (list(value, path) ?? []).enumerated() {
            let path = "\(path)[\(index)]"
            guard let row = decisionRow(item, path, number: index + 1) else { continue }
            if let other = rows.first(where: { $0.overlaps(row) }) {
                complain(
                    path,
                    nb: "overlapper rad \(other.id): samme vilkår på samme dager",
                    en: "overlaps row \(other.id): the same conditions on the same days"
                )
            }
            if rows.contains(where: { $0.id == row.id }) {
                complain("\(path).id", nb: "står to ganger", en: "stands twice")
            }
            rows.append(row)
        }
        return rows
    }

    private mutating func decisionRow(
        _ value: JSONValue,
        _ path: String,
        number: Int
    ) -> DecisionRow? {
        guard let fields = object(value, path) else { return nil }
        var row = DecisionRow(
            id: "U\(number)",
            condition: .init(),
            account: .salesByCode,
            reason: .init(nb: "Egen regel.", en: "The company's own rule.")
        )
        var hasOutcome = false
        for member in fields where member.value != .null {
            let (value, path) = (member.value, "\(path).\(member.name)")
            switch member.name {
            case "id": row.id = string(value, path) ?? row.id
            case "when": row.condition = condition(value, path)
            case "then":
                hasOutcome = true
                readOutcome(value, path, into: &row)
            case "from": row.from = date(value, path)
            case "to": row.to = date(value, path)
            case "source", "note":
                if let text = string(value, path) { row.reason = .init(nb: text, en: text) }
            default: complain(path, nb: "er ingen regel", en: "is no rule")
            }
        }
        if !hasOutcome { complain("\(path).then", nb: "mangler", en: "is missing") }
        check(row, path)
        return row
    }

    private mutating func check(_ row: DecisionRow, _ path: String) {
        if let from = row.from, let to = row.to, to < from {
            complain("\(path).to", nb: "er før from", en: "is before from")
        } else if let code = row.code, VATCodeTable.exists(code),
            !VATCodeTable.exists(code, from: row.from, to: row.to)
        {
            complain(
                "\(path).then.vatCode",
                nb: "kode \(code) finnes ikke i hele perioden",
                en: "code \(code) does not exist in all of the period"
            )
        }
    }

    private mutating func condition(_ value: JSONValue, _ path: String) -> DecisionRow.Condition {
        var condition = DecisionRow.Condition()
        for member in object(value, path) ?? [] where member.value != .null {
            let (value, path) = (member.value, "\(path).\(member.name)")
            switch member.name {
            case "productClass": condition.productClass = choices(value, path)
            case "destination": condition.destination = choices(value, path)
            case "supplyType": condition.supplyType = choices(value, path)
            case "customerType": condition.customerType = choices(value, path)
            case "customerHasTaxId": condition.customerHasTaxID = oneFlag(value, path)
            case "forResale": condition.isForResale = oneFlag(value, path)
            case "foreignVat": condition.hasForeignVAT = oneFlag(value, path)
            case "sellerVatRegistered": condition.isSellerRegistered = oneFlag(value, path)
            default: complain(path, nb: "er ikke noe vilkår", en: "is no condition")
            }
        }
        return condition
    }

    /// A word or a list of words; sorted, so that equal conditions are equal values.
    private mutating func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
        _ value: JSONValue,
        _ path: String
    ) -> [Choice]? where Choice.RawValue == String {
        guard case .array(let items) = value else {
            let one: Choice? = choice(value, path)
            return one.map { [$0] }
        }
        if items.isEmpty { complain(path, nb: "er tom", en: "is empty") }
        let found = items.enumerated().compactMap { index, item -> Choice? in
            choice(item, "\(path)[\(index)]")
        }
        return Choice.allCases.filter(found.contains)
    }

    /// `true`, or as the default table writes it `[true]`; both values are no condition.
    private mutating func oneFlag(_ value: JSONValue, _ path: String) -> Bool? {
        if case .array(let items) = value {
            if items.count == 2 { return nil }
            if items.count == 1, let item = items.first { return flag(item, "\(path)[0]") }
        }
        return flag(value, path)
    }

    private mutating func readOutcome(
        _ value: JSONValue,
        _ path: String,
        into row: inout DecisionRow
    ) {
        for member in object(value, path) ?? [] {
            let (value, path) = (member.value, "\(path).\(member.name)")
            switch member.name {
            case "vatCode":
                if value == .null { continue }
                row.code = value.text.map { VATCode($0) }
                if row.code.map({ !VATCodeTable.exists($0) }) ?? true {
                    complain(path, nb: "finnes ikke", en: "does not exist")
                }
            case "account": row.account = account(value, path).map { .number($0) } ?? row.account
            case "accountRole":
                if value.text == "salesByVatCode" { continue }
                row.account = role(value, path).map { .role($0) } ?? row.account
            case "foreignVatRole": row.foreignVATRole = role(value, path)
            case "turnover", "condition": continue
            default: complain(path, nb: "er ingen regel", en: "is no rule")
            }
        }
        if row.code == nil, row.account == .salesByCode {
            complain(
                path,
                nb: "skal ha vatCode, account eller accountRole",
                en: "should have vatCode, account or accountRole"
            )
        }
    }

    private mutating func role(_ value: JSONValue, _ path: String) -> String? {
        if let role = value.text, DefaultAccounts.roles[role] != nil { return role }
        complain(path, nb: "finnes ikke", en: "does not exist")
        return nil
    }
}
