/// Where a provider's debt to the company stands until it is paid out.
package struct ClearingAccount: Hashable, Sendable {
    package var account: AccountNumber
    /// The payment type of Tripletex whose account is meant; `account` is then only a stand-in.
    package var paymentType: String?
    /// The customer on whose ledger the debt stands, when it stands on the customers' account.
    package var settlementCustomer: String?
}

extension Rules {
    /// Where payments by the method went, and payouts take them from.
    package func clearing(of method: String) throws(Alert) -> ClearingAccount {
        let target = try paymentTarget(method)
        guard let name = target.paymentType else { return ClearingAccount(account: target.account) }
        return target.account == account("receivable")
            ? ClearingAccount(account: target.account, settlementCustomer: name)
            : ClearingAccount(account: target.account, paymentType: name)
    }

    /// The same rules, with the method's payments on this account.
    package func clearing(_ method: String, on account: AccountNumber) -> Rules {
        var rules = self
        rules.payments[method.lowercased()] = .account(account)
        return rules
    }
}
