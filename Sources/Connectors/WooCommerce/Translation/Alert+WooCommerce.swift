import Bookkeeping

// Why an order of WooCommerce is held. The texts name the order's figures and fields, never the buyer.
extension Alert {
    static func wooUnknownCurrency(_ code: String) -> Alert {
        Alert(
            .missingRate,
            message: LocalizedText(
                nb: "Ordren er i valutaen \(code), som ikke kan bokføres.",
                en: "The order is in the currency \(code), which cannot be booked."
            ),
            remedy: .bookByHand
        )
    }

    static func wooUnreadable(_ field: String) -> Alert {
        Alert(
            .totalMismatch,
            message: LocalizedText(
                nb: "Feltet \(field) i ordren fra WooCommerce mangler eller kan ikke leses.",
                en: "The field \(field) of the order from WooCommerce is missing or cannot be read."
            ),
            remedy: .lookAtOrder
        )
    }

    /// Two figures that should be equal: what the parts come to, and what the order states.
    static func wooDoesNotTie(
        _ what: LocalizedText,
        computed: Amount,
        stated: Amount,
        _ currency: Currency
    ) -> Alert {
        let (computed, stated) = (computed.text(in: currency), stated.text(in: currency))
        return Alert(
            .totalMismatch,
            message: LocalizedText(
                nb:
                    "Ordren går ikke opp: \(what.nb) blir \(computed), men WooCommerce oppgir \(stated) "
                    + "\(currency.code).",
                en:
                    "The order does not tie out: \(what.en) come to \(computed), but WooCommerce states \(stated) "
                    + "\(currency.code)."
            ),
            remedy: .lookAtOrder
        )
    }

    /// Lines, tax, shipping and known tenders against the total.
    static func wooTotal(parts: Amount, total: Amount, _ currency: Currency) -> Alert {
        let gap = (parts - total).text(in: currency)
        let message = LocalizedText(
            nb:
                "Ordren går ikke opp: varer, frakt og avgift blir \(parts.text(in: currency)), men totalen er "
                + "\(total.text(in: currency)) \(currency.code) (differanse \(gap)).",
            en:
                "The order does not tie out: goods, shipping and tax come to \(parts.text(in: currency)), but the "
                + "total is \(total.text(in: currency)) \(currency.code) (difference \(gap))."
        )
        guard parts > total else {
            return Alert(.totalMismatch, message: message, remedy: .lookAtOrder)
        }
        return Alert(
            .totalMismatch,
            message: message,
            remedy: LocalizedText(
                nb:
                    "Er differansen et gavekort som programtillegget ikke viser (PW Gift Cards), sett "
                    + "hiddenTenders: [{gap: gift_card}] på forbindelsen. Ellers se på ordren i WooCommerce.",
                en:
                    "If the difference is a gift card that its plugin does not show (PW Gift Cards), set "
                    + "hiddenTenders: [{gap: gift_card}] on the connection. Else look at the order in WooCommerce."
            )
        )
    }

    static func wooCouponIsCard(prefix: String) -> Alert {
        Alert(
            .missingAccountMapping,
            message: LocalizedText(
                nb:
                    "En rabattkode som begynner på «\(prefix)» ser ut som et gavekort, som ikke skal senke mva.",
                en:
                    "A coupon beginning with “\(prefix)” looks like a gift card, which must not lower the VAT."
            ),
            remedy: LocalizedText(
                nb:
                    "Sett hiddenTenders: [{coupon: \"\(prefix)*\", method: gift_card}] på forbindelsen, eller "
                    + "method: discount hvis den er en vanlig rabatt.",
                en:
                    "Set hiddenTenders: [{coupon: \"\(prefix)*\", method: gift_card}] on the connection, or method: "
                    + "discount if it is an ordinary discount."
            )
        )
    }

    static let wooMixedCoupons = Alert(
        .giftCardDiscount,
        message: LocalizedText(
            nb:
                "Ordren har både en rabattkode og et gavekort brukt som kode; de kan ikke skilles per linje.",
            en:
                "The order has both a coupon and a gift card used as one; they cannot be told apart by line."
        ),
        remedy: .bookByHand
    )

    static func wooNegativeFee(_ name: String) -> Alert {
        Alert(
            .missingAccountMapping,
            message: LocalizedText(
                nb:
                    "Gebyrlinjen «\(name)» trekker fra uten mva; det kan være et gavekort eller en rabatt.",
                en:
                    "The fee “\(name)” reduces the order without VAT; it may be a gift card or a discount."
            ),
            remedy: LocalizedText(
                nb:
                    "Sett hiddenTenders: [{fee: \"\(name)\", method: gift_card}] på forbindelsen, eller method: "
                    + "discount hvis den er en rabatt.",
                en:
                    "Set hiddenTenders: [{fee: \"\(name)\", method: gift_card}] on the connection, or method: "
                    + "discount if it is a discount."
            )
        )
    }

    static func wooUnknownGateway(_ gateway: String) -> Alert {
        Alert(
            .missingAccountMapping,
            message: LocalizedText(
                nb:
                    "Ordren er levert, men det er ikke kjent hvordan betalingsmåten «\(gateway)» viser at pengene er "
                    + "trukket.",
                en:
                    "The order is delivered, but it is not known how the payment method “\(gateway)” shows that the "
                    + "money was captured."
            ),
            remedy: LocalizedText(
                nb:
                    "Sett captures: [{gateway: \"\(gateway)\", trust: datePaid}] på forbindelsen hvis betalt alltid "
                    + "betyr trukket, eller {gateway: …, field: …, value: …} med feltet som viser det.",
                en:
                    "Set captures: [{gateway: \"\(gateway)\", trust: datePaid}] on the connection if paid always means "
                    + "captured, or {gateway: …, field: …, value: …} with the field that shows it."
            )
        )
    }

    static func wooNotCaptured(_ gateway: String, field: String) -> Alert {
        Alert(
            .paymentMismatch,
            message: LocalizedText(
                nb:
                    "Ordren er levert, men pengene hos «\(gateway)» er ikke trukket: \(field) viser det ikke.",
                en:
                    "The order is delivered, but its money at “\(gateway)” was not captured: \(field) does not show it."
            ),
            remedy: LocalizedText(
                nb:
                    "Trekk beløpet i WooCommerce eller hos betalingsleverandøren. Er det trukket utenom WooCommerce, "
                    + "sett captures på forbindelsen.",
                en:
                    "Capture the amount in WooCommerce or at the payment provider. If that was done outside "
                    + "WooCommerce, set captures on the connection."
            )
        )
    }

    static func wooUnknownStatus(_ status: String, fulfilled: [String]) -> Alert {
        let list = (fulfilled + [status]).joined(separator: ", ")
        return Alert(
            .notFulfilled,
            message: LocalizedText(
                nb: "Ordrestatusen «\(status)» er ikke kjent: er varene levert eller ikke?",
                en: "The order status “\(status)” is not known: are the goods delivered or not?"
            ),
            remedy: LocalizedText(
                nb:
                    "Sett fulfilledStatuses: [\(list)] på forbindelsen hvis den betyr levert, ellers openStatuses: "
                    + "[\(status)].",
                en:
                    "Set fulfilledStatuses: [\(list)] on the connection if it means delivered, else openStatuses: "
                    + "[\(status)]."
            )
        )
    }

    static let wooGiftCardOnRefund = Alert(
        .refundMismatch,
        message: LocalizedText(
            nb:
                "Hele ordren er refundert, men det sies ikke om gavekortet som betalte en del, har fått verdien tilbake.",
            en:
                "The whole order is refunded, but it is not said whether the gift card that paid a part got its value back."
        ),
        remedy: LocalizedText(
            nb:
                "Refunder varelinjene i WooCommerce, eller sett refundedGiftCards: kept på forbindelsen hvis kortene "
                + "aldri får verdien tilbake.",
            en:
                "Refund the lines in WooCommerce, or set refundedGiftCards: kept on the connection if cards never get "
                + "their value back."
        )
    )

    static let wooSeveralRates = notExpressible(
        .missingVATRule,
        nb: "En linje som leveres i Norge har flere avgifter.",
        en: "A line delivered in Norway carries several taxes."
    )

    static func wooRate(_ text: String) -> Alert {
        notExpressible(
            .missingVATRule,
            nb: "Avgiftssatsen \(text) kan ikke leses.",
            en: "The tax rate \(text) cannot be read."
        )
    }

    static func wooForeignTaxAtHome(_ code: String) -> Alert {
        notExpressible(
            .vatDeviation,
            nb: "Ordren leveres i Norge, men avgiften heter «\(code)».",
            en: "The order is delivered in Norway, but the tax is called “\(code)”."
        )
    }

    private static func notExpressible(_ code: AlertCode, nb: String, en: String) -> Alert {
        Alert(code, message: LocalizedText(nb: nb, en: en), remedy: .bookByHand)
    }
}

extension LocalizedText {
    fileprivate static let lookAtOrder = LocalizedText(
        nb: "Se på ordren i WooCommerce og rett den der, eller bokfør den for hånd.",
        en: "Look at the order in WooCommerce and correct it there, or book it by hand."
    )
    fileprivate static let bookByHand = LocalizedText(
        nb: "Bokfør ordren for hånd.",
        en: "Book the order by hand."
    )
}
