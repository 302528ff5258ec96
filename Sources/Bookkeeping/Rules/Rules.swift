/// How a company wants its sales booked: the defaults, with the company's own choices on top.
package struct Rules: Hashable, Sendable {
    /// Where payments by a label of the shop go.
    package enum PaymentRule: Hashable, Sendable {
        case method(String)
        case account(AccountNumber)
        /// The ledger's payment type with this description.
        case paymentType(String)
    }

    package var settings = Settings()
    package var products: [ProductRule] = []
    /// The company's own rows, put before the default decision table.
    package var decisionRows: [DecisionRow] = []
    package var salesAccounts: [VATCode: AccountNumber] = [:]
    /// Accounts for shipping by VAT code; without one it goes where the goods' code goes.
    package var shippingAccounts: [VATCode: AccountNumber] = [:]
    /// By role, such as `giftCardLiability` or `rounding`.
    package var accounts: [String: AccountNumber] = [:]
    /// By the shop's label in lower case.
    package var payments: [String: PaymentRule] = [:]
    /// By payment method: `vipps`, `gift_card`.
    package var methodAccounts: [String: AccountNumber] = [:]

    package static let standard = Rules()

    /// The account of a role: the company's own, else the default.
    package func account(_ role: String) -> AccountNumber? {
        accounts[role] ?? DefaultAccounts.roles[role]
    }

    package func salesAccount(_ code: VATCode) -> AccountNumber? {
        salesAccounts[code] ?? DefaultAccounts.sales[code.number]
    }

    /// The account of a role that the plan cannot do without.
    func needed(_ role: String) throws(Alert) -> AccountNumber {
        guard let account = account(role) else { throw .missingAccount(for: role) }
        return account
    }

    /// Takes the shop's word for the VAT on shipping, unless the company chose otherwise.
    package mutating func preferShopShippingVAT() {
        if !settings.choosesShippingVATMode { settings.shippingVATMode = .shop }
    }
}
