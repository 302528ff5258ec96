import Bookkeeping

/// Turns an order of Shopify into the neutral one, or says why a person must look.
struct ShopifyTranslation: Sendable {
    let order: ShopifyOrder
    /// nil where only a webhook's body is at hand.
    let transactions: [ShopifyTransaction]?
    let calendar: ShopCalendar
    /// The shop's address, for links to its admin pages.
    let baseURL: String?
    /// The buyer, when it is in the shop's register of businesses.
    let business: ShopifyBusiness?

    func translated() throws(Alert) -> Order {
        try order.refuseImplausibleCounts()
        try refuseWhatCannotBeExpressed()
        let figures = try ShopifyFigures(of: order)
        let delivery = try ShopifyDelivery(of: order, calendar: calendar)
        let refunds = try ShopifyRefunds(of: order, figures: figures, delivery: delivery)
        let ordered = try ShopifySale(of: order, refunds: refunds, figures: figures)
        let tieOut = ShopifyTieOut(order: order, figures: figures)
        let edit = try edit(ordered, tieOut)
        let sale = try ordered.reduced(by: refunds.reducing)
        try tieOut.checkCurrent(sale, refunds: refunds, edit: edit)

        var payments = try ShopifyPayments(transactions ?? [], figures: figures, calendar: calendar)
        let credited = refunds.separate.map { $0.gross(includesTax: sale.includesTax) }.total
        let due = try due(figures: figures) ?? (sale.total - credited)
        if transactions != nil {
            try tieOut.checkCaptured(payments, due: due)
            for entry in refunds.reducing { try payments.reduce(by: entry) }
        }
        return try assemble(
            figures: figures,
            delivery: delivery,
            sale: sale,
            payments: payments,
            refunds: refunds,
            total: due + credited
        )
    }

    /// Whether an edit or an exchange changed the order, so that only its current figures say something.
    ///
    /// Lines that were added later stand beside the others, unmarked, and may be in the original totals or not;
    /// then all current figures must be there and tie.
    private func edit(
        _ ordered: ShopifySale,
        _ tieOut: ShopifyTieOut
    ) throws(Alert) -> ShopifyEdit {
        if ordered.isEdited { return .removal }
        do throws(Alert) {
            try tieOut.checkOriginal(order.lineItems)
            return .none
        } catch {
            guard tieOut.tiesWithoutAddedLines, try tieOut.statesCurrentFigures() else {
                throw error
            }
            return .unmarked
        }
    }

    private func assemble(
        figures: ShopifyFigures,
        delivery: ShopifyDelivery,
        sale: ShopifySale,
        payments: ShopifyPayments,
        refunds: ShopifyRefunds,
        total: Amount
    ) throws(Alert) -> Order {
        let buyer = order.buyer(business)
        let rounding = try rounding(figures: figures)
        let charges = try charges(sale: sale, figures: figures)
        var made = Order(
            number: order.bookedNumber,
            source: Shopify.service,
            orderDate: try day(order.processedAt ?? order.createdAt, "processed_at"),
            fulfilledDate: delivery.fulfilledDate,
            cancelledDate: try order.cancelledAt.map { (text) throws(Alert) in
                try day(text, "cancelled_at")
            },
            currency: figures.currency,
            pricesIncludeVAT: sale.includesTax,
            customer: buyer,
            shipTo: order.destination,
            invoiceDueDate: buyer.kind == .business ? try dueDate() : nil,
            lines: charges.lines,
            orderDiscount: sale.orderDiscount,
            shipping: charges.shipping,
            tip: sale.tip,
            rounding: rounding,
            total: total + rounding,
            payments: payments.remaining,
            refunds: try refunds.separate.filter { !$0.isWaiting }.map { (entry) throws(Alert) in
                try refund(entry, sale: sale)
            },
            customerReference: order.poNumber.unlessEmpty,
            url: url
        )
        made.deliveryAddress = order.deliveryAddress
        return made
    }

    private func charges(
        sale: ShopifySale,
        figures: ShopifyFigures
    ) throws(Alert) -> (lines: [OrderLine], shipping: [ShippingCharge]) {
        let tax = ShopifyTax(destination: order.destination.country, figures: figures)
        // A rebate on the whole order makes the tax that Shopify states for each line too high.
        let statesTax = sale.orderDiscount.isZero
        let lines = try sale.lines.map { (line) throws(Alert) in
            let statement = try tax.statement(line.source.taxLines, tax: line.tax)
            return try line.orderLine(statement, statesTax: statesTax)
        }
        let shipping = try sale.shipping.map { (charge) throws(Alert) in
            let statement = try tax.statement(charge.source.taxLines, tax: charge.tax)
            return charge.charge(statement, statesTax: statesTax)
        }
        return (lines, shipping)
    }

    private func refund(
        _ entry: ShopifyRefunds.Entry,
        sale: ShopifySale
    ) throws(Alert) -> Refund {
        entry.refund(
            includesTax: sale.includesTax,
            tipLines: Set(order.lineItems.filter(\.isTip).map(\.id)),
            date: try day(
                entry.source.processedAt ?? entry.source.createdAt,
                "refunds.processed_at"
            )
        )
    }

    // MARK: The head

    private func refuseWhatCannotBeExpressed() throws(Alert) {
        if order.merchantOfRecordAppId != nil { throw .shopifyOtherSeller }
        let figures = try ShopifyFigures(of: order)
        let duties = try figures.amount(
            nil,
            order.originalTotalDutiesSet ?? order.currentTotalDutiesSet,
            "original_total_duties"
        )
        if !duties.isZero || order.lineItems.contains(where: { !($0.duties ?? []).isEmpty }) {
            throw .shopifyDuties
        }
        let fees = try figures.amount(
            nil,
            order.originalTotalAdditionalFeesSet,
            "original_total_additional_fees"
        )
        if !fees.isZero { throw .shopifyFees }
        let refundRounding = try figures.amount(
            nil,
            order.totalCashRoundingRefundAdjustmentSet,
            "total_cash_rounding_refund_adjustment"
        )
        if !refundRounding.isZero { throw .shopifyRefundRounding }
    }

    private func rounding(figures: ShopifyFigures) throws(Alert) -> Amount {
        try figures.amount(
            nil,
            order.totalCashRoundingPaymentAdjustmentSet,
            "total_cash_rounding_payment_adjustment"
        )
    }

    /// What the customer owes in all, by the order's own statement.
    private func due(figures: ShopifyFigures) throws(Alert) -> Amount? {
        try figures.stated(
            order.currentTotalPrice,
            order.currentTotalPriceSet,
            "current_total_price"
        )
    }

    private func dueDate() throws(Alert) -> LocalDate? {
        guard let terms = order.paymentTerms else { return nil }
        let dates = try (terms.paymentSchedules ?? []).compactMap(\.dueAt).map {
            (text) throws(Alert) in
            try day(text, "payment_terms.due_at")
        }
        if let last = dates.max() { return last }
        guard let days = terms.dueInDays else { return nil }
        return try day(order.processedAt ?? order.createdAt, "processed_at").adding(days: days)
    }

    private func day(_ text: String, _ field: String) throws(Alert) -> LocalDate {
        guard let day = calendar.day(of: text) else { throw .shopifyUnreadable(field) }
        return day
    }

    private var url: String? {
        baseURL.map { "\($0)/admin/orders/\(order.id)" }
    }
}

extension ShopifyOrder {
    /// The number people know the order by, without the mark that Shopify puts before it.
    var bookedNumber: String {
        guard let name = name.unlessEmpty else {
            return orderNumber.map { String($0) } ?? String(id)
        }
        return name.hasPrefix("#") ? String(name.dropFirst()) : name
    }
}
