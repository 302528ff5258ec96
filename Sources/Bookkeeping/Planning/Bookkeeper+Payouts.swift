extension Bookkeeper {
    /// The plan for a provider's payout: bank and fee against the clearing account, which goes to zero with it.
    ///
    /// One from before the from-date is of orders that are not booked either.
    package func plan(_ payout: Payout) -> Plan {
        if let from = rules.settings.fromDate, payout.date < from {
            return .waiting(.payoutBeforeFromDate(payout.date, from))
        }
        do throws(Alert) {
            return try PayoutPlanner(payout, rules: rules, rates: rates).plan()
        } catch {
            return .held(error)
        }
    }

    /// The rates that planning the payout may ask for: none for one in NOK.
    package func ratesNeeded(for payout: Payout) -> Set<RateQuestion> {
        payout.currency == .nok
            ? [] : [RateQuestion(payout.currency, rules.openDay(on: payout.date))]
    }

    /// The plan for expired gift cards: the debt becomes income without VAT, as nothing is supplied (mval § 3-1).
    package func plan(_ expiry: GiftCardExpiry) -> Plan {
        do throws(Alert) {
            let total = expiry.items.map(\.remaining).total
            guard expiry.items.count <= OrderFigures.maximumCount,
                expiry.items.allSatisfy({
                    $0.remaining >= .zero && $0.remaining.minor <= Amount.limit
                })
            else { throw .impossibleFigure("items") }
            // One card twice would expire twice.
            guard Set(expiry.items.map(\.giftCardID)).count == expiry.items.count else {
                throw .impossibleFigure("items.giftCardId")
            }
            if total.isZero { return .waiting(.zeroTotal(in: .nok)) }
            let date = rules.openDay(on: expiry.date)
            var builder = VoucherBuilder(currency: .nok)
            var income = builder.balance(
                try rules.needed("breakage"),
                -total,
                nok: -total,
                .expiry
            )
            income.vatCode = VATCode("7")
            try builder.add(
                .giftCardExpiry,
                on: date,
                [
                    builder.balance(
                        try rules.needed("giftCardLiability"),
                        total,
                        nok: total,
                        .expiry
                    ), income,
                ]
            )
            return Plan(
                status: .booked,
                alerts: date == expiry.date ? [] : [.periodClosed(expiry.date, bookedOn: date)],
                entries: builder.vouchers.map(PlanEntry.voucher),
                vouchers: builder.vouchers
            )
        } catch {
            return .held(error)
        }
    }
}

/// Books one payout.
private struct PayoutPlanner {
    let payout: Payout
    let rules: Rules
    let date: LocalDate
    let gross: Amount
    let rate: ExchangeRate?
    let rates: ExchangeRates

    /// Never more than rates can do, in øre.
    private static let smallDifference: Int64 = 10_000

    init(_ payout: Payout, rules: Rules, rates: ExchangeRates) throws(Alert) {
        self.payout = payout
        self.rules = rules
        self.rates = rates
        date = rules.openDay(on: payout.date)
        let amounts = payout.items.map(\.amount)
        guard amounts.count <= OrderFigures.maximumCount,
            (amounts + [payout.fee, payout.bankAmount, payout.clearingNOK ?? .zero]).allSatisfy({
                $0.minor.magnitude <= Amount.limit.magnitude
            })
        else { throw .impossibleFigure("payout") }
        gross = amounts.total
        rate =
            payout.currency == .nok ? nil : try rates.needed(payout.currency, on: date, rules)
    }

    func plan() throws(Alert) -> Plan {
        guard payout.bankCurrency == payout.currency || payout.bankCurrency == .nok else {
            throw .payoutMismatch(
                .init(
                    nb: "banken har \(payout.bankCurrency.code), oppgjøret \(payout.currency.code)",
                    en:
                        "the bank has \(payout.bankCurrency.code), the report \(payout.currency.code)"
                )
            )
        }
        if payout.bankCurrency == payout.currency, gross - payout.fee != payout.bankAmount {
            throw .payoutMismatch(difference)
        }
        let clearingNOK = try clearing()
        let feeNOK = try nok(payout.fee)
        let isForeignBank = payout.bankCurrency != .nok
        let bankNOK = isForeignBank ? try nok(payout.bankAmount) : payout.bankAmount
        try checkExchange(clearingNOK, bankNOK, feeNOK)
        var builder = VoucherBuilder(currency: payout.currency)
        let target = try rules.paymentTarget(payout.method)
        var bank = builder.balance(
            try rules.needed(isForeignBank ? "bankForeign" : "bank"),
            payout.bankAmount,
            nok: bankNOK,
            .payout,
            rate: isForeignBank ? rate : nil
        )
        bank.currency = payout.bankCurrency
        try builder.add(
            .payout,
            on: date,
            [
                bank, try fee(feeNOK, builder),
                builder.balance(target.account, -gross, nok: -clearingNOK, .payout),
            ] + (try builder.exchange(clearingNOK - bankNOK - feeNOK, rules))
        )
        if builder.vouchers.isEmpty { return .waiting(.zeroTotal(in: payout.currency)) }
        return Plan(
            status: .booked,
            alerts: date == payout.date ? [] : [.periodClosed(payout.date, bookedOn: date)],
            entries: builder.vouchers.map(PlanEntry.voucher),
            vouchers: builder.vouchers
        )
    }

    private var difference: LocalizedText {
        let expected = (gross - payout.fee).text(in: payout.currency)
        let bank = payout.bankAmount.text(in: payout.currency)
        return LocalizedText(
            nb: "postene mindre gebyr gir \(expected), banken fikk \(bank)",
            en: "the items less the fee come to \(expected), the bank got \(bank)"
        )
    }

    /// Rates move by a few percent between sale and payout; more is a wrong figure that an exchange difference would
    /// hide.
    private func checkExchange(_ clearing: Amount, _ bank: Amount, _ fee: Amount) throws(Alert) {
        let difference = (clearing - bank - fee).magnitude
        guard difference.minor > Self.smallDifference,
            difference > clearing.magnitude.share(Amount(minor: 1), of: Amount(minor: 10))
        else { return }
        let (clearing, bank) = (clearing.text(in: .nok), bank.text(in: .nok))
        throw .payoutMismatch(
            .init(
                nb: "postene er bokført med \(clearing) NOK, banken fikk \(bank) NOK",
                en: "the items are booked at \(clearing) NOK, the bank got \(bank) NOK"
            )
        )
    }

    private func clearing() throws(Alert) -> Amount {
        if payout.currency == .nok { return gross }
        guard let known = payout.clearingNOK else {
            throw .payoutMismatch(
                .init(
                    nb: "bokført verdi av postene i NOK mangler",
                    en: "the items' book value in NOK is missing"
                )
            )
        }
        return known
    }

    private func nok(_ amount: Amount) throws(Alert) -> Amount {
        guard let rate else { return amount }
        guard let converted = rate.converted(amount, from: payout.currency) else {
            throw .impossibleFigure("payout")
        }
        return converted
    }

    private func fee(_ nok: Amount, _ builder: VoucherBuilder) throws(Alert) -> Posting {
        var posting = builder.balance(
            try rules.needed("paymentFee"),
            payout.fee,
            nok: nok,
            .fee,
            rate: rate
        )
        if let code = payout.feeVATCode, code.number != "0" {
            guard let percentage = VATCodeTable.fees[code.number] else {
                throw .missingVATRule("feeVatCode \(code)")
            }
            posting.vatCode = code
            posting.vat = nok.includedVAT(at: percentage)
        }
        return posting
    }
}
