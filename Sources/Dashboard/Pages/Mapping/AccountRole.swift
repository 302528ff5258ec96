import Bookkeeping

/// The accounts that rules name by what they are for, with the number used when a company chooses none.
struct AccountRole: Sendable {
    let key: String
    let label: LocalizedText
    let standard: Int

    static let all: [AccountRole] = [
        role("receivable", 1500, "Kundefordringer", "Receivables"),
        role("bank", 1920, "Bank", "Bank"),
        role("bankForeign", 1940, "Bank, valuta", "Bank, foreign currency"),
        role("cash", 1900, "Kontanter", "Cash"),
        role("customerAdvance", 2900, "Forskudd fra kunder", "Advances from customers"),
        role("giftCardLiability", 2901, "Gavekort", "Gift cards"),
        role("storeCreditLiability", 2902, "Tilgodelapper", "Store credit"),
        role("tipsLiability", 2910, "Tips til ansatte", "Tips to staff"),
        role("depositLiability", 2990, "Depositum", "Deposits"),
        role("rental25", 3610, "Utleie, 25 %", "Rental, 25 %"),
        role("rentalZero", 3615, "Utleie, uten mva", "Rental, no VAT"),
        role("rounding", 7740, "Øreavrunding", "Rounding"),
        role("paymentFee", 7770, "Betalingsgebyr", "Payment fees"),
        role("foreignVatEU", 2750, "Mva i EU", "VAT in the EU"),
        role("foreignVatGB", 2751, "Mva i Storbritannia", "VAT in the UK"),
        role("breakage", 3900, "Utløpte gavekort", "Expired gift cards"),
        role("fxGain", 8060, "Valutagevinst", "Exchange gain"),
        role("fxLoss", 8160, "Valutatap", "Exchange loss"),
        role("badDebt", 7830, "Tap på krav", "Bad debt"),
    ]

    private static func role(_ key: String, _ standard: Int, _ nb: String, _ en: String) -> Self {
        AccountRole(key: key, label: LocalizedText(nb: nb, en: en), standard: standard)
    }
}

/// What accounts are called that are made for a purpose of the rules.
package enum AccountNames {
    /// Roles of the rules with their names in Norwegian, as a chart of accounts has them.
    package static let roles: [(role: String, name: String)] = AccountRole.all.map {
        ($0.key, $0.label.nb)
    }
    /// VAT codes of sales, likewise.
    package static let sales: [(code: String, name: String)] = SalesCode.all.map {
        ($0.code, $0.label.nb)
    }
}

/// The VAT codes of sales, with the account used when a company chooses none.
struct SalesCode: Sendable {
    let code: String
    let label: LocalizedText
    let standard: Int

    static let all: [SalesCode] = [
        code("3", 3000, "Utgående mva, 25 %", "Output VAT, 25 %"),
        code("31", 3001, "Utgående mva, 15 %", "Output VAT, 15 %"),
        code("32", 3011, "Råfisk, 11,11 %", "Raw fish, 11.11 %"),
        code("33", 3002, "Utgående mva, 12 %", "Output VAT, 12 %"),
        code("5", 3100, "Fritatt, innenlands", "Zero-rated, domestic"),
        code("51", 3108, "Omvendt avgiftsplikt", "Domestic reverse charge"),
        code("52", 3107, "Utførsel", "Export"),
        code("6", 3200, "Utenfor mva-loven", "Outside the VAT act"),
        code("7", 3900, "Ingen mva-behandling", "No VAT treatment"),
    ]

    private static func code(_ code: String, _ standard: Int, _ nb: String, _ en: String) -> Self {
        SalesCode(code: code, label: LocalizedText(nb: nb, en: en), standard: standard)
    }
}

/// The words of product classes, supply types, customers and destinations in rules.
enum RuleWord {
    static let productClasses: [(String, LocalizedText)] = [
        ("standard", word("Vanlige varer", "Standard goods")), ("food", word("Mat", "Food")),
        ("raw_fish", word("Råfisk", "Raw fish")), ("low12", word("Lav sats", "Low rate")),
        ("book", word("Bøker", "Books")), ("ebook", word("E-bøker", "E-books")),
        ("audiobook_parallel", word("Lydbøker", "Audio books")),
        ("newspaper", word("Aviser", "Newspapers")), ("enewspaper", word("E-aviser", "E-papers")),
        ("periodical_subscription", word("Tidsskrift", "Periodicals")),
        ("zero_rated_other", word("Annet fritatt", "Other zero-rated")),
        ("exempt", word("Unntatt", "Exempt")),
        ("non_turnover", word("Ikke omsetning", "No turnover")),
        ("domestic_reverse_charge", word("Omvendt avgiftsplikt", "Reverse charge")),
        ("gift_card_mpv", word("Gavekort", "Gift cards")),
        ("gift_card_spv", word("Gavekort, ett formål", "Single-purpose gift cards")),
        ("deposit", word("Depositum", "Deposit")), ("tip", word("Tips", "Tips")),
    ]
    static let supplyTypes: [(String, LocalizedText)] = [
        ("goods", word("Varer", "Goods")),
        ("service_local", word("Tjeneste på stedet", "Local service")),
        ("service_remote", word("Fjernlevert tjeneste", "Remote service")),
        ("rental", word("Utleie", "Rental")),
    ]
    static let customerTypes: [(String, LocalizedText)] = [
        ("B2C", word("Privatkunder", "Consumers")), ("B2B", word("Bedrifter", "Businesses")),
    ]
    static let destinations: [(String, LocalizedText)] = [
        ("NO", word("Norge", "Norway")),
        ("SJ", word("Svalbard og Jan Mayen", "Svalbard, Jan Mayen")),
        ("EU", word("EU", "EU")), ("GB", word("Storbritannia", "United Kingdom")),
        ("ROW", word("Resten av verden", "Rest of the world")),
    ]
    static let matchFields: [(String, LocalizedText)] = [
        ("sku", word("Varenummer", "SKU")), ("productId", word("Produkt-id", "Product id")),
        ("title", word("Navn", "Title")), ("category", word("Kategori", "Category")),
        ("ledger", word("Kontokode i Rentman", "Ledger code in Rentman")),
    ]
    static let methods: [(String, LocalizedText)] = [
        ("vipps", word("Vipps", "Vipps")), ("mobilepay", word("MobilePay", "MobilePay")),
        ("klarna", word("Klarna", "Klarna")), ("stripe", word("Stripe", "Stripe")),
        ("paypal", word("PayPal", "PayPal")),
        ("shopify_payments", word("Shopify Payments", "Shopify Payments")),
        ("card", word("Annet kort", "Other card")), ("swish", word("Swish", "Swish")),
        ("qliro", word("Qliro", "Qliro")), ("cod", word("Oppkrav", "Cash on delivery")),
        ("bank_transfer", word("Bankoverføring", "Bank transfer")),
        ("cash", word("Kontanter", "Cash")), ("gift_card", word("Gavekort", "Gift card")),
        ("store_credit", word("Tilgodelapp", "Store credit")),
    ]

    private static func word(_ nb: String, _ en: String) -> LocalizedText {
        LocalizedText(nb: nb, en: en)
    }
}
