extension Plan {
    /// The plan in the neutral schema's `expected` shape.
    ///
    /// Beside it `explanation`: for each alert, then for each posting in its place, a text in the language; without
    /// one an object with both languages and the place.
    func json(in language: Language?) -> JSONValue {
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
        members.append(.init("explanation", .array(explanations(in: language))))
        return .object(members)
    }

    private func explanations(in language: Language?) -> [JSONValue] {
        var sentences = alerts.map { alert in
            let code = alert.code.rawValue
            let text = LocalizedText(
                nb: "\(code): \(alert.message.nb) \(alert.remedy.nb)",
                en: "\(code): \(alert.message.en) \(alert.remedy.en)"
            )
            return text.json(in: language, at: [.init("alert", .string(code))])
        }
        for (number, voucher) in vouchers.enumerated() {
            for (place, posting) in voucher.postings.enumerated() {
                let members: [JSONValue.Member] = [
                    .init("voucher", .integer(Int64(number))),
                    .init("posting", .integer(Int64(place))),
                ]
                sentences.append(posting.sentence(in: voucher).json(in: language, at: members))
            }
        }
        return sentences
    }
}

extension LocalizedText {
    fileprivate func json(in language: Language?, at place: [JSONValue.Member]) -> JSONValue {
        if let language { return .string(self[language]) }
        return .object(place + [.init("nb", .string(nb)), .init("en", .string(en))])
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
