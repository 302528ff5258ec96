import Bookkeeping

// Why an order of Shopify is held. The texts name the order's figures and fields, never the buyer.
extension Alert {
    static func shopifyUnknownCurrency(_ code: String) -> Alert {
        Alert(
            .missingRate,
            message: LocalizedText(
                nb: "Ordren er i valutaen \(code), som ikke kan bokføres.",
                en: "The order is in the currency \(code), which cannot be booked."
            ),
            remedy: .bookByHand
        )
    }

    static func shopifyUnreadable(_ field: String) -> Alert {
        Alert(
            .totalMismatch,
            message: LocalizedText(
                nb: "Feltet \(field) i ordren fra Shopify kan ikke leses.",
                en: "The field \(field) of the order from Shopify cannot be read."
            ),
            remedy: .lookAtOrder
        )
    }

    /// Two figures that should be equal: what the parts come to, and what the order states.
    static func shopifyDoesNotTie(
        _ what: LocalizedText,
        computed: Amount,
        stated: Amount,
        in figures: ShopifyFigures
    ) -> Alert {
        let difference = figures.text(computed - stated)
        return Alert(
            .totalMismatch,
            message: LocalizedText(
                nb:
                    "Ordren går ikke opp: \(what.nb) blir \(figures.text(computed)), men Shopify oppgir "
                    + "\(figures.text(stated)) (differanse \(difference)).",
                en:
                    "The order does not tie out: \(what.en) come to \(figures.text(computed)), but Shopify states "
                    + "\(figures.text(stated)) (difference \(difference))."
            ),
            remedy: .lookAtOrder
        )
    }

    static func shopifyCaptured(
        _ captured: Amount,
        due: Amount,
        in figures: ShopifyFigures
    ) -> Alert {
        Alert(
            .paymentMismatch,
            message: LocalizedText(
                nb:
                    "Shopify kaller ordren betalt, men betalingene utgjør netto \(figures.text(captured)) og ordren "
                    + "\(figures.text(due)).",
                en:
                    "Shopify calls the order paid, but its payments come to \(figures.text(captured)) net and the "
                    + "order to \(figures.text(due))."
            ),
            remedy: .lookAtOrder
        )
    }

    static func shopifyPaidIn(_ code: String, insteadOf currency: Currency) -> Alert {
        Alert(
            .paymentMismatch,
            message: LocalizedText(
                nb: "En betaling er i \(code), mens ordren er i \(currency.code).",
                en: "A payment is in \(code), while the order is in \(currency.code)."
            ),
            remedy: .bookByHand
        )
    }

    static let shopifyDuties = notExpressible(
        .missingVATRule,
        nb: "Ordren inneholder toll som butikken har krevd inn (duties).",
        en: "The order contains customs duties that the shop collected."
    )

    static let shopifyFees = notExpressible(
        .missingVATRule,
        nb: "Ordren inneholder tilleggsgebyrer (additional fees).",
        en: "The order contains additional fees."
    )

    static let shopifyChannelLiable = notExpressible(
        .missingVATRule,
        nb: "En markedsplass skylder avgiften på en linje (channel liable).",
        en: "A market place owes the tax on a line (channel liable)."
    )

    static let shopifyOtherSeller = notExpressible(
        .missingAccountMapping,
        nb: "En annen enn butikken står som selger (merchant of record).",
        en: "Somebody else than the shop is the seller (merchant of record)."
    )

    static let shopifyRefundRounding = notExpressible(
        .refundMismatch,
        nb: "En kontantrefusjon er avrundet.",
        en: "A refund in cash was rounded."
    )

    static let shopifyMixedRefund = notExpressible(
        .refundMismatch,
        nb:
            "Én refusjon gjelder både varer som aldri ble sendt og varer som ble levert, og pengene dekker ikke "
            + "engang de første.",
        en:
            "One refund covers both goods that were never sent and goods that were delivered, and its money does "
            + "not even cover the first."
    )

    static let shopifyFeeKept = notExpressible(
        .refundMismatch,
        nb:
            "Ved en refusjon før levering ble mindre betalt tilbake enn varene kostet, eller avslaget kan ikke "
            + "fordeles på linjene.",
        en:
            "In a refund before delivery less was paid back than the goods cost, or the rebate cannot be spread "
            + "over the lines."
    )

    static let shopifyRefundedMore = notExpressible(
        .refundMismatch,
        nb: "En refusjon før levering er større enn det den gjelder.",
        en: "A refund before delivery is larger than what it is about."
    )

    static let shopifySeveralRates = notExpressible(
        .missingVATRule,
        nb: "En linje som leveres i Norge har flere avgifter.",
        en: "A line delivered in Norway carries several taxes."
    )

    static func shopifyRate(_ text: String) -> Alert {
        notExpressible(
            .missingVATRule,
            nb: "Avgiftssatsen \(text) kan ikke leses.",
            en: "The tax rate \(text) cannot be read."
        )
    }

    static func shopifyForeignTaxAtHome(_ title: String) -> Alert {
        notExpressible(
            .vatDeviation,
            nb: "Ordren leveres i Norge, men avgiften heter «\(title)».",
            en: "The order is delivered in Norway, but the tax is called “\(title)”."
        )
    }

    private static func notExpressible(_ code: AlertCode, nb: String, en: String) -> Alert {
        Alert(code, message: LocalizedText(nb: nb, en: en), remedy: .bookByHand)
    }
}

extension LocalizedText {
    fileprivate static let lookAtOrder = LocalizedText(
        nb: "Se på ordren i Shopify og rett den der, eller bokfør den for hånd.",
        en: "Look at the order in Shopify and correct it there, or book it by hand."
    )
    fileprivate static let bookByHand = LocalizedText(
        nb: "Bokfør ordren for hånd.",
        en: "Book the order by hand."
    )
}
