extension Payout {
    /// Reads a payout of the neutral schema: a case's `input.payout`; names every error by its path below `path`.
    package init(neutral value: JSONValue, at path: String = "") throws(InputErrors) {
        var reader = FieldReader()
        var payout: Payout?
        if let members = reader.object(value, path) {
            payout = InputReader(members, path).payout(&reader)
        }
        guard let payout, reader.problems.isEmpty else { throw InputErrors(reader.problems) }
        self = payout
    }

    /// The payout in the neutral schema.
    package var neutral: JSONValue {
        .object([
            .init("method", .string(method)), .init("date", .string(date.description)),
            .init("currency", .string(currency.code)),
            .init("items", .array(items.map(\.neutral))),
            .init("feeMinor", .integer(fee.minor)),
            .init("feeVatCode", feeVATCode.map { .string($0.number) } ?? .null),
            .init(
                "bank",
                .object([
                    .init("currency", .string(bankCurrency.code)),
                    .init("amountMinor", .integer(bankAmount.minor)),
                ])
            ), .init("clearingNOK", clearingNOK.map { .integer($0.minor) } ?? .null),
        ])
    }
}

extension Payout.Item {
    fileprivate var neutral: JSONValue {
        .object([
            .init("type", .string(type)), .init("ref", reference.map { .string($0) } ?? .null),
            .init("amountMinor", .integer(amount.minor)),
        ])
    }
}
