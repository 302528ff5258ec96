import Bookkeeping

/// Checks that an order's own figures agree before anything is made of them.
///
/// WooCommerce rounds tax per line or per rate, so a hundredth for each line is allowed; shops that keep whole
/// prices only are up to one unit off. The total itself is compared once all tenders are known.
struct WooTieOut: Sendable {
    private let order: WooOrder
    private let currency: Currency
    /// What roundings may come to.
    let tolerance: WooFigure

    init(of order: WooOrder, in currency: Currency) {
        self.order = order
        self.currency = currency
        let step = min(WooFigure.step(of: currency), 10_000)
        tolerance = WooFigure(
            millionths: order.hasWholePrices
                ? 1_000_000 : step * Int128(order.charges.count + 1)
        )
    }

    func check() throws(Alert) {
        let head = order.head
        let goods = order.lines + order.fees
        try check(.cartTax, goods.map(\.tax).total, head.cartTax)
        try check(.shipping, order.shippingLines.map(\.net).total, head.shippingTotal)
        try check(.shippingTax, order.shippingLines.map(\.tax).total, head.shippingTax)
        if let cartTax = head.cartTax, let shippingTax = head.shippingTax {
            try check(.totalTax, cartTax + shippingTax, head.totalTax)
        }
        if !order.taxLines.isEmpty {
            let stated = order.taxLines.map { $0.taxTotal + $0.shippingTaxTotal }.total
            try check(.taxLines, stated, head.totalTax)
        }
        for line in order.charges {
            try check(.taxOfLine, line.exactTax, line.tax)
        }
        try checkDiscounts()
        if order.status == "refunded", !order.refunds.isEmpty {
            try check(.refunds, order.refunds.map(\.amount).total, head.total)
        }
    }

    /// Coupons are inside the lines; store credit is counted with them, but is not.
    private func checkDiscounts() throws(Alert) {
        let goods = order.lines.filter { $0.subtotal != nil }
        let discount = goods.map { ($0.subtotal ?? $0.net) - $0.net }.total
        let credit = order.coupons.filter { $0.type == WooTenders.storeCreditType }
            .map(\.discount).total
        guard let stated = order.head.discountTotal else { return }
        // Newer versions of the store-credit plugin leave its credit out of the sum.
        guard (discount - stated).magnitude > tolerance else { return }
        try check(.discounts, discount + credit, stated)
    }

    private func check(
        _ what: LocalizedText,
        _ computed: WooFigure,
        _ stated: WooFigure?
    ) throws(Alert) {
        guard let stated, (computed - stated).magnitude > tolerance else { return }
        throw .wooDoesNotTie(
            what,
            computed: computed.amount(in: currency),
            stated: stated.amount(in: currency),
            currency
        )
    }
}

extension LocalizedText {
    fileprivate static let cartTax = LocalizedText(
        nb: "avgiften på varer og gebyrer",
        en: "the taxes of goods and fees"
    )
    fileprivate static let shipping = LocalizedText(nb: "fraktlinjene", en: "the shipping lines")
    fileprivate static let shippingTax = LocalizedText(
        nb: "avgiften på frakten",
        en: "the taxes of shipping"
    )
    fileprivate static let totalTax = LocalizedText(
        nb: "avgiften på varer og frakt",
        en: "the taxes of goods and shipping"
    )
    fileprivate static let taxLines = LocalizedText(
        nb: "ordrens avgiftslinjer",
        en: "the order's tax lines"
    )
    fileprivate static let taxOfLine = LocalizedText(
        nb: "avgiftene på en linje",
        en: "the taxes of a line"
    )
    fileprivate static let discounts = LocalizedText(nb: "rabattene", en: "the discounts")
    fileprivate static let refunds = LocalizedText(nb: "refusjonene", en: "the refunds")
}
