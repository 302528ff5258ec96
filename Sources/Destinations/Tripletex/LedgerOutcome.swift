package import Bookkeeping
package import Remote

/// What came of a plan: what stands in Tripletex now, what to tell people, and what is left for one.
package struct LedgerOutcome: Hashable, Sendable {
    /// Documents, payments and vouchers with their addresses, in the order of booking.
    package var booked: [EffectResult] = []
    package var notices: [LedgerNotice] = []
    /// Why the rest is not booked: a fact that changed and that a person is to decide on.
    package var held: LedgerFailure?

    /// The sale's document: its invoice, or the voucher in its place.
    package var document: EffectResult? {
        booked.last { $0.kind == "invoice" } ?? booked.first { $0.kind == "voucher" }
    }

    package init() {}
}

/// Something people should know although all is booked.
package struct LedgerNotice: Hashable, Sendable {
    /// A code of the contract's closed list of causes.
    package var code: String
    package var message: LocalizedText
    package var remedy: LocalizedText

    package init(code: String, message: LocalizedText, remedy: LocalizedText) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The customer could not be sent EHF.
    package static let notOnEHFCode = "CUSTOMER_NOT_ON_EHF"

    static func notOnEHF(_ customer: Customer, sentByMail: Bool) -> LedgerNotice {
        let number = customer.organizationNumber ?? "–"
        return LedgerNotice(
            code: notOnEHFCode,
            message: .init(
                nb: "Kunden (org.nr. \(number)) kan ikke motta EHF; fakturaen "
                    + (sentByMail ? "ble sendt som e-post." : "er ikke sendt."),
                en: "The customer (org. no. \(number)) cannot receive EHF; the invoice "
                    + (sentByMail ? "was sent by e-mail." : "has not been sent.")
            ),
            remedy: .init(
                nb: sentByMail
                    ? "Be kunden registrere seg som EHF-mottaker (ELMA)."
                    : "Send fakturaen fra Tripletex på en annen måte.",
                en: sentByMail
                    ? "Ask the customer to register as EHF receiver (ELMA)."
                    : "Send the invoice from Tripletex in another way."
            )
        )
    }
}
