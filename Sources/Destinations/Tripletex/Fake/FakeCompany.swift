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

    struct Account: Sendable {
        var number: Int
        var name: String
        var ledgerType = "GENERAL"
        /// The code that the account is locked to.
        var lockedCode: String?
        var bankAccountNumber: String?

        var id: Int { 400_000 + number }
    }

    struct Product: Sendable {
        var id: Int
        var number: String
        var name: String
        var account: Int?
        var vatType: Int
    }

    struct Customer: Identifiable, Sendable {
        var id: Int
        var fields: [String: FakeJSON]
        /// As Tripletex writes times.
        var changedAt: String?

        func text(_ field: String) -> String {
            switch fields[field] {
            case .string(let text)?: text
            case .number(let number)?: number.description
            default: ""
            }
        }
    }

    /// A person to talk to at a customer.
    struct Contact: Identifiable, Sendable {
        var id: Int
        var version = 0
        var firstName: String
        var lastName: String
        var email: String
        var phone: String
        var customer: Int?

        var line: String { "\(firstName) \(lastName) <\(email)>" }
    }

    struct Line: Sendable {
        var description: String
        var count: Decimal
        var unitPrice: Decimal
        var vatType: VATType
        /// The account that its product names.
        var account: Int?
        /// Amounts in the order's minor units.
        var net: Int64
        var vat: Int64
        var gross: Int64 { net + vat }
    }

    struct Order: Identifiable, Sendable {
        var id: Int
        var number: String
        var customer: Int
        var date: LocalDate
        var deliveryDate: LocalDate
        var currency: Int
        var termDays: Int
        var lines: [Line]
        var isClosed = false
        var contact: Int?
        var department: Int?
        var project: Int?
        var reference: String?
        var internalComment: String?
        var deliveryCity: String?
    }

    struct Posting: Identifiable, Sendable {
        var id: Int
        var date: LocalDate
        var account: Int
        var vatCode: String?
        /// Gross, in øre; debit positive.
        var amount: Int64
        /// In the minor units of its currency.
        var inCurrency: Int64
        var currency: Int
        var customer: Int?
        var invoice: Int?
        var voucher: Int
        var closeGroup: Int?
        var department: Int?
        var project: Int?
        /// 0 for what Tripletex makes by itself.
        var row = 1
    }

    struct Invoice: Identifiable, Sendable {
        var id: Int
        var number: Int
        var date: LocalDate
        var dueDate: LocalDate
        var order: Int
        var customer: Int
        var currency: Int
        /// In minor units of the currency, and in øre.
        var amount: Int64
        var amountNOK: Int64
        var outstanding: Int64
        var voucher: Int
        /// The invoice that it credits.
        var credits: Int?
        var isCredited = false
        var sentBy: String?

        var isCreditNote: Bool { amount < 0 || credits != nil }
    }

    struct Voucher: Identifiable, Sendable {
        var id: Int
        var number: Int
        var date: LocalDate
        var description: String
        var external: String?
        var reverse: Int?
        var attachment: Int?
        var attachedFiles = 0
    }

    var vatTypes = Self.standardVATTypes
    var paymentTypes = Self.standardPaymentTypes
    var accounts = Self.standardAccounts
    /// NOK for the currency's factor, by its id and day.
    var rates: [Int: [LocalDate: Decimal]] = [:]
    var hasBankAccountNumber = true
    /// The last day of the period that is closed.
    var closedThrough: LocalDate?
    /// Organisation numbers that can receive EHF.
    var ehfReceivers: Set<String> = []
    /// Those of them that cannot be reached when an invoice is on its way: Tripletex has answered by then.
    var ehfUnreachable: Set<String> = []
    var organizationNumber = "910667572"
    var postalAddress: (code: String, city: String)? = ("0150", "Oslo")
    /// Whether lists may be posted; some tokens may not.
    var allowsLists = true
    /// Whether a product may stand on an account of the balance sheet.
    var allowsLiabilityProducts = true
    var customers: [Customer] = []
    var products: [Product] = []
    var contacts: [Contact] = []
    var orders: [Order] = []
    var orderNumbers: Set<String> = []
    var invoices: [Invoice] = []
    var vouchers: [Voucher] = []
    var postings: [Posting] = []
    var projects = FakeProjects()
    var departments: [Department] = []
    /// Places of postings in their list.
    var postingsByInvoice: [Int: [Int]] = [:]
    var postingsByVoucher: [Int: [Int]] = [:]
    private var lastID = 100_000

    mutating func nextID() -> Int {
        lastID += 1
        return lastID
    }

    func account(_ number: Int) -> Account? { accounts.first { $0.number == number } }

    /// The sum in øre, at the day's rate, rounded half away from zero.
    func nok(_ minor: Int64, currency: Int, on day: LocalDate) throws(FakeRefusal) -> Int64 {
        guard currency != 1 else { return minor }
        guard let rate = rate(of: currency, on: day) else {
            throw .invalid("currency", "Valutakurs mangler.")
        }
        return (Decimal(minor) / 100 * rate.value / Decimal(rate.factor)).roundedToOre
    }

    /// The newest rate on or before the day.
    func rate(
        of currency: Int,
        on day: LocalDate
    ) -> (value: Decimal, factor: Int, day: LocalDate)? {
        guard let day = rates[currency]?.keys.filter({ $0 <= day }).max(),
            let value = rates[currency]?[day],
            let factor = Self.currencies.first(where: { $0.0 == currency })?.2
        else { return nil }
        return (value, factor, day)
    }

    func checkOpen(_ date: LocalDate) throws(FakeRefusal) {
        if let closedThrough, date <= closedThrough {
            throw .invalid("date", "Perioden er avsluttet.")
        }
    }
}
