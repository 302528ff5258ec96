/// Which VAT code and account a supply is booked under, and the rule that says so.
struct VATDecision: Hashable, Sendable {
    /// nil: no VAT treatment.
    var code: VATCode?
    var rate: Percentage
    var account: AccountNumber
    /// The row of the decision table: `D39`.
    var row: String
    var reason: LocalizedText
}

extension Rules {
    /// What a supply is, as far as VAT cares.
    struct Supply {
        var productClass: ProductClass
        var supplyType: SupplyType
        var country: String
        var postalCode: String?
        var isBusiness: Bool
        var isForResale: Bool
        var date: LocalDate
    }

    /// The decision table, first match wins; nil when no row fits.
    ///
    /// Source: merverdiavgiftsloven; the rows are numbered as in the default tables.
    func decide(_ supply: Supply) -> VATDecision? {
        switch supply.productClass {
        case .giftCardMultiPurpose, .giftCardSinglePurpose:
            return liability(
                "giftCardLiability",
                "D01",
                nb: "Gavekort er forskuddsbetaling, ikke omsetning (mval § 1-3).",
                en: "A gift card is a prepayment, not turnover (VAT Act § 1-3)."
            )
        case .tip:
            return liability(
                "tipsLiability",
                "D02",
                nb: "Tips tilhører de ansatte.",
                en: "Tips belong to the staff."
            )
        case .deposit:
            return liability(
                "depositLiability",
                "D03",
                nb: "Depositum betales tilbake og er ikke vederlag.",
                en: "A deposit is paid back and is no consideration."
            )
        default: break
        }
        if !isSellerRegistered {
            return sale(
                "6",
                .zero,
                "D04",
                nb: "Selskapet er ikke mva-registrert.",
                en: "The company is not VAT registered."
            )
        }
        if supply.productClass == .exempt {
            return sale(
                "6",
                .zero,
                "D05",
                nb: "Unntatt fra merverdiavgift (mval kap. 3).",
                en: "Exempt from VAT (VAT Act ch. 3)."
            )
        }
        if supply.productClass == .nonTurnover {
            return sale("7", .zero, "D06", nb: "Ikke omsetning.", en: "Not turnover.")
        }
        return supply.isDomestic ? decideDomestic(supply) : decideAbroad(supply)
    }

    private func decideAbroad(_ supply: Supply) -> VATDecision? {
        switch supply.supplyType {
        case .goods:
            sale(
                "52",
                .zero,
                "D13",
                nb: "Varer sendt ut av Norge er fritatt (mval § 6-21).",
                en: "Goods sent out of Norway are zero-rated (VAT Act § 6-21)."
            )
        case .serviceRemote:
            sale(
                "52",
                .zero,
                "D20",
                nb: "Fjernleverbar tjeneste til mottaker utenfor Norge (mval § 6-22).",
                en: "Remote service to a recipient outside Norway (VAT Act § 6-22)."
            )
        case .rental:
            account("rentalZero").map {
                VATDecision(
                    code: VATCode("52"),
                    rate: .zero,
                    account: $0,
                    row: "D21",
                    reason: .init(
                        nb: "Utleie brukt helt utenfor Norge (mval § 6-22).",
                        en: "Rental used wholly outside Norway (VAT Act § 6-22)."
                    )
                )
            }
        case .serviceLocal:
            sale(
                "52",
                .zero,
                "D22",
                nb: "Tjeneste utført utenfor Norge (mval § 6-22).",
                en: "Service performed outside Norway (VAT Act § 6-22)."
            )
        }
    }

    private func decideDomestic(_ supply: Supply) -> VATDecision? {
        switch supply.productClass {
        case .book where supply.isBusiness && supply.isForResale:
            sale(
                "3",
                .general,
                "D31",
                nb: "Bøker til videresalg: 25 % (mval § 6-4).",
                en: "Books for resale: 25 % (VAT Act § 6-4)."
            )
        case .book, .ebook, .audiobookParallel, .newspaper, .enewspaper, .periodicalSubscription,
            .zeroRatedOther:
            sale(
                "5",
                .zero,
                "D32",
                nb: "Fritatt, nullsats (mval §§ 6-1 – 6-4).",
                en: "Zero-rated (VAT Act §§ 6-1 – 6-4)."
            )
        case .food:
            sale(
                "31",
                .food,
                "D33",
                nb: "Næringsmidler: 15 % (mval § 5-2).",
                en: "Food: 15 % (VAT Act § 5-2)."
            )
        case .rawFish:
            sale(
                "32",
                .rawFish,
                "D34",
                nb: "Råfisk: 11,11 % (mval § 5-8).",
                en: "Raw fish: 11.11 % (VAT Act § 5-8)."
            )
        case .low12:
            sale(
                "33",
                .low(on: supply.date),
                "D35",
                nb: "Lav sats (mval §§ 5-3 – 5-11).",
                en: "Low rate (VAT Act §§ 5-3 – 5-11)."
            )
        case .standard where supply.supplyType == .rental:
            account("rental25").map {
                VATDecision(
                    code: VATCode("3"),
                    rate: .general,
                    account: $0,
                    row: "D36",
                    reason: .init(
                        nb: "Utleie i Norge: 25 % (mval § 3-1).",
                        en: "Rental in Norway: 25 % (VAT Act § 3-1)."
                    )
                )
            }
        case .standard:
            sale(
                "3",
                .general,
                "D39",
                nb: "Alminnelig sats: 25 % (mval § 5-1).",
                en: "Standard rate: 25 % (VAT Act § 5-1)."
            )
        default: nil
        }
    }

    private func sale(
        _ code: String,
        _ rate: Percentage,
        _ row: String,
        nb: String,
        en: String
    ) -> VATDecision? {
        let code = VATCode(code)
        return salesAccount(code).map {
            VATDecision(
                code: code,
                rate: rate,
                account: $0,
                row: row,
                reason: .init(nb: nb, en: en)
            )
        }
    }

    private func liability(_ role: String, _ row: String, nb: String, en: String) -> VATDecision? {
        account(role).map {
            VATDecision(
                code: nil,
                rate: .zero,
                account: $0,
                row: row,
                reason: .init(nb: nb, en: en)
            )
        }
    }
}

extension Rules.Supply {
    /// Norway's VAT area: not Svalbard and Jan Mayen, whose postal codes stand under NO at times (§ 1-2).
    var isDomestic: Bool {
        guard country == "NO" else { return false }
        guard let postalCode, let number = Int(postalCode) else { return true }
        return !(9_170...9_179).contains(number) && number != 8_099
    }
}

extension Percentage {
    static let general = Percentage(basisPoints: 2_500)
    static let food = Percentage(basisPoints: 1_500)
    static let rawFish = Percentage(basisPoints: 1_111)

    /// 12 %; it was 6 % from 2020-04-01 to 2021-09-30.
    static func low(on date: LocalDate) -> Percentage {
        let isReduced = date.description >= "2020-04-01" && date.description <= "2021-09-30"
        return Percentage(basisPoints: isReduced ? 600 : 1_200)
    }
}
