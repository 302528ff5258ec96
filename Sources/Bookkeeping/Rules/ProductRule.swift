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
    let wildcard: Wildcard
    package var productClass: ProductClass?
    package var supplyType: SupplyType?
    package var account: AccountNumber?

    init(field: Field, pattern: String) {
        self.field = field
        wildcard = Wildcard(pattern)
    }

    /// `*` stands for anything.
    package var pattern: String { wildcard.pattern }
}

extension Rules {
    /// The product rule that fits the line, with its place in the company's list (from 1).
    func productRule(for line: OrderLine) -> (rule: ProductRule, number: Int)? {
        lazy var sku = line.sku?.lowercased()
        lazy var productID = line.productID?.lowercased()
        lazy var title = line.title?.lowercased()
        lazy var category = line.category?.lowercased()
        for (index, rule) in products.enumerated() {
            let value: String? =
                switch rule.field {
                case .sku: sku
                case .productId: productID
                case .title: title
                case .category, .ledger: category
                }
            if let value, rule.wildcard.matches(lowercased: value) { return (rule, index + 1) }
        }
        return nil
    }
}
