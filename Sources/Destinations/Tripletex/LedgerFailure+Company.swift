import Bookkeeping

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
                    "Lag en betalingstype på konto \(payment.account) i Tripletex (Faktura › Innstillinger › Betalingstyper), eller velg en annen konto under rules.payments, og kjør hendelsen på nytt.",
                en:
                    "Make a payment type on account \(payment.account) in Tripletex (Invoice › Settings › Payment types), or choose another account under rules.payments, then replay the event."
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
}
