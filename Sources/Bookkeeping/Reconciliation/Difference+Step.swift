extension Difference {
    /// What mends it; nil when nothing is to be done.
    package var step: LocalizedText? {
        switch cause {
        case .waiting, .bookedInLaterTerm, .rounding, .corrected, .outsideBokbro: nil
        case .held:
            .init(
                nb: "Åpne ordren: den sier hva som holder den, og hva som hjelper.",
                en: "Open the order: it says what holds it, and what helps."
            )
        case .orderWithoutVoucher:
            .init(
                nb: "Kjør ordrens siste hendelse på nytt, eller hent perioden med etterføring.",
                en: "Replay the order's last event, or fetch the period with a backfill."
            )
        case .deletedInLedger:
            .init(
                nb:
                    "Før bilaget inn igjen i Tripletex som det sto; bokbro fører ikke det samme to ganger.",
                en:
                    "Enter the voucher in Tripletex again as it was; bokbro does not book the same twice."
            )
        case .partlyMissing:
            .init(
                nb: "Kjør ordrens siste hendelse på nytt, så føres det som mangler.",
                en: "Replay the order's last event: what is missing is booked."
            )
        case .voucherWithoutOrder:
            .init(
                nb: "Se på bilaget: er det laget for hånd, før det om eller tilbakefør det.",
                en: "Look at the voucher: if it was made by hand, move or reverse it."
            )
        case .bookedTwice:
            .init(
                nb: "Tilbakefør det ene bilaget i Tripletex.",
                en: "Reverse one of the vouchers in Tripletex."
            )
        default: stepForAmounts
        }
    }

    private var stepForAmounts: LocalizedText? {
        switch cause {
        case .otherDate:
            .init(
                nb: "Flytt bilaget til riktig dato, eller la det stå og noter hvorfor.",
                en: "Move the voucher to its right day, or leave it and note why."
            )
        case .otherAccountOrCode:
            .init(
                nb: "Rett konto eller mva-kode på bilaget, eller endre regelen som valgte den.",
                en: "Mend the voucher's account or VAT code, or change the rule that chose it."
            )
        case .changedInLedger, .otherAmount:
            .init(
                nb:
                    "Sett bilaget tilbake til det ordren sier, eller tilbakefør det og før på nytt.",
                en: "Put the voucher back to what the order says, or reverse it and book anew."
            )
        case .changedInShop:
            .init(
                nb:
                    "Velg «rett» for endrede ordrer under Regler og kjør hendelsen på nytt, eller lag en kreditnota.",
                en:
                    "Choose “correct” for changed orders under Rules and replay the event, or make a credit note."
            )
        case .shopTotal:
            .init(
                nb: "Sammenlign ordrens linjer med summen i nettbutikken.",
                en: "Compare the order's lines with its total in the shop."
            )
        default: nil
        }
    }
}
