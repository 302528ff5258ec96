/// A company's choice for products: the first whose pattern fits is taken.
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

extension Rules {
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
