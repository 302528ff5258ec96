package import Foundation

extension Bookkeeper {
    /// Plans a document of the neutral schema, or an array of them, and gives the result in the schema's
    /// `expected` shape with an `explanation` beside it.
    ///
    /// A whole case (with `input`) may stand for its input. Throws every error of the input by its path.
    package static func planDocument(
        _ json: Data,
        rules: Rules,
        language: Language
    ) throws(InputErrors) -> Data {
        let value: JSONValue
        do throws(JSONParser.Failure) {
            value = try JSONParser.parse(json)
        } catch {
            throw InputErrors([
                .init(
                    path: "",
                    text: .init(
                        nb: "er ikke JSON (ved byte \(error.offset))",
                        en: "is no JSON (at byte \(error.offset))"
                    )
                )
            ])
        }
        let result: JSONValue
        if case .array(let items) = value {
            var results: [JSONValue] = []
            for (index, item) in items.enumerated() {
                results.append(try plan(item, at: "[\(index)]", rules).json(language))
            }
            result = .array(results)
        } else {
            result = try plan(value, at: "", rules).json(language)
        }
        return Data((result.description + "\n").utf8)
    }

    private static func plan(
        _ value: JSONValue,
        at path: String,
        _ rules: Rules
    ) throws(InputErrors) -> Plan {
        if let input = value["input"], value["kind"] == nil {
            return try CaseInput(input, at: FieldReader.path(path, "input"), rules: rules).plan
        }
        return try CaseInput(value, at: path, rules: rules).plan
    }
}

extension Plan {
    /// The plan in the neutral schema's `expected` shape.
    func json(_ language: Language) -> JSONValue {
        var codes: [String] = []
        for alert in alerts where !codes.contains(alert.code.rawValue) {
            codes.append(alert.code.rawValue)
        }
        var members: [JSONValue.Member] = [
            .init("status", .string(status.rawValue)),
            .init("alerts", .array(codes.sorted().map(JSONValue.string))),
        ]
        if let delivery { members.append(.init("invoiceDelivery", .string(delivery.rawValue))) }
        let terms = vatByTerm.sorted { $0.key < $1.key }
        members += [
            .init("vouchers", .array(vouchers.map(\.json))),
            .init("vatByCode", vat.json),
            .init("vatByTerm", .object(terms.map { .init($0.key.description, $0.value.json) })),
        ]
        if let totals { members.append(.init("totals", totals.json)) }
        let remarks = alerts.map {
            "\($0.code.rawValue): \($0.message[language]) \($0.remedy[language])"
        }
        members.append(
            .init(
                "explanation",
                .array((remarks + explanation.map { $0[language] }).map(JSONValue.string))
            )
        )
        return .object(members)
    }
}

extension Voucher {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(kind.rawValue)),
            .init("date", .string(date.description)),
            .init("currency", .string(currency.code)),
        ]
        if isMixed { members.append(.init("mixedCurrency", .bool(true))) }
        members.append(.init("postings", .array(postings.map(\.json))))
        return .object(members)
    }
}

extension Posting {
    fileprivate var json: JSONValue {
        .object([
            .init("account", .integer(Int64(account.value))),
            .init("vatCode", vatCode.map { .string($0.number) } ?? .null),
            .init("amountNOK", .integer(amount.minor)),
            .init("currency", .string(currency.code)),
            .init("amountCurrency", .integer(inCurrency.minor)),
            .init("vatNOK", .integer(vat.minor)),
        ])
    }
}

extension VATTotals {
    var json: JSONValue {
        .object(
            byCode.sorted { $0.key < $1.key }.map { code, entry in
                .init(
                    code.number,
                    .object([
                        .init("basisNOK", .integer(entry.basis.minor)),
                        .init("vatNOK", .integer(entry.vat.minor)),
                        .init("grossNOK", .integer(entry.gross.minor)),
                    ])
                )
            }
        )
    }
}

extension Plan.Totals {
    fileprivate var json: JSONValue {
        .object([
            .init("currency", .string(currency.code)),
            .init("saleMinor", .integer(sale.minor)),
            .init("outstandingMinor", .integer(outstanding.minor)),
        ])
    }
}
