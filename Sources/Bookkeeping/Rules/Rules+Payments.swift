extension Rules {
    /// Where a payment goes in the ledger.
    struct PaymentTarget: Hashable, Sendable {
        var method: String
        var account: AccountNumber
        var paymentType: String?
    }

    /// Names by which shops call the methods of the default table; the longest word decides.
    private static let knownNames = [
        "vipps": "vipps", "mobilepay": "mobilepay", "klarna": "klarna", "stripe": "stripe",
        "paypal": "paypal", "swish": "swish", "qliro": "qliro", "walley": "qliro",
        "shopify_payments": "shopify_payments", "shopify payments": "shopify_payments",
        "gift_card": "gift_card", "gift card": "gift_card",
        "shopify_store_credit": "store_credit", "store_credit": "store_credit",
    ]

    /// The company's own choice for the shop's label, else the method that the label names.
    func paymentTarget(_ label: String) throws(Alert) -> PaymentTarget {
        let key = label.lowercased()
        switch payments[key] {
        case .account(let account)?:
            return PaymentTarget(method: label, account: account)
        case .paymentType(let description)?:
            guard let account = account("bank") else { throw .missingAccount(for: label) }
            return PaymentTarget(method: label, account: account, paymentType: description)
        case .method(let method)?:
            return try target(ofMethod: method, label: label)
        case nil:
            guard
                let name = Self.knownNames.keys.filter(key.contains).max(by: { $0.count < $1.count }
                ),
                let method = Self.knownNames[name]
            else { return try target(ofMethod: key, label: label) }
            return try target(ofMethod: method, label: label)
        }
    }

    private func target(ofMethod method: String, label: String) throws(Alert) -> PaymentTarget {
        if let role = DefaultAccounts.liabilityMethods[method], let account = account(role) {
            return PaymentTarget(method: method, account: account)
        }
        guard let account = DefaultAccounts.methods[method] else {
            throw .missingAccount(for: label)
        }
        return PaymentTarget(method: method, account: account)
    }
}

extension Alert {
    static func vatByUnregistered(_ what: String) -> Alert {
        Alert(
            .vatChargedByUnregistered,
            message: .init(
                nb: "«\(what)»: nettbutikken beregnet mva, men selskapet er ikke mva-registrert.",
                en: "“\(what)”: the shop charged VAT, but the company is not VAT registered."
            ),
            remedy: .init(
                nb: "Slå av mva i nettbutikken, eller rett rules.settings.sellerVatRegistered.",
                en: "Switch VAT off in the shop, or mend rules.settings.sellerVatRegistered."
            )
        )
    }
}
