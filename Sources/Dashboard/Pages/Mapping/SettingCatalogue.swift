import Bookkeeping

/// The settings of rules as people are asked for them, in the order of the page.
struct SettingCatalogue {
    enum Kind: Sendable {
        case flag(isOnByDefault: Bool)
        /// The values with their words, the default first.
        case choice([(value: String, label: LocalizedText)])
        case number(default: Int)
        case day
        case text(default: String)
    }

    struct Setting: Sendable {
        let key: String
        let label: LocalizedText
        let kind: Kind
        var hint: LocalizedText?
    }

    static let settings: [Setting] = [
        Setting(
            key: "bookingModel",
            label: text("Bokføres som", "Booked as"),
            kind: .choice([
                ("invoice", text("Faktura per ordre", "An invoice for each order")),
                ("voucher", text("Bilag", "Vouchers")),
            ])
        ),
        Setting(
            key: "requireFulfilled",
            label: text("Bare leverte ordrer", "Fulfilled orders only"),
            kind: .flag(isOnByDefault: true)
        ),
        Setting(
            key: "requirePaid",
            label: text("Bare betalte ordrer", "Paid orders only"),
            kind: .flag(isOnByDefault: true)
        ),
        Setting(
            key: "allowPartiallyPaid",
            label: text("Også delvis betalte", "Partly paid ones too"),
            kind: .flag(isOnByDefault: false)
        ),
        Setting(
            key: "b2bInvoiceTermsBookUnpaid",
            label: text(
                "Bedriftsordrer på faktura bokføres ubetalt",
                "Business orders on terms are booked unpaid"
            ),
            kind: .flag(isOnByDefault: true)
        ),
        Setting(
            key: "advanceMode",
            label: text("Betalt før levering", "Paid before delivery"),
            kind: .choice([
                ("none", text("Bokføres ved levering", "Booked at delivery")),
                ("advance", text("Forskudd fra kunder", "Advance from customers")),
            ])
        ),
        Setting(
            key: "shippingVatMode",
            label: text("Mva på frakt", "VAT on shipping"),
            kind: .choice([
                ("follow", text("Følger varene", "Follows the goods")),
                ("shop", text("Som butikken oppgir", "As the shop states it")),
                ("fixed:3", text("Alltid kode 3", "Always code 3")),
            ])
        ),
        Setting(
            key: "vatDeviationMode",
            label: text("Når mva avviker", "When VAT deviates"),
            kind: .choice([
                ("hold", text("Hold ordren tilbake", "Hold the order")),
                ("warn", text("Bokfør og varsle", "Book and alert")),
            ])
        ),
        Setting(
            key: "onChange",
            label: text("Når en bokført ordre endres", "When a booked order changes"),
            kind: .choice([
                ("hold", text("Spør et menneske", "Ask a person")),
                ("correct", text("Korriger selv", "Correct it")),
            ])
        ),
        Setting(
            key: "refundRateMode",
            label: text("Kurs på refusjoner", "Rate of refunds"),
            kind: .choice([
                ("original", text("Salgets kurs", "The sale's rate")),
                ("refundDate", text("Refusjonsdagens kurs", "The rate on the day")),
            ])
        ),
        Setting(
            key: "spvTreatment",
            label: text("Gavekort til ett formål", "Single-purpose gift cards"),
            kind: .choice([
                ("liability", text("Gjeld til de brukes", "Debt until used")),
                ("taxAtSale", text("Mva ved salg", "VAT at sale")),
            ])
        ),
        Setting(
            key: "clearingStyle",
            label: text("Oppgjør fra betalingsløsninger", "Settlements of providers"),
            kind: .choice([
                ("account", text("Egen konto", "An account each")),
                ("settlementCustomer", text("Oppgjørskunde", "Settlement customer")),
            ])
        ),
        Setting(
            key: "productLines",
            label: text("Varelinjer på faktura", "Lines of invoices"),
            kind: .choice([
                ("text", text("Tekst", "Text")),
                ("sku", text("Produktet med varens SKU", "The product with the item's SKU")),
            ])
        ),
        Setting(
            key: "attachOrder",
            label: text(
                "Legg ordren ved bilaget som PDF (bilagsmodellen)",
                "Attach the order to its voucher as PDF (voucher model)"
            ),
            kind: .flag(isOnByDefault: false)
        ),
        Setting(
            key: "department",
            label: text("Avdeling i Tripletex (nummer)", "Department in Tripletex (number)"),
            kind: .text(default: "")
        ),
        Setting(
            key: "project",
            label: text("Prosjekt i Tripletex (nummer)", "Project in Tripletex (number)"),
            kind: .text(default: "")
        ),
        Setting(
            key: "sellerVatRegistered",
            label: text("Selskapet er mva-registrert", "The company is VAT registered"),
            kind: .flag(isOnByDefault: true)
        ),
        Setting(
            key: "iossRegistered",
            label: text("Registrert i IOSS", "Registered for IOSS"),
            kind: .flag(isOnByDefault: false)
        ),
        Setting(
            key: "ossRegistered",
            label: text("Registrert i OSS", "Registered for OSS"),
            kind: .flag(isOnByDefault: false)
        ),
        Setting(
            key: "ukVatRegistered",
            label: text("Mva-registrert i Storbritannia", "VAT registered in the UK"),
            kind: .flag(isOnByDefault: false)
        ),
        Setting(
            key: "closedThrough",
            label: text("Regnskapet er lukket til og med", "The books are closed through"),
            kind: .day
        ),
        Setting(
            key: "totalToleranceMinor",
            label: text("Øre som kan avrundes", "Øre that may be rounded"),
            kind: .number(default: 2)
        ),
        Setting(
            key: "rateMaxAgeDays",
            label: text("Høyeste alder på kurs, dager", "Oldest rate, in days"),
            kind: .number(default: 7)
        ),
    ]

    static let projects: [Setting] = [
        Setting(
            key: "slackChannels",
            label: text("Lag Slack-kanaler", "Make Slack channels"),
            kind: .flag(isOnByDefault: true)
        ),
        Setting(
            key: "channelPrefix",
            label: text("Kanalnavn begynner med", "Channel names begin with"),
            kind: .text(default: "p-")
        ),
        Setting(
            key: "archiveAfterDays",
            label: text("Arkiver så mange dager etter slutt", "Archive so many days after the end"),
            kind: .number(default: 7)
        ),
        Setting(
            key: "notConfirmedAgain",
            label: text(
                "Når et prosjekt ikke lenger er bekreftet",
                "When a project is unconfirmed"
            ),
            kind: .choice([
                ("close", text("Lukk det", "Close it")), ("keep", text("La det stå", "Keep it")),
            ])
        ),
        Setting(
            key: "invoices",
            label: text("Fakturagrunnlag fra Rentman", "Invoice basis from Rentman"),
            kind: .choice([
                ("order", text("Blir ordre", "Becomes an order")),
                ("invoice", text("Blir faktura", "Becomes an invoice")),
                ("off", text("Overføres ikke", "Is not transferred")),
            ])
        ),
        Setting(
            key: "drafts",
            label: text("Også kladder", "Drafts too"),
            kind: .flag(isOnByDefault: false)
        ),
        Setting(
            key: "defaultManager",
            label: text(
                "Prosjektleder når Rentman ikke navngir en (ansattnummer)",
                "Project manager where Rentman names none (employee number)"
            ),
            kind: .text(default: "")
        ),
        Setting(
            key: "crewLeaves",
            label: text("Mannskap som tas av jobben", "Crew taken off the job"),
            kind: .choice([
                ("keep", text("Blir stående", "Stay")), ("remove", text("Fjernes", "Leave")),
            ])
        ),
        Setting(
            key: "renameChannels",
            label: text("Kanaler skifter navn med prosjektet", "Channels are renamed"),
            kind: .flag(isOnByDefault: true)
        ),
        Setting(
            key: "writeAccountingCodes",
            label: text(
                "Skriv kundenummeret tilbake til Rentman",
                "Write the customer's number back to Rentman"
            ),
            kind: .flag(isOnByDefault: false)
        ),
    ]

    private static func text(_ nb: String, _ en: String) -> LocalizedText {
        LocalizedText(nb: nb, en: en)
    }
}
