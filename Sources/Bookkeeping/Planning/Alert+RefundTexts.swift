/// What is wrong with a refund.
enum RefundFault {
    case unknownLine(String)
    case feeAboveGoods
    case money(Refund, Currency)

    var text: LocalizedText {
        switch self {
        case .unknownLine(let id):
            .init(nb: "linjen \(id) finnes ikke i ordren", en: "line \(id) is not in the order")
        case .feeAboveGoods:
            .init(
                nb: "gebyret er større enn varene som er tatt tilbake",
                en: "the fee is more than the goods taken back"
            )
        case .money(let refund, let currency):
            .init(
                nb:
                    "varene utgjør \(refund.credited.text(in: currency)), pengene \(refund.money.text(in: currency))",
                en:
                    "the goods come to \(refund.credited.text(in: currency)), the money to \(refund.money.text(in: currency))"
            )
        }
    }
}

extension Alert {
    static func refundMismatch(_ id: String, _ fault: RefundFault) -> Alert {
        Alert(
            .refundMismatch,
            message: .init(
                nb:
                    "Returen \(id) stemmer ikke: \(fault.text.nb). Salget er bokført, returen ikke.",
                en:
                    "Refund \(id) does not tie: \(fault.text.en). The sale is booked, the refund is not."
            ),
            remedy: .init(
                nb: "Rett returen i nettbutikken, eller krediter for hånd i Tripletex.",
                en: "Mend the refund in the shop, or credit by hand in Tripletex."
            )
        )
    }

    static func refundExceedsSale(
        _ id: String,
        _ amount: Amount,
        of left: Amount,
        _ currency: Currency
    ) -> Alert {
        let (amount, left) = (amount.text(in: currency), left.text(in: currency))
        return Alert(
            .refundExceedsSale,
            message: .init(
                nb:
                    "Returen \(id) tar tilbake \(amount) \(currency.code) der \(left) er igjen av salget. Salget er bokført, returen ikke.",
                en:
                    "Refund \(id) takes back \(amount) \(currency.code) where \(left) is left of the sale. The sale is booked, the refund is not."
            ),
            remedy: .init(
                nb: "Se på returen i nettbutikken; før beløpet ut over salget for hånd.",
                en: "Look at the refund in the shop; book what is above the sale by hand."
            )
        )
    }

    static func giftCardDiscount(
        _ what: String,
        _ discount: Amount,
        _ currency: Currency
    ) -> Alert {
        let discount = "\(discount.text(in: currency)) \(currency.code)"
        return Alert(
            .giftCardDiscount,
            message: .init(
                nb: "Gavekortet «\(what)» er solgt under pålydende (rabatt \(discount)).",
                en: "The gift card “\(what)” is sold below its face value (discount \(discount))."
            ),
            remedy: .init(
                nb:
                    "Regnskapsfører avgjør hvordan rabatten føres (gjelden er hele pålydende); før ordren for hånd.",
                en:
                    "The accountant decides how to book the discount (the debt is the face value); book the order by hand."
            )
        )
    }

    static func invalidOrganizationNumber(_ number: String) -> Alert {
        Alert(
            .invalidOrganizationNumber,
            message: .init(
                nb:
                    "Organisasjonsnummeret \(number) er ikke gyldig; fakturaen sendes ikke som EHF.",
                en:
                    "The organisation number \(number) is not valid; the invoice is not sent as EHF."
            ),
            remedy: .init(
                nb:
                    "Rett nummeret på kunden i Tripletex, og i nettbutikken eller Rentman der det kommer fra.",
                en:
                    "Mend the customer's number in Tripletex, and in the shop or Rentman where it comes from."
            )
        )
    }

    static let noDeliveryChannel = Alert(
        .noDeliveryChannel,
        message: .init(
            nb: "Kunden tar ikke imot EHF og har ingen e-postadresse; fakturaen er ikke sendt.",
            en: "The customer takes no EHF and has no e-mail address; the invoice is not sent."
        ),
        remedy: .init(
            nb: "Legg inn en e-postadresse på kunden og send fakturaen fra Tripletex.",
            en: "Give the customer an e-mail address and send the invoice from Tripletex."
        )
    )

    static func payoutMismatch(_ detail: LocalizedText) -> Alert {
        Alert(
            .payoutMismatch,
            message: .init(
                nb: "Utbetalingen stemmer ikke: \(detail.nb).",
                en: "The payout does not tie: \(detail.en)."
            ),
            remedy: .init(
                nb: "Sammenlign med oppgjøret fra betalingsformidleren og før det for hånd.",
                en: "Compare with the provider's settlement and book it by hand."
            )
        )
    }

    /// A figure that cannot be: too large, or of the wrong sign.
    static func impossibleFigure(_ field: String) -> Alert {
        .totalMismatch(
            .init(
                nb: "beløpet eller antallet i \(field) kan ikke være riktig.",
                en: "the amount or quantity in \(field) cannot be right."
            )
        )
    }

    static let unbalanced = Alert.totalMismatch(
        .init(nb: "bilaget går ikke i null.", en: "the voucher does not sum to zero.")
    )

    static func totalMismatch(lines: Amount, order: Amount, _ currency: Currency) -> Alert {
        let difference = (order - lines).text(in: currency)
        let (lines, order) = (lines.text(in: currency), order.text(in: currency))
        return .totalMismatch(
            .init(
                nb:
                    "linjene gir \(lines) \(currency.code), ordren sier \(order) (differanse \(difference)).",
                en:
                    "the lines come to \(lines) \(currency.code), the order says \(order) (a difference of \(difference))."
            )
        )
    }
}
