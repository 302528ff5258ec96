/// A sum on both money sides of a shop, in minor units with two decimals: its own currency, and the customer's.
struct ShopMoney: Hashable, Sendable {
    var shop: Int64
    var customer: Int64

    static let zero = ShopMoney(shop: 0, customer: 0)

    static func + (left: Self, right: Self) -> Self {
        Self(shop: left.shop + right.shop, customer: left.customer + right.customer)
    }

    static func - (left: Self, right: Self) -> Self {
        Self(shop: left.shop - right.shop, customer: left.customer - right.customer)
    }

    static prefix func - (money: Self) -> Self { .zero - money }

    static func * (money: Self, count: Int64) -> Self { money.map { $0 * count } }

    var isZero: Bool { shop == 0 && customer == 0 }

    /// Each side by itself; Shopify rounds on both.
    func map(_ change: (Int64) -> Int64) -> Self {
        Self(shop: change(shop), customer: change(customer))
    }

    /// `part` of `whole`, half away from zero.
    func share(_ part: Int64, of whole: Int64) -> Self {
        guard whole > 0, part != whole else { return whole > 0 ? self : .zero }
        return map { ($0 * part * 2 + whole) / (whole * 2) }
    }

    /// The tax in or on it.
    func tax(percent: Int64, isIncluded: Bool) -> Self {
        let whole = isIncluded ? 100 + percent : 100
        return map { ($0 * percent * 2 + whole) / (whole * 2) }
    }
}

extension Sequence where Element == ShopMoney {
    var total: ShopMoney { reduce(.zero, +) }
}
