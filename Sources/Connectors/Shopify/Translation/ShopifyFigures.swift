import Bookkeeping

/// Reads an order's amounts on the one money side that is booked.
///
/// Each side ties out by itself and the two are related by no exact rate, so they are never mixed. A customer who
/// pays in another currency than the shop's owes the presentment side; it is also what transactions are in.
struct ShopifyFigures: Sendable {
    let side: ShopifyMoneySide
    let currency: Currency

    init(of order: ShopifyOrder) throws(Alert) {
        let presentment = order.presentmentCurrency ?? order.currency
        side = presentment == order.currency ? .shop : .presentment
        guard let currency = Currency(code: presentment) else {
            throw .shopifyUnknownCurrency(presentment)
        }
        self.currency = currency
    }

    /// The amount, from the bag or else from the plain field; zero when there is neither.
    func amount(
        _ plain: ShopifyDecimal?,
        _ bag: ShopifyMoneyBag?,
        _ field: String
    ) throws(Alert) -> Amount {
        try stated(plain, bag, field) ?? .zero
    }

    /// As ``amount``, nil when the order does not state the field.
    func stated(
        _ plain: ShopifyDecimal?,
        _ bag: ShopifyMoneyBag?,
        _ field: String
    ) throws(Alert) -> Amount? {
        if let decimal = bag?.amount(on: side) { return try read(decimal, field) }
        guard let plain, !plain.text.isEmpty else { return nil }
        let amount = try read(plain, field)
        // Plain fields are in the shop's currency; only zero is the same in both.
        guard side == .shop || amount.isZero else { throw .shopifyUnreadable(field) }
        return amount
    }

    /// An amount that exists on one side only, such as a transaction's.
    func read(_ decimal: ShopifyDecimal, _ field: String) throws(Alert) -> Amount {
        guard let amount = Amount(decimal.text, in: currency) else {
            throw .shopifyUnreadable(field)
        }
        return amount
    }

    func text(_ amount: Amount) -> String { "\(amount.text(in: currency)) \(currency.code)" }

    // MARK: Parts of an order

    func price(of line: ShopifyLine) throws(Alert) -> Amount {
        try amount(line.price, line.priceSet, "line_items.price")
    }

    /// All discounts on a line, the order's own included: Shopify has spread them.
    func discount(of line: ShopifyLine) throws(Alert) -> Amount {
        if let allocations = line.discountAllocations, !allocations.isEmpty {
            return try sum(allocations)
        }
        return try amount(line.totalDiscount, line.totalDiscountSet, "line_items.total_discount")
    }

    func price(of shipping: ShopifyShippingLine) throws(Alert) -> Amount {
        try amount(shipping.price, shipping.priceSet, "shipping_lines.price")
    }

    /// Before allocations came, only the discounted price told.
    func discount(of shipping: ShopifyShippingLine) throws(Alert) -> Amount {
        if let allocations = shipping.discountAllocations { return try sum(allocations) }
        let discounted = try stated(
            shipping.discountedPrice,
            shipping.discountedPriceSet,
            "shipping_lines.discounted_price"
        )
        guard let discounted else { return .zero }
        return try price(of: shipping) - discounted
    }

    /// What a transaction moved; always in the currency that the customer pays in.
    func amount(of transaction: ShopifyTransaction) throws(Alert) -> Amount {
        if let code = transaction.currency, code != currency.code {
            throw .shopifyPaidIn(code, insteadOf: currency)
        }
        guard let decimal = transaction.amount else {
            throw .shopifyUnreadable("transactions.amount")
        }
        let amount = try read(decimal, "transactions.amount")
        guard amount >= .zero else { throw .shopifyUnreadable("transactions.amount") }
        return amount
    }

    func tax(_ taxLines: [ShopifyTaxLine]?) throws(Alert) -> Amount {
        var total = Amount.zero
        for taxLine in taxLines ?? [] { total += try tax(taxLine) }
        return total
    }

    func tax(_ taxLine: ShopifyTaxLine) throws(Alert) -> Amount {
        try amount(taxLine.price, taxLine.priceSet, "tax_lines.price")
    }

    private func sum(_ allocations: [ShopifyDiscountAllocation]) throws(Alert) -> Amount {
        var total = Amount.zero
        for allocation in allocations {
            total += try amount(
                allocation.amount,
                allocation.amountSet,
                "discount_allocations.amount"
            )
        }
        return total
    }
}

extension Amount {
    /// This amount × `part` / `whole`, rounded half away from zero; zero when `whole` is.
    func share(_ part: Int64, of whole: Int64) -> Amount {
        guard whole != 0, part != whole else { return whole == 0 ? .zero : self }
        let product = minor.magnitude.multipliedFullWidth(by: part.magnitude)
        let (high, low) = (product.high, product.low)
        guard high < whole.magnitude else { return .zero }
        let (quotient, remainder) = whole.magnitude.dividingFullWidth((high, low))
        let rounded = quotient + (remainder >= whole.magnitude - remainder ? 1 : 0)
        guard let size = Int64(exactly: rounded) else { return .zero }
        let isNegative = (minor < 0) != ((part < 0) != (whole < 0))
        return Amount(minor: isNegative ? -size : size)
    }

    /// This amount × `count`, nil beyond what an order can come to.
    func times(_ count: Int) -> Amount? {
        let (product, overflow) = minor.multipliedReportingOverflow(by: Int64(count))
        guard !overflow, product.magnitude <= Amount.limit.magnitude else { return nil }
        return Amount(minor: product)
    }
}
