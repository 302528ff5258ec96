/// How a company wants its sales booked: the defaults, with the company's own choices on top.
package struct Rules: Hashable, Sendable {
    /// How the VAT of shipping is found.
    package enum ShippingVATMode: Hashable, Sendable {
        /// By the goods it brings, in proportion to their value (§ 4-2).
        case follow
        /// As the shop charged it: stated VAT is owed (§ 11-4).
        case shop
    }

    /// Where payments by a label of the shop go.
    package enum PaymentRule: Hashable, Sendable {
        case method(String)
        case account(AccountNumber)
        /// The ledger's payment type with this description.
        case paymentType(String)
    }

    /// A choice for products: the first whose pattern fits is taken.
    package struct ProductRule: Hashable, Sendable {
        package enum Field: String, Hashable, Sendable, CaseIterable {
            case sku
            case productId
            case title
            case category
            case ledger
        }

        package var field: Field
        /// `*` stands for anything.
        package var pattern: String
        package var productClass: ProductClass?
        package var supplyType: SupplyType?
        package var account: AccountNumber?
    }

    package var fromDate: LocalDate?
    package var closedThrough: LocalDate?
    package var shippingVATMode = ShippingVATMode.follow
    package var isSellerRegistered = true
    package var holdsOnVATDeviation = true
    package var totalTolerance: Int64 = 2
    package var vatToleranceCap: Int64 = 100
    package var products: [ProductRule] = []
    package var salesAccounts: [VATCode: AccountNumber] = [:]
    /// By role: `giftCardLiability`, `rounding` …
    package var accounts: [String: AccountNumber] = [:]
    /// By the shop's label in lower case.
    package var payments: [String: PaymentRule] = [:]

    package static let standard = Rules()

    /// The account of a role: the company's own, else the default.
    func account(_ role: String) -> AccountNumber? {
        accounts[role] ?? DefaultAccounts.roles[role]
    }

    func salesAccount(_ code: VATCode) -> AccountNumber? {
        salesAccounts[code] ?? DefaultAccounts.sales[code.number]
    }

    /// The product rule that fits the line, with its place in the company's list (from 1).
    func productRule(for line: OrderLine) -> (rule: ProductRule, number: Int)? {
        for (index, rule) in products.enumerated() {
            let value: String? =
                switch rule.field {
                case .sku: line.sku
                case .productId: line.productID
                case .title: line.title
                case .category, .ledger: line.category
                }
            if let value, Wildcard.matches(rule.pattern, value) { return (rule, index + 1) }
        }
        return nil
    }
}

/// Patterns in which `*` stands for anything; case is ignored.
enum Wildcard {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let parts = pattern.lowercased().split(separator: "*", omittingEmptySubsequences: false)
        var rest = Substring(text.lowercased())
        guard parts.count > 1 else { return parts.first.map { $0 == rest } ?? rest.isEmpty }
        for (index, part) in parts.enumerated() {
            if index == 0 {
                guard rest.hasPrefix(part) else { return false }
                rest = rest.dropFirst(part.count)
            } else if index == parts.count - 1 {
                return rest.hasSuffix(part)
            } else if !part.isEmpty {
                guard let range = rest.firstRange(of: part) else { return false }
                rest = rest[range.upperBound...]
            }
        }
        return true
    }
}
