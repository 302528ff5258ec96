extension Rules {
    /// Where a payment goes in the ledger.
    struct PaymentTarget: Hashable, Sendable {
        var method: String
        var account: AccountNumber
        var paymentType: String?
    }

    /// Names by which shops call the methods of the default table; the longest word decides.
    private static let knownNames: [(name: String, method: String)] = [
        ("shopify_store_credit", "store_credit"), ("shopify_payments", "shopify_payments"),
        ("shopify payments", "shopify_payments"), ("store_credit", "store_credit"),
        ("mobilepay", "mobilepay"), ("gift_card", "gift_card"), ("gift card", "gift_card"),
        ("klarna", "klarna"), ("stripe", "stripe"), ("paypal", "paypal"), ("walley", "qliro"),
        ("vipps", "vipps"), ("swish", "swish"), ("qliro", "qliro"), ("kco", "klarna"),
        ("woocommerce_payments", "card"), ("bacs", "bank_transfer"),
    ]

    /// The company's own choice for the shop's label, else the method that the label names.
    func paymentTarget(_ label: String) throws(Alert) -> PaymentTarget {
        let key = label.lowercased()
        switch payments[key] {
        case .account(let account)?: return PaymentTarget(method: label, account: account)
        case .paymentType(let description)?:
            return PaymentTarget(
                method: label,
                account: try needed("bank"),
                paymentType: description
            )
        case .method(let method)?: return try target(ofMethod: method, label: label)
        case nil:
            let isKnown =
                DefaultAccounts.methods[key] != nil || DefaultAccounts.liabilityMethods[key] != nil
                || methodAccounts[key] != nil
            guard !isKnown, let known = Self.knownNames.first(where: { key.contains($0.name) })
            else { return try target(ofMethod: key, label: label) }
            return try target(ofMethod: known.method, label: label)
        }
    }

    private func target(ofMethod method: String, label: String) throws(Alert) -> PaymentTarget {
        if let account = methodAccounts[method] {
            return PaymentTarget(method: method, account: account)
        }
        if let role = DefaultAccounts.liabilityMethods[method] {
            return PaymentTarget(method: method, account: try needed(role))
        }
        if settings.clearingStyle == .settlementCustomer,
            let customer = DefaultAccounts.settlementCustomers[method]
        {
            return PaymentTarget(
                method: method,
                account: try needed("receivable"),
                paymentType: customer
            )
        }
        // Cash and bank are roles too, which the company may have given other accounts.
        let role = method == "bank_transfer" ? "bank" : method
        if let account = accounts[role] { return PaymentTarget(method: method, account: account) }
        guard let account = DefaultAccounts.methods[method] else {
            throw .missingAccount(for: label)
        }
        return PaymentTarget(method: method, account: account)
    }
}
