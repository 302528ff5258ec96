import Bookkeeping

/// What is known of edits and exchanges since the order was placed.
enum ShopifyEdit: Hashable, Sendable {
    case none
    /// Something was taken out.
    case removal
    /// Lines were added or changed in a way that only the current figures tell of.
    case unmarked
}

/// Checks that an order's own figures agree, on the money side that is booked.
///
/// Shopify rounds tax per line, so an øre for each line is allowed; anything more is for a person.
struct ShopifyTieOut: Sendable {
    let order: ShopifyOrder
    let figures: ShopifyFigures

    private var tolerance: Amount { Amount(minor: Int64(max(1, order.lineItems.count))) }

    private var includesTax: Bool { order.taxesIncluded == true }

    /// Lines that are thought to have been added at most, where the totals do not tie with all of them.
    private static let addedLimit = 50

    /// Whether the totals the order was placed with tie when the newest lines are left out: an edit or an exchange
    /// added them.
    var tiesWithoutAddedLines: Bool {
        let lines = order.lineItems.sorted { $0.id < $1.id }
        let first = max(1, lines.count - Self.addedLimit)
        guard first < lines.count else { return false }
        return (first..<lines.count).contains { count in
            (try? checkOriginal(Array(lines.prefix(count)))) != nil
        }
    }

    /// The totals the order was placed with, from these lines as ordered.
    func checkOriginal(_ lines: [ShopifyLine]) throws(Alert) {
        var goods = Amount.zero
        var discounts = Amount.zero
        var tips = Amount.zero
        var tax = Amount.zero
        for line in lines {
            guard let gross = try figures.price(of: line).times(line.quantity) else {
                throw .shopifyUnreadable("line_items.price")
            }
            tax += try figures.tax(line.taxLines)
            if line.isTip {
                tips += gross
            } else {
                goods += gross
                discounts += try figures.discount(of: line)
            }
        }
        if tips.isZero, let stated = order.totalTipReceived {
            tips = try figures.amount(stated, nil, "total_tip_received")
        }
        var shipping = Amount.zero
        for line in order.shippingLines ?? [] {
            shipping += try figures.price(of: line) - figures.discount(of: line)
            tax += try figures.tax(line.taxLines)
        }
        try check(.goods, goods, order.totalLineItemsPrice, order.totalLineItemsPriceSet)
        try check(.subtotal, goods - discounts, order.subtotalPrice, order.subtotalPriceSet)
        try check(.tax, tax, order.totalTax, order.totalTaxSet)
        if let taxLines = order.taxLines, !taxLines.isEmpty {
            try check(.taxLines, try figures.tax(taxLines), order.totalTax, order.totalTaxSet)
        }
        let total = goods - discounts + shipping + tips + (includesTax ? .zero : tax)
        try check(.total, total, order.totalPrice, order.totalPriceSet)
    }

    /// What is left of the order now: the sale less what is credited.
    func checkCurrent(
        _ sale: ShopifySale,
        refunds: ShopifyRefunds,
        edit: ShopifyEdit
    ) throws(Alert) {
        let credited = refunds.separate.map { $0.gross(includesTax: includesTax) }.total
        try check(
            .current,
            sale.total - credited,
            order.currentTotalPrice,
            order.currentTotalPriceSet
        )
        guard edit != .none else { return }
        let saleTax = sale.lines.map(\.tax).total + sale.shipping.map(\.tax).total
        let creditedTax = refunds.separate.flatMap { $0.lines.map(\.tax) + $0.shipping.map(\.tax) }
            .total
        try check(
            .currentTax,
            saleTax - creditedTax,
            order.currentTotalTax,
            order.currentTotalTaxSet
        )
        guard edit == .unmarked else { return }
        let tips = Set(order.lineItems.filter(\.isTip).map(\.id))
        let creditedGoods = refunds.separate.flatMap(\.lines)
            .filter { !tips.contains($0.lineID) }.map(\.amount).total
        try check(
            .currentGoods,
            sale.lines.map(\.net).total - creditedGoods,
            order.currentSubtotalPrice,
            order.currentSubtotalPriceSet
        )
    }

    /// Whether the order says in full what it comes to now.
    func statesCurrentFigures() throws(Alert) -> Bool {
        let total = try figures.stated(
            order.currentTotalPrice,
            order.currentTotalPriceSet,
            "current_total_price"
        )
        let tax = try figures.stated(
            order.currentTotalTax,
            order.currentTotalTaxSet,
            "current_total_tax"
        )
        let goods = try figures.stated(
            order.currentSubtotalPrice,
            order.currentSubtotalPriceSet,
            "current_subtotal_price"
        )
        return total != nil && tax != nil && goods != nil
    }

    /// An order that Shopify calls paid has been paid exactly.
    func checkCaptured(_ payments: ShopifyPayments, due: Amount) throws(Alert) {
        guard ["paid", "partially_refunded", "refunded"].contains(order.financialStatus ?? "")
        else {
            return
        }
        let after = payments.netCaptured - payments.onItsWayBack
        guard
            (payments.netCaptured - due).magnitude <= tolerance
                || (after - due).magnitude <= tolerance
        else {
            throw .shopifyCaptured(payments.netCaptured, due: due, in: figures)
        }
    }

    private func check(
        _ what: LocalizedText,
        _ computed: Amount,
        _ plain: ShopifyDecimal?,
        _ bag: ShopifyMoneyBag?
    ) throws(Alert) {
        guard let stated = try figures.stated(plain, bag, what.en) else { return }
        guard (computed - stated).magnitude <= tolerance else {
            throw .shopifyDoesNotTie(what, computed: computed, stated: stated, in: figures)
        }
    }
}

extension LocalizedText {
    fileprivate static let goods = LocalizedText(nb: "varelinjene", en: "the goods")
    fileprivate static let subtotal = LocalizedText(
        nb: "varelinjene etter rabatt",
        en: "the goods after discounts"
    )
    fileprivate static let tax = LocalizedText(
        nb: "avgiften på linjene",
        en: "the taxes of the lines"
    )
    fileprivate static let taxLines = LocalizedText(
        nb: "ordrens avgiftslinjer",
        en: "the order's tax lines"
    )
    fileprivate static let total = LocalizedText(
        nb: "varer, frakt, tips og avgift",
        en: "goods, shipping, tips and tax"
    )
    fileprivate static let current = LocalizedText(
        nb: "salget etter refusjoner",
        en: "the sale after refunds"
    )
    fileprivate static let currentGoods = LocalizedText(
        nb: "varelinjene etter endringer og refusjoner",
        en: "the goods after edits and refunds"
    )
    fileprivate static let currentTax = LocalizedText(
        nb: "avgiften etter refusjoner",
        en: "the taxes after refunds"
    )
}
