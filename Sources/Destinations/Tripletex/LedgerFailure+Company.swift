import Bookkeeping
import Remote

extension LedgerFailure {
    /// A VAT code that the company's Tripletex does not offer for sales.
    static func missingVATType(_ code: String) -> LedgerFailure {
        .init(
            cause: "COMPANY_NOT_READY",
            message: .init(
                nb: "Mva-kode \(code) er ikke slått på for salg i Tripletex.",
                en: "VAT code \(code) is not switched on for sales in Tripletex."
            ),
            remedy: .init(
                nb:
                    "Slå på mva-kode \(code) i Tripletex (Regnskap › Innstillinger › Mva), eller velg en annen i reglene.",
                en:
                    "Switch VAT code \(code) on in Tripletex (Accounting › Settings › VAT), or choose another in the rules."
            )
        )
    }

    /// A payment for which Tripletex has no payment type.
    static func missingPaymentType(_ payment: PaymentEntry) -> LedgerFailure {
        let wanted = payment.paymentType
        return .init(
            cause: "MISSING_ACCOUNT_MAPPING",
            message: .init(
                nb: wanted.map { "Tripletex har ingen betalingstype som heter «\($0)»." }
                    ?? "Tripletex har ingen betalingstype på konto \(payment.account) for betalinger med \(payment.method).",
                en: wanted.map { "Tripletex has no payment type called “\($0)”." }
                    ?? "Tripletex has no payment type on account \(payment.account) for payments by \(payment.method)."
            ),
            remedy: .init(
                nb:
                    "Lag en betalingstype på konto \(payment.account) i Tripletex (Faktura › Innstillinger › Betalingstyper), og kjør hendelsen på nytt. Eller velg en annen konto under Regler › Betalingsmåter (i filen: rules.payments); da prøves den igjen av seg selv.",
                en:
                    "Make a payment type on account \(payment.account) in Tripletex (Invoice › Settings › Payment types), then replay the event. Or choose another account under Rules › Payment methods (in the file: rules.payments); it is then tried again by itself."
            )
        )
    }

    static func unknownInTripletex(nb: String, en: String, _ code: String) -> LedgerFailure {
        .init(
            cause: "COMPANY_NOT_READY",
            message: .init(
                nb: "Tripletex kjenner ikke \(nb) \(code).",
                en: "Tripletex does not know \(en) \(code)."
            ),
            remedy: .init(
                nb: "Kontroller ordren i nettbutikken, eller be Tripletex om å slå på \(code).",
                en: "Check the order in the shop, or ask Tripletex to switch \(code) on."
            )
        )
    }

    /// The ledger's figures are not the plan's.
    static func differs(
        invoice: Int,
        what: LocalizedText,
        planned: String,
        found: String
    ) -> LedgerFailure {
        .init(
            cause: "TOTAL_MISMATCH",
            message: .init(
                nb:
                    "Faktura \(invoice) i Tripletex har \(what.nb) \(found), men skulle hatt \(planned).",
                en:
                    "Invoice \(invoice) in Tripletex has \(what.en) \(found), but should have \(planned)."
            ),
            remedy: .init(
                nb:
                    "Se på fakturaen i Tripletex. Er den laget eller endret for hånd, krediter den der; ellers meld fra om feil i bokbro.",
                en:
                    "Look at the invoice in Tripletex. If it was made or changed by hand, credit it there; else report a fault in bokbro."
            )
        )
    }

    /// An account that the company's chart lacks.
    static func missingAccount(_ number: Int) -> LedgerFailure {
        .init(
            cause: "COMPANY_NOT_READY",
            message: .init(
                nb: "Kontoplanen i Tripletex har ingen konto \(number).",
                en: "The chart of accounts in Tripletex has no account \(number)."
            ),
            remedy: .init(
                nb:
                    "Opprett konto \(number) i Tripletex (Regnskap › Kontoplan), eller velg en annen under rules.accounts, og kjør hendelsen på nytt.",
                en:
                    "Make account \(number) in Tripletex (Accounting › Chart of accounts), or choose another under rules.accounts, then replay the event."
            )
        )
    }

    /// A fact that changed after it was booked, and that a person is to decide on.
    static func changed(
        _ order: String,
        _ booked: EffectResult,
        isNow figures: String
    ) -> LedgerFailure {
        let old = InvoiceContent(booked)?.figures ?? booked.content ?? "–"
        let number = booked.number ?? booked.id
        return .init(
            cause: "TOTAL_MISMATCH",
            message: .init(
                nb:
                    "Ordre \(order) er endret etter at den ble bokført (bilag eller faktura \(number)): bokført «\(old)», nå «\(figures)».",
                en:
                    "Order \(order) was changed after it was booked (voucher or invoice \(number)): booked “\(old)”, now “\(figures)”."
            ),
            remedy: .init(
                nb:
                    "Sett rules.settings.onChange: correct for å kreditere og bokføre på nytt, eller rett det for hånd i Tripletex.",
                en:
                    "Set rules.settings.onChange: correct to credit it and book it anew, or mend it by hand in Tripletex."
            )
        )
    }

    static func tooManyChanges(_ order: String) -> LedgerFailure {
        .init(
            cause: "TOTAL_MISMATCH",
            message: .init(
                nb: "Ordre \(order) er endret for mange ganger.",
                en: "Order \(order) was changed too many times."
            ),
            remedy: .init(
                nb: "Rett ordren for hånd i Tripletex.",
                en: "Mend the order by hand in Tripletex."
            )
        )
    }

    /// More is taken back than was sold; Tripletex itself would not refuse it.
    static func exceedsSale(_ refund: String, _ order: String) -> LedgerFailure {
        .init(
            cause: "REFUND_EXCEEDS_SALE",
            message: .init(
                nb: "Returen \(refund) av ordre \(order) er større enn salget.",
                en: "Refund \(refund) of order \(order) is more than the sale."
            ),
            remedy: .init(
                nb: "Kontroller returen i nettbutikken. Salget er bokført.",
                en: "Check the refund in the shop. The sale is booked."
            )
        )
    }

    /// A list whose answer lacks elements: what was made must be looked up.
    static let incompleteList = LedgerFailure(
        cause: "UNKNOWN_OUTCOME",
        message: .init(
            nb: "Tripletex svarte ikke på alt i en liste; bokbro ser etter hva som ble gjort.",
            en: "Tripletex did not answer for all of a list; bokbro looks what was done."
        ),
        remedy: .init(
            nb: "Du trenger ikke gjøre noe; det prøves igjen av seg selv.",
            en: "There is nothing to do; it is tried again by itself."
        ),
        disposition: .retry,
        isOutcomeKnown: false
    )
}
