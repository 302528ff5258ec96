package import Bookkeeping

/// What a company's rules need of its Tripletex.
package struct LedgerNeeds: Hashable, Sendable {
    package var vatCodes: Set<VATCode>
    package var accounts: Set<AccountNumber>
    /// Accounts on which payments come in: without a payment type there, each takes a voucher.
    package var paymentAccounts: Set<AccountNumber>
    package var currencies: Set<Currency>
    /// Whether projects are made, which takes a manager who may be one.
    package var usesProjects: Bool
    /// Whether sales become invoices, which businesses may get by EHF.
    package var makesInvoices = false
    /// The days whose invoices are looked at for EHF that did not arrive; nil: none are.
    package var ehfDays: ClosedRange<LocalDate>?
    /// The last closed day that the rules know of.
    package var closedThrough: LocalDate?
    /// The first day that is booked at all.
    package var fromDate: LocalDate?

    package init(
        vatCodes: Set<VATCode> = [],
        accounts: Set<AccountNumber> = [],
        paymentAccounts: Set<AccountNumber> = [],
        currencies: Set<Currency> = [],
        usesProjects: Bool = false
    ) {
        self.vatCodes = vatCodes
        self.accounts = accounts
        self.paymentAccounts = paymentAccounts
        self.currencies = currencies
        self.usesProjects = usesProjects
    }

    /// What every shop needs under the rules: Norwegian and export sales, customers, gift cards, rounding.
    package init(_ rules: Rules, usesProjects: Bool = false) {
        let codes = ["3", "31", "33", "5", "52"].map { VATCode($0) }
        let roles = [
            "receivable", "bank", "giftCardLiability", "storeCreditLiability", "rounding",
            "paymentFee",
        ]
        self.init(
            vatCodes: Set(rules.settings.isSellerRegistered ? codes : [VATCode("6")]),
            accounts: Set(roles.compactMap(rules.account) + rules.salesAccounts.values),
            paymentAccounts: Set(rules.methodAccounts.values),
            usesProjects: usesProjects
        )
        makesInvoices = rules.settings.bookingModel == .invoice
        closedThrough = rules.settings.closedThrough
        fromDate = rules.settings.fromDate
    }
}
