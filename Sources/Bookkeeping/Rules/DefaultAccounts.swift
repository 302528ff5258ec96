/// The accounts that are used when a company has chosen no others.
///
/// Source: Tripletex's standard chart of accounts; 1930–1938 and 2901–2902 are made by the company.
enum DefaultAccounts {
    static let sales = numbers([
        "3": 3000, "31": 3001, "32": 3011, "33": 3002, "5": 3100, "51": 3108, "52": 3107, "6": 3200,
        "7": 3900,
    ])

    static let roles = numbers([
        "receivable": 1500, "customerAdvance": 2900, "giftCardLiability": 2901,
        "storeCreditLiability": 2902, "tipsLiability": 2910, "depositLiability": 2990,
        "rental25": 3610, "rentalZero": 3615, "rounding": 7740, "paymentFee": 7770, "bank": 1920,
        "bankForeign": 1940, "cash": 1900, "foreignVatEU": 2750, "foreignVatGB": 2751,
        "breakage": 3900, "fxGain": 8060, "fxLoss": 8160, "badDebt": 7830,
    ])

    static let methods = numbers([
        "vipps": 1930, "mobilepay": 1930, "klarna": 1931, "stripe": 1932, "paypal": 1933,
        "shopify_payments": 1934, "card": 1935, "swish": 1936, "qliro": 1937, "cod": 1938,
        "bank_transfer": 1920, "cash": 1900,
    ])

    /// Stored value is a debt that the payment settles.
    static let liabilityMethods = [
        "gift_card": "giftCardLiability", "store_credit": "storeCreditLiability",
    ]

    /// Tripletex's customers for settlements, when claims on a provider stand on the customer ledger.
    static let settlementCustomers = [
        "vipps": "Vipps AS", "mobilepay": "Vipps AS", "klarna": "Klarna oppgjørskunde",
    ]

    private static func numbers(_ values: [String: Int]) -> [String: AccountNumber] {
        values.compactMapValues(AccountNumber.init)
    }
}
