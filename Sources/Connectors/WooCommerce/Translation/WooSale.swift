import Bookkeeping

/// What was sold: the order's lines, fees and shipping as they are booked.
struct WooSale: Sendable {
    let order: WooOrder
    let currency: Currency
    let tenders: WooTenders
    let tax: WooTax
    let options: WooOptions
    private let isWhole: Bool

    init(
        of order: WooOrder,
        currency: Currency,
        tenders: WooTenders,
        destination: String,
        options: WooOptions
    ) {
        self.order = order
        self.currency = currency
        self.tenders = tenders
        self.options = options
        isWhole = order.hasWholePrices
        tax = WooTax(
            of: order,
            currency: currency,
            destination: destination,
            isBeforeCoupons: tenders.isBeforeCoupons,
            leavingOut: tenders.fees
        )
    }

    /// Lines and fees that are sold, by id.
    private var goods: [WooLine] {
        (order.lines + order.fees.filter { !tenders.fees.contains($0.id) }).sorted { $0.id < $1.id }
    }

    private var freight: [WooLine] { order.shippingLines.sorted { $0.id < $1.id } }

    /// As priced: with tax when the shop's prices are.
    private func priced(_ line: WooLine) -> Amount {
        guard !tenders.isBeforeCoupons else { return undiscounted(line) }
        let isGross = order.pricesIncludeTax
        return (isGross ? line.gross(inWholeUnits: isWhole) : line.net).amount(in: currency)
    }

    private func undiscounted(_ line: WooLine) -> Amount {
        let isGross = order.pricesIncludeTax
        return (isGross ? line.fullGross(inWholeUnits: isWhole) : line.subtotal ?? line.net)
            .amount(in: currency)
    }

    /// Before coupons; never below what is left.
    private func full(_ line: WooLine) -> Amount { max(undiscounted(line), priced(line)) }

    /// What a line costs the customer.
    func gross(_ line: WooLine) -> Amount {
        order.pricesIncludeTax ? priced(line) : priced(line) + tax.amount(of: line)
    }

    /// What all lines cost the customer.
    var total: Amount { (goods + freight).map(gross).total }

    // MARK: The neutral order's lines

    func lines() throws(Alert) -> [OrderLine] {
        try goods.map { (line) throws(Alert) in try orderLine(line) }
    }

    func shipping() throws(Alert) -> [ShippingCharge] {
        try freight.map { (line) throws(Alert) in
            let statement = try tax.statement(of: line)
            return ShippingCharge(
                amount: priced(line),
                shopVATRate: statement.rate,
                shopVAT: statement.shopVAT,
                foreignVAT: statement.foreignVAT,
                title: line.name
            )
        }
    }

    private func orderLine(_ line: WooLine) throws(Alert) -> OrderLine {
        let statement = try tax.statement(of: line)
        let isGiftCard = isGiftCard(line)
        let (price, quantity) = pricing(line, isGiftCard: isGiftCard)
        return OrderLine(
            id: String(line.id),
            quantity: quantity,
            unitPrice: price,
            discount: price.times(quantity) - priced(line),
            productClass: isGiftCard ? .giftCardMultiPurpose : nil,
            shopVATRate: statement.rate,
            shopVAT: statement.shopVAT,
            foreignVAT: statement.foreignVAT,
            sku: line.sku,
            productID: line.productID.map { String($0) },
            title: line.name
        )
    }

    /// A price of one, in whole minor units, that comes to the full price or a little more.
    ///
    /// The little more goes with the discount; a gift card, which is sold without any, is one piece.
    private func pricing(_ line: WooLine, isGiftCard: Bool) -> (Amount, DecimalNumber) {
        let full = full(line)
        guard line.quantity.units > 0, full > .zero else { return (full, .one) }
        var units = Int128(line.quantity.units)
        var minor = Int128(full.minor)
        for _ in 0..<line.quantity.scale { minor *= 10 }
        units = max(units, 1)
        let price = Amount(minor: Int64(clamping: (minor + units - 1) / units))
        let isExact = price.times(line.quantity) == full
        guard price.minor <= Amount.limit, isExact || !isGiftCard,
            price.times(line.quantity) >= full
        else { return (full, .one) }
        return (price, line.quantity)
    }

    /// Gift cards are told by the fields their plugin leaves on the line; the tax class proves nothing.
    private func isGiftCard(_ line: WooLine) -> Bool {
        let patterns = Self.giftCardFields + options.giftCardFields
        return line.meta.keys.contains { key in patterns.contains { $0.matches(key) } }
    }

    /// Source: public code of PW and YITH gift cards; manual of the official plugin.
    private static let giftCardFields = ["pw_gift_card_*", "_ywgc_*", "wc_gc_giftcard_*"]
        .map(Wildcard.init)
}
