import Bookkeeping

/// What a company starts with.
extension FakeCompany {
    private static func outgoing(
        _ id: Int,
        _ number: String,
        _ basisPoints: Int64,
        _ sales: Int,
        vat: Int? = nil
    ) -> VATType {
        VATType(
            id: id,
            number: number,
            rate: .init(basisPoints: basisPoints),
            isOutgoing: true,
            salesAccount: sales,
            vatAccount: vat
        )
    }

    /// Ids as recorded from Tripletex: of some codes they are not the number.
    static let standardVATTypes = [
        VATType(id: 0, number: "0", rate: .zero, isOutgoing: false),
        VATType(id: 1, number: "1", rate: .init(basisPoints: 2_500), isOutgoing: false),
        VATType(id: 86, number: "86", rate: .init(basisPoints: 2_500), isOutgoing: false),
        outgoing(3, "3", 2_500, 3_000, vat: 2_700), outgoing(31, "31", 1_500, 3_001, vat: 2_701),
        outgoing(32, "33", 1_200, 3_002, vat: 2_702), outgoing(311, "32", 1_111, 3_011, vat: 2_703),
        outgoing(5, "5", 0, 3_100), outgoing(6, "6", 0, 3_200), outgoing(7, "7", 0, 3_900),
        outgoing(51, "51", 0, 3_108), outgoing(52, "52", 0, 3_107),
    ]

    /// The two of a fresh company, and those that its owner has made for the payment providers.
    static let standardPaymentTypes = [
        PaymentType(id: 9_001, description: "Kontant", account: 1_900),
        PaymentType(id: 9_002, description: "Betalt til bank", account: 1_920),
        PaymentType(id: 9_011, description: "Vipps", account: 1_930),
        PaymentType(id: 9_012, description: "Klarna", account: 1_931),
        PaymentType(id: 9_013, description: "Stripe", account: 1_932),
        PaymentType(id: 9_014, description: "PayPal", account: 1_933),
        PaymentType(id: 9_015, description: "Shopify Payments", account: 1_934),
        PaymentType(id: 9_016, description: "Kort", account: 1_935),
        PaymentType(id: 9_017, description: "Gavekort", account: 2_901),
    ]

    /// The standard chart as far as sales touch it, with the accounts that the set-up adds.
    static let standardAccounts: [Account] =
        [
            Account(
                number: 1_500,
                name: "Kundefordringer",
                ledgerType: "CUSTOMER",
                lockedCode: "0"
            ),
            Account(
                number: 2_400,
                name: "Leverandørgjeld",
                ledgerType: "VENDOR",
                lockedCode: "0"
            ),
            Account(
                number: 1_920,
                name: "Bankinnskudd",
                lockedCode: "0",
                bankAccountNumber: "12345678903"
            ),
            locked(3_000, "3"), locked(3_001, "31"), locked(3_002, "33"), locked(3_011, "32"),
            locked(3_100, "5"), locked(3_107, "52"), locked(3_108, "51"), locked(3_200, "6"),
        ]
        + [
            1_900, 1_930, 1_931, 1_932, 1_933, 1_934, 1_935, 1_936, 1_937, 1_938, 1_940, 2_700,
            2_701, 2_702, 2_703, 2_750, 2_751, 2_900, 2_901, 2_902, 2_910, 2_990, 3_040, 3_610,
            3_615, 3_900, 3_960, 7_740, 7_770, 7_830, 8_060, 8_160,
        ].map { Account(number: $0, name: "Konto \($0)") }

    private static func locked(_ number: Int, _ code: String) -> Account {
        Account(number: number, name: "Salgsinntekt \(number)", lockedCode: code)
    }

    static let countries = [
        (161, "NO"), (162, "SE"), (44, "DK"), (66, "FI"), (65, "DE"), (188, "GB"), (189, "US"),
        (159, "SJ"), (142, "NL"), (60, "FR"),
    ]
    static let currencies = [
        (1, "NOK", 1), (2, "SEK", 100), (3, "DKK", 100), (4, "USD", 1), (5, "EUR", 1),
        (6, "GBP", 1), (7, "JPY", 100),
    ]
}
