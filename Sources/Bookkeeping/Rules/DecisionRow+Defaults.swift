extension DecisionRow {
    /// The default table.
    ///
    /// The numbers are those of the default tables that this project's rules refer to.
    ///
    /// Source: merverdiavgiftsloven (mval), each row as its reason says.
    static let defaults: [DecisionRow] = liabilities + outsideTheAct + abroad + domestic

    private static let outside: [Destination] = [
        .svalbard, .europeanUnion, .unitedKingdom, .restOfWorld,
    ]

    private static let liabilities = [
        DecisionRow(
            id: "D01",
            condition: .init(productClass: [.giftCardMultiPurpose, .giftCardSinglePurpose]),
            account: .role("giftCardLiability"),
            reason: .init(
                nb: "Gavekort er forskuddsbetaling, ikke omsetning (mval § 1-3).",
                en: "A gift card is a prepayment, not turnover (VAT Act § 1-3)."
            )
        ),
        DecisionRow(
            id: "D02",
            condition: .init(productClass: [.tip]),
            account: .role("tipsLiability"),
            reason: .init(nb: "Tips tilhører de ansatte.", en: "Tips belong to the staff.")
        ),
        DecisionRow(
            id: "D03",
            condition: .init(productClass: [.deposit]),
            account: .role("depositLiability"),
            reason: .init(
                nb: "Depositum betales tilbake og er ikke vederlag.",
                en: "A deposit is paid back and is no consideration."
            )
        ),
    ]

    private static let outsideTheAct = [
        row(
            "D04",
            .init(isSellerRegistered: false),
            "6",
            nb: "Selskapet er ikke mva-registrert (mval § 2-1).",
            en: "The company is not VAT registered (VAT Act § 2-1)."
        ),
        row(
            "D05",
            .init(productClass: [.exempt]),
            "6",
            nb: "Unntatt fra merverdiavgift (mval kap. 3).",
            en: "Exempt from VAT (VAT Act ch. 3)."
        ),
        row(
            "D06",
            .init(productClass: [.nonTurnover]),
            "7",
            nb: "Ikke omsetning (mval § 3-1).",
            en: "Not turnover (VAT Act § 3-1)."
        ),
    ]

    private static let abroad = [
        row(
            "D10",
            .init(
                destination: [.europeanUnion],
                supplyType: [.goods],
                customerType: [.consumer],
                hasForeignVAT: true
            ),
            "52",
            foreign: "foreignVatEU",
            nb:
                "Varer til forbruker i EU med IOSS-mva: utførsel, den utenlandske avgiften er gjeld (mval § 6-21).",
            en:
                "Goods to a consumer in the EU with IOSS VAT: export, the foreign VAT is a debt (VAT Act § 6-21)."
        ),
        row(
            "D11",
            .init(
                destination: [.unitedKingdom],
                supplyType: [.goods],
                customerType: [.consumer],
                hasForeignVAT: true
            ),
            "52",
            foreign: "foreignVatGB",
            nb:
                "Varer til forbruker i Storbritannia med britisk mva: utførsel, avgiften er gjeld (mval § 6-21).",
            en:
                "Goods to a consumer in the UK with UK VAT: export, that VAT is a debt (VAT Act § 6-21)."
        ),
        row(
            "D12",
            .init(
                destination: [.europeanUnion],
                supplyType: [.serviceRemote],
                customerType: [.consumer],
                hasForeignVAT: true
            ),
            "52",
            foreign: "foreignVatEU",
            nb:
                "Fjernleverbar tjeneste til forbruker i EU med OSS-mva: avgiften er gjeld (mval § 6-22).",
            en:
                "Remote service to a consumer in the EU with OSS VAT: that VAT is a debt (VAT Act § 6-22)."
        ),
        row(
            "D13",
            .init(destination: outside, supplyType: [.goods]),
            "52",
            nb: "Varer sendt ut av Norge er fritatt (mval § 6-21).",
            en: "Goods sent out of Norway are zero-rated (VAT Act § 6-21)."
        ),
        before(
            LocalDate(unchecked: 2023, 1, 1),
            row(
                "D19",
                .init(
                    productClass: [.standard],
                    destination: outside,
                    supplyType: [.serviceRemote],
                    customerType: [.consumer]
                ),
                "3",
                nb:
                    "Fjernleverbar tjeneste til privatperson utenfor Norge før 2023 (mval § 6-22 i den gamle ordlyden).",
                en:
                    "Remote service to a private person abroad before 2023 (VAT Act § 6-22 as it read then)."
            )
        ),
        row(
            "D20",
            .init(destination: outside, supplyType: [.serviceRemote]),
            "52",
            nb: "Fjernleverbar tjeneste til mottaker utenfor Norge (mval § 6-22 andre ledd).",
            en: "Remote service to a recipient outside Norway (VAT Act § 6-22 second paragraph)."
        ),
        row(
            "D21",
            .init(destination: outside, supplyType: [.rental]),
            "52",
            account: .role("rentalZero"),
            nb: "Utleie brukt helt utenfor Norge (mval § 6-22).",
            en: "Rental used wholly outside Norway (VAT Act § 6-22)."
        ),
        row(
            "D22",
            .init(destination: outside, supplyType: [.serviceLocal]),
            "52",
            nb: "Tjeneste utført utenfor Norge (mval § 6-22).",
            en: "Service performed outside Norway (VAT Act § 6-22)."
        ),
    ]

    private static let domestic = [
        row(
            "D30",
            .init(
                productClass: [.domesticReverseCharge],
                destination: [.norway],
                customerType: [.business],
                customerHasTaxID: true
            ),
            "51",
            nb: "Omvendt avgiftsplikt - Merverdiavgift ikke beregnet (mval § 11-1).",
            en: "Reverse charge - VAT not charged (VAT Act § 11-1)."
        ),
        row(
            "D31",
            .init(
                productClass: [.book],
                destination: [.norway],
                customerType: [.business],
                isForResale: true
            ),
            "3",
            nb: "Bøker til videresalg: alminnelig sats (mval § 6-4).",
            en: "Books for resale: standard rate (VAT Act § 6-4)."
        ),
        before(
            LocalDate(unchecked: 2019, 7, 1),
            row(
                "D31e",
                .init(productClass: [.ebook], destination: [.norway]),
                "3",
                nb: "E-bøker før 1. juli 2019: alminnelig sats (mval § 5-1).",
                en: "E-books before 1 July 2019: standard rate (VAT Act § 5-1)."
            )
        ),
        row(
            "D32",
            .init(
                productClass: [
                    .book, .ebook, .audiobookParallel, .newspaper, .enewspaper,
                    .periodicalSubscription, .zeroRatedOther,
                ],
                destination: [.norway]
            ),
            "5",
            nb: "Fritatt, nullsats (mval §§ 6-1 – 6-4).",
            en: "Zero-rated (VAT Act §§ 6-1 – 6-4)."
        ),
        row(
            "D33",
            .init(productClass: [.food], destination: [.norway]),
            "31",
            nb: "Næringsmidler (mval § 5-2).",
            en: "Food (VAT Act § 5-2)."
        ),
        row(
            "D34",
            .init(productClass: [.rawFish], destination: [.norway]),
            "32",
            nb: "Råfisk (mval § 5-8).",
            en: "Raw fish (VAT Act § 5-8)."
        ),
        row(
            "D35",
            .init(productClass: [.low12], destination: [.norway]),
            "33",
            nb: "Lav sats (mval §§ 5-3 – 5-11).",
            en: "Low rate (VAT Act §§ 5-3 – 5-11)."
        ),
        row(
            "D36",
            .init(productClass: [.standard], destination: [.norway], supplyType: [.rental]),
            "3",
            account: .role("rental25"),
            nb: "Utleie i Norge: alminnelig sats (mval § 3-1).",
            en: "Rental in Norway: standard rate (VAT Act § 3-1)."
        ),
        row(
            "D39",
            .init(productClass: [.standard], destination: [.norway]),
            "3",
            nb: "Alminnelig sats (mval § 5-1).",
            en: "Standard rate (VAT Act § 5-1)."
        ),
    ]

    /// The row until the day before.
    private static func before(_ day: LocalDate, _ row: DecisionRow) -> DecisionRow {
        var row = row
        row.to = day.adding(days: -1)
        return row
    }

    private static func row(
        _ id: String,
        _ condition: Condition,
        _ code: String,
        account: Account = .salesByCode,
        foreign: String? = nil,
        nb: String,
        en: String
    ) -> DecisionRow {
        DecisionRow(
            id: id,
            condition: condition,
            code: VATCode(code),
            account: account,
            foreignVATRole: foreign,
            reason: .init(nb: nb, en: en)
        )
    }
}
