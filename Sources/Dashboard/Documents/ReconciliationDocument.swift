package import Bookkeeping
package import Foundation

/// A report that is there, or how far its making has come.
package enum ReconciliationState: Hashable, Sendable {
    case underWay(done: Int, total: Int?)
    case ready(ReconciliationDocument)
}

/// Shop, own record and ledger of a period beside each other (contract, section 8).
package struct ReconciliationDocument: Hashable, Sendable, Encodable {
    /// What a report can be downloaded as.
    package static let formats = ["csv", "xlsx", "pdf", "text"]

    package var company: String
    package var period: String
    /// The first and last day, as `2026-10-01`.
    package var from: String
    package var to: String
    /// Not part of the report itself, which is the same bytes each time it is made of the same facts.
    package var madeAt: Date
    /// Every difference has a cause that explains it.
    package var balanced: Bool
    /// Orders of the shops in the period.
    package var orders: Int
    /// Our vouchers in the ledger.
    package var vouchers: Int
    package var connections: [ConnectionRow]
    package var vat: [VATRow]
    package var accounts: [AccountRow]
    package var payments: [PaymentRow]
    package var currencies: [CurrencyRow]
    @OrNull package var giftCards: GiftCards?
    package var differences: [Difference]
    package var paidNotFulfilled: [OpenOrder]

    package init(
        company: String,
        period: ReportPeriod,
        madeAt: Date,
        balanced: Bool,
        orders: Int = 0,
        vouchers: Int = 0,
        connections: [ConnectionRow] = [],
        vat: [VATRow] = [],
        accounts: [AccountRow] = [],
        payments: [PaymentRow] = [],
        currencies: [CurrencyRow] = [],
        giftCards: GiftCards? = nil,
        differences: [Difference] = [],
        paidNotFulfilled: [OpenOrder] = []
    ) {
        self.company = company
        self.period = period.description
        from = period.from.description
        to = period.to.description
        self.madeAt = madeAt
        self.balanced = balanced
        self.orders = orders
        self.vouchers = vouchers
        self.connections = connections
        self.vat = vat
        self.accounts = accounts
        self.payments = payments
        self.currencies = currencies
        self.giftCards = giftCards
        self.differences = differences
        self.paidNotFulfilled = paidNotFulfilled
    }

    private enum CodingKeys: String, CodingKey {
        case company, period, from, to, balanced, orders, vouchers, connections, vat, accounts
        case payments, currencies, giftCards, differences, paidNotFulfilled
    }

    /// One source: its orders of the period, and the turnover that they come to, VAT included.
    package struct ConnectionRow: Hashable, Sendable, Encodable {
        package var connection: String
        package var orders: Int
        package var vouchers: Int
        package var expected: MoneyDocument
        package var posted: MoneyDocument
        /// Differences that a person has to do something about.
        package var open: Int

        package init(
            connection: String,
            orders: Int,
            vouchers: Int,
            expected: MoneyDocument,
            posted: MoneyDocument,
            open: Int
        ) {
            self.connection = connection
            self.orders = orders
            self.vouchers = vouchers
            self.expected = expected
            self.posted = posted
            self.open = open
        }
    }

    /// Turnover under a VAT code: what the rules expect, and what the ledger holds.
    package struct VATRow: Hashable, Sendable, Encodable {
        package struct Sums: Hashable, Sendable, Encodable {
            package var basis: MoneyDocument
            package var vat: MoneyDocument
            package var gross: MoneyDocument

            package init(basis: MoneyDocument, vat: MoneyDocument, gross: MoneyDocument) {
                self.basis = basis
                self.vat = vat
                self.gross = gross
            }
        }

        package var code: String
        package var expected: Sums
        package var posted: Sums

        package init(code: String, expected: Sums, posted: Sums) {
            self.code = code
            self.expected = expected
            self.posted = posted
        }
    }

    package struct AccountRow: Hashable, Sendable, Encodable {
        package var account: Int
        @OrNull package var name: String?
        package var expected: MoneyDocument
        package var posted: MoneyDocument
        package var difference: MoneyDocument

        package init(
            account: Int,
            name: String?,
            expected: MoneyDocument,
            posted: MoneyDocument
        ) {
            self.account = account
            self.name = name
            self.expected = expected
            self.posted = posted
            difference = MoneyDocument(
                minor: posted.minor - expected.minor,
                currency: expected.currency
            )
        }
    }

    package struct PaymentRow: Hashable, Sendable, Encodable {
        /// As the shop names it, or our name for the method.
        package var method: String
        package var shop: MoneyDocument
        package var posted: MoneyDocument

        package init(method: String, shop: MoneyDocument, posted: MoneyDocument) {
            self.method = method
            self.shop = shop
            self.posted = posted
        }
    }

    package struct CurrencyRow: Hashable, Sendable, Encodable {
        package var currency: String
        package var orders: Int
        package var sale: MoneyDocument

        package init(currency: String, orders: Int, sale: MoneyDocument) {
            self.currency = currency
            self.orders = orders
            self.sale = sale
        }
    }

    /// Opening + sold − redeemed − expired = closing.
    package struct GiftCards: Hashable, Sendable, Encodable {
        package var opening: MoneyDocument
        package var sold: MoneyDocument
        package var redeemed: MoneyDocument
        package var expired: MoneyDocument
        package var closing: MoneyDocument

        package init(
            opening: MoneyDocument,
            sold: MoneyDocument,
            redeemed: MoneyDocument,
            expired: MoneyDocument,
            closing: MoneyDocument
        ) {
            self.opening = opening
            self.sold = sold
            self.redeemed = redeemed
            self.expired = expired
            self.closing = closing
        }
    }

    /// Something that differs, with its cause and the step that mends it.
    package struct Difference: Hashable, Sendable, Encodable {
        /// A name of `Bookkeeping.Difference.Cause`.
        package var cause: String
        package var text: LocalizedText
        /// What to do; nil when it needs nothing.
        @OrNull package var step: LocalizedText?
        @OrNull package var connection: String?
        @OrNull package var subject: String?
        @OrNull package var orderNumber: String?
        @OrNull package var voucher: String?
        @OrNull package var voucherURL: String?
        package var amount: MoneyDocument
        /// Whether a person has something to do.
        package var open: Bool

        package init(
            cause: String,
            text: LocalizedText,
            step: LocalizedText? = nil,
            connection: String? = nil,
            subject: String? = nil,
            orderNumber: String? = nil,
            voucher: String? = nil,
            voucherURL: String? = nil,
            amount: MoneyDocument,
            open: Bool
        ) {
            self.cause = cause
            self.text = text
            self.step = step
            self.connection = connection
            self.subject = subject
            self.orderNumber = orderNumber
            self.voucher = voucher
            self.voucherURL = voucherURL
            self.amount = amount
            self.open = open
        }
    }

    /// Paid but not fulfilled when the period ended.
    package struct OpenOrder: Hashable, Sendable, Encodable {
        package var orderNumber: String
        package var date: String
        package var amount: MoneyDocument

        package init(orderNumber: String, date: String, amount: MoneyDocument) {
            self.orderNumber = orderNumber
            self.date = date
            self.amount = amount
        }
    }
}

extension ReconciliationDocument {
    /// The report as the interface gives it, its texts in the language.
    package func json(in language: Language) throws -> Data {
        try DocumentEncoding.encoder(language).encode(self)
    }
}
