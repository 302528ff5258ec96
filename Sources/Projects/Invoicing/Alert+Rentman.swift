import Bookkeeping

// Why an invoice of Rentman is held. The texts name its number and figures, never the customer.
extension Alert {
    static func rentmanNoCustomer(_ number: String) -> Alert {
        Alert(
            .noDeliveryChannel,
            message: LocalizedText(
                nb: "Faktura \(number) i Rentman har ingen kunde, og prosjektet har heller ingen.",
                en: "Invoice \(number) in Rentman has no customer, and its project has none either."
            ),
            remedy: LocalizedText(
                nb: "Velg kunden på prosjektet i Rentman; fakturaen leses på nytt av seg selv.",
                en:
                    "Choose the customer on the project in Rentman; the invoice is read again by itself."
            )
        )
    }

    static func rentmanNoDate(_ number: String) -> Alert {
        Alert(
            .totalMismatch,
            message: LocalizedText(
                nb: "Faktura \(number) i Rentman har ingen dato.",
                en: "Invoice \(number) in Rentman has no date."
            ),
            remedy: .lookAtRentman
        )
    }

    static func rentmanTooLong(_ number: String) -> Alert {
        Alert(
            .totalMismatch,
            message: LocalizedText(
                nb: "Faktura \(number) i Rentman har flere linjer enn noen faktura kan ha.",
                en: "Invoice \(number) in Rentman has more lines than any invoice can have."
            ),
            remedy: .lookAtRentman
        )
    }

    static func rentmanDoesNotTie(
        _ number: String,
        _ what: LocalizedText,
        _ computed: Amount,
        _ stated: Amount
    ) -> Alert {
        let (computed, stated) = (computed.text(in: .nok), stated.text(in: .nok))
        return Alert(
            .totalMismatch,
            message: LocalizedText(
                nb:
                    "Faktura \(number) går ikke opp: \(what.nb) blir \(computed), men Rentman oppgir \(stated).",
                en:
                    "Invoice \(number) does not tie out: \(what.en) come to \(computed), but Rentman states \(stated)."
            ),
            remedy: .lookAtRentman
        )
    }
}

extension LocalizedText {
    fileprivate static let lookAtRentman = LocalizedText(
        nb: "Se på fakturaen i Rentman. Når den er rettet, leses den på nytt av seg selv.",
        en: "Look at the invoice in Rentman. Once mended it is read again by itself."
    )
}
