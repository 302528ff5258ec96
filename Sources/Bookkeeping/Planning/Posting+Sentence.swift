extension Posting {
    /// Why the posting is there: what it books, and the rule that chose code, rate and account.
    func sentence(in voucher: Voucher) -> LocalizedText {
        let size = amount.magnitude.text(in: .nok)
        let foreign =
            currency == .nok || inCurrency.isZero
            ? "" : " (\(inCurrency.magnitude.text(in: currency)) \(currency.code))"
        let (nb, en) = amount < .zero ? ("kredit", "credit") : ("debet", "debit")
        let code = vatCode.map {
            LocalizedText(
                nb: ", mva-kode \($0) (\(decidedRate) %)",
                en: ", VAT code \($0) (\(decidedRate) %)"
            )
        }
        let why = reason.text
        return LocalizedText(
            nb:
                "\(voucher.date) konto \(account)\(code?.nb ?? ""): \(size) \(nb)\(foreign). \(why.nb)",
            en:
                "\(voucher.date) account \(account)\(code?.en ?? ""): \(size) \(en)\(foreign). \(why.en)"
        )
    }

    private var decidedRate: Percentage {
        reason.decisions.first { $0.code == vatCode }?.rate
            ?? vatCode.flatMap { VATCodeTable.fees[$0.number] } ?? .zero
    }
}

extension PostingReason {
    /// Rules quoted with their reasons; of more, only the numbers.
    private static let fullyQuoted = 4

    /// What is booked, by which rules, and at which rate of exchange.
    var text: LocalizedText {
        var nb = what.nb
        var en = what.en
        for decision in decisions.prefix(Self.fullyQuoted) {
            nb += " \(decision.reason.nb) Regel \(decision.row); \(decision.accountChoice.text.nb)."
            en += " \(decision.reason.en) Rule \(decision.row); \(decision.accountChoice.text.en)."
        }
        if decisions.count > Self.fullyQuoted {
            let rows = decisions.dropFirst(Self.fullyQuoted).map(\.row).joined(separator: ", ")
            nb += " Også regel \(rows)."
            en += " Also rule \(rows)."
        }
        if let rate {
            nb += " Kurs \(rate.nok) NOK for \(rate.unit)."
            en += " Rate \(rate.nok) NOK for \(rate.unit)."
        }
        return LocalizedText(nb: nb, en: en)
    }

    private var what: LocalizedText {
        switch subject {
        case .receivable:
            .init(nb: "Kundens gjeld til selskapet.", en: "What the customer owes the company.")
        case .payment(let method):
            .init(
                nb: "Betalt med \(method); kontoen er betalingsmåtens.",
                en: "Paid by \(method); the account is that of the method."
            )
        case .advance:
            .init(
                nb: "Forskudd fra kunden frem til levering (mval § 15-10).",
                en: "The customer's advance until delivery (VAT Act § 15-10)."
            )
        case .sale: .init(nb: "Salg.", en: "Sale.")
        case .foreignVAT:
            .init(
                nb: "Utenlandsk mva som skyldes til utlandet, aldri norsk mva.",
                en: "Foreign VAT owed abroad, never Norwegian VAT."
            )
        case .rounding: .init(nb: "Avrunding.", en: "Rounding.")
        case .credit:
            .init(
                nb:
                    "Tatt tilbake på samme konto og kode som salget (bokføringsforskriften § 5-2-7).",
                en:
                    "Taken back on the account and code of the sale (Bookkeeping Regulations § 5-2-7)."
            )
        case .moneyBack(let method):
            .init(nb: "Betalt tilbake med \(method).", en: "Paid back by \(method).")
        case .exchangeDifference:
            .init(
                nb: "Valutakursen har endret seg siden beløpet ble bokført.",
                en: "The rate of exchange has moved since the amount was booked."
            )
        case .payout:
            .init(
                nb: "Utbetaling fra betalingsformidleren.",
                en: "Payout from the payment provider."
            )
        case .fee:
            .init(
                nb: "Betalingsformidlerens gebyr er en kostnad, ikke et mindre salg.",
                en: "The provider's fee is a cost, not a smaller sale."
            )
        case .expiry:
            .init(
                nb: "Gavekortet er utløpt; ingenting er levert (mval § 3-1).",
                en: "The gift card has expired; nothing is supplied (VAT Act § 3-1)."
            )
        }
    }
}

extension VATDecision.AccountChoice {
    fileprivate var text: LocalizedText {
        switch self {
        case .table: .init(nb: "konto etter kontotabellen", en: "account by the table of accounts")
        case .productRule(let number):
            .init(
                nb: "konto fra vareregel nr. \(number)",
                en: "account from product rule no. \(number)"
            )
        case .line: .init(nb: "konto fra ordrelinjen", en: "account from the order line")
        case .shipping:
            .init(nb: "egen konto for frakt", en: "the company's account for shipping")
        }
    }
}
