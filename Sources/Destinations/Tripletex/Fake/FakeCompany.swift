import Bookkeeping
import Foundation

/// What a company's Tripletex holds: the registers it starts with, and what was booked.
struct FakeCompany: Sendable {
    struct VATType: Sendable {
        var id: Int
        var number: String
        var rate: Percentage
        var isOutgoing: Bool
        /// The account that sales under the code go to.
        var salesAccount: Int?
        var vatAccount: Int?
    }

    struct PaymentType: Sendable {
        var id: Int
        var description: String
        var account: Int
    }

    struct Customer: Sendable {
        var id: Int
        var fields: [String: FakeJSON]
    }

    struct Line: Sendable {
        var description: String
        var count: Decimal
        var unitPrice: Decimal
        var vatType: VATType
        /// Amounts in øre.
        var net: Int64
        var vat: Int64
        var gross: Int64 { net + vat }
    }

    struct Order: Sendable {
        var id: Int
        var number: String
        var customer: Int
        var date: LocalDate
        var deliveryDate: LocalDate
        var lines: [Line]
        var isClosed = false
    }

    struct Posting: Sendable {
        var id: Int
        var date: LocalDate
        var account: Int
        var vatCode: String?
        /// Gross, in øre; debit positive.
        var amount: Int64
        var customer: Int?
        var invoice: Int
    }

    struct Invoice: Sendable {
        var id: Int
        var number: Int
        var date: LocalDate
        var dueDate: LocalDate
        var order: Int
        var customer: Int
        var amount: Int64
        var outstanding: Int64
        var voucher: Int
    }

    var vatTypes = Self.standardVATTypes
    var paymentTypes = Self.standardPaymentTypes
    var hasBankAccountNumber = true
    var customers: [Customer] = []
    var orders: [Order] = []
    var orderNumbers: Set<String> = []
    var invoices: [Invoice] = []
    var postings: [Posting] = []
    private var lastID = 100_000

    mutating func nextID() -> Int {
        lastID += 1
        return lastID
    }

    /// Ids as recorded from Tripletex: of some codes they are not the number.
    private static let standardVATTypes = [
        VATType(id: 0, number: "0", rate: .zero, isOutgoing: false),
        VATType(id: 1, number: "1", rate: .init(basisPoints: 2_500), isOutgoing: false),
        VATType(
            id: 3,
            number: "3",
            rate: .init(basisPoints: 2_500),
            isOutgoing: true,
            salesAccount: 3_000,
            vatAccount: 2_700
        ),
        VATType(
            id: 31,
            number: "31",
            rate: .init(basisPoints: 1_500),
            isOutgoing: true,
            salesAccount: 3_001,
            vatAccount: 2_701
        ),
        VATType(
            id: 32,
            number: "33",
            rate: .init(basisPoints: 1_200),
            isOutgoing: true,
            salesAccount: 3_002,
            vatAccount: 2_702
        ),
        VATType(
            id: 311,
            number: "32",
            rate: .init(basisPoints: 1_111),
            isOutgoing: true,
            salesAccount: 3_011,
            vatAccount: 2_703
        ),
        VATType(id: 5, number: "5", rate: .zero, isOutgoing: true, salesAccount: 3_100),
        VATType(id: 6, number: "6", rate: .zero, isOutgoing: true, salesAccount: 3_200),
        VATType(id: 7, number: "7", rate: .zero, isOutgoing: true, salesAccount: 3_900),
        VATType(id: 51, number: "51", rate: .zero, isOutgoing: true, salesAccount: 3_108),
        VATType(id: 52, number: "52", rate: .zero, isOutgoing: true, salesAccount: 3_107),
    ]

    /// The two of a fresh company, and those that its owner has made for the payment providers.
    private static let standardPaymentTypes = [
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

    static let countries = [
        (161, "NO"), (162, "SE"), (44, "DK"), (66, "FI"), (65, "DE"), (188, "GB"), (189, "US"),
        (159, "SJ"), (142, "NL"), (60, "FR"),
    ]
    static let currencies = [
        (1, "NOK", 1), (2, "SEK", 100), (3, "DKK", 100), (4, "USD", 1), (5, "EUR", 1),
        (6, "GBP", 1),
    ]
}
