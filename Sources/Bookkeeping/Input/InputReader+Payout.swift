extension InputReader {
    func payout(_ reader: inout FieldReader) -> Payout? {
        let method = demandedText("method", &reader)
        let date = demandedDay("date", &reader)
        let currency = self.currency("currency", &reader)
        let bank = nested("bank", &reader)
        let bankCurrency = bank?.currency("currency", &reader)
        let bankAmount = bank?.demandedAmount("amountMinor", &reader)
        guard let method, let date, let currency, let bankCurrency, let bankAmount else {
            return nil
        }
        return Payout(
            method: method,
            date: date,
            currency: currency,
            items: items("items", &reader) { item, reader in
                item.demandedAmount("amountMinor", &reader).map {
                    Payout.Item(
                        type: item.text("type", &reader) ?? "charge",
                        reference: item.text("ref", &reader),
                        amount: $0
                    )
                }
            },
            fee: amount("feeMinor", &reader) ?? .zero,
            feeVATCode: feeCode(&reader),
            bankCurrency: bankCurrency,
            bankAmount: bankAmount,
            clearingNOK: amount("clearingNOK", &reader)
        )
    }

    private func feeCode(_ reader: inout FieldReader) -> VATCode? {
        guard let text = text("feeVatCode", &reader) else { return nil }
        if VATCodeTable.fees[text] != nil { return VATCode(text) }
        reader.complain(
            path("feeVatCode"),
            nb: "skal være 0, 1 eller 86",
            en: "should be 0, 1 or 86"
        )
        return nil
    }

    func expiry(_ reader: inout FieldReader) -> GiftCardExpiry? {
        guard let date = demandedDay("date", &reader) else { return nil }
        return GiftCardExpiry(
            date: date,
            items: items("items", &reader) { item, reader in
                guard let id = item.demandedText("giftCardId", &reader),
                    let remaining = item.demandedAmount("remainingMinor", &reader)
                else { return nil }
                return GiftCardExpiry.Item(giftCardID: id, remaining: remaining)
            }
        )
    }

    /// Rates by currency and day, as `{"EUR": {"2026-02-10": {"rate": "11.4525", "unit": 1}}}`.
    func rates(_ reader: inout FieldReader) -> ExchangeRates {
        guard let table = optionalNested("rates", &reader) else { return .none }
        var rates: [String: [LocalDate: ExchangeRate]] = [:]
        for code in table.names {
            if Currency(code: code) == nil {
                reader.complain(
                    table.path(code),
                    nb: "er ingen kjent valuta",
                    en: "is no known currency"
                )
            }
            guard let days = table.optionalNested(code, &reader) else { continue }
            for day in days.names {
                guard let date = reader.date(.string(day), days.path(day)),
                    let entry = days.nested(day, &reader),
                    let rate = entry.exchangeRate(&reader)
                else { continue }
                rates[code, default: [:]][date] = rate
            }
        }
        return ExchangeRates(rates)
    }

    private func exchangeRate(_ reader: inout FieldReader) -> ExchangeRate? {
        guard let rate = demanded("rate", &reader),
            let unit = value("unit").map({ reader.number($0, path("unit"), in: 1...1_000_000) })
                ?? 1
        else { return nil }
        if let number = rate.text.flatMap({ DecimalNumber($0) }),
            let rate = ExchangeRate(nok: number, unit: unit)
        {
            return rate
        }
        reader.complain(
            path("rate"),
            nb: "skal være en positiv kurs",
            en: "should be a positive rate"
        )
        return nil
    }
}
