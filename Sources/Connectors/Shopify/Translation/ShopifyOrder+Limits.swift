import Bookkeeping

extension ShopifyOrder {
    /// More of one thing than any order has.
    private static let plausibleQuantities = 0...1_000_000
    private static let plausibleDueDays = 0...3_650

    /// Refuses counts that no order has, so that arithmetic on the others cannot overflow.
    func refuseImplausibleCounts() throws(Alert) {
        for line in lineItems {
            try Self.check(line.quantity, "line_items.quantity")
            try Self.check(line.currentQuantity ?? 0, "line_items.current_quantity")
        }
        for line in (fulfillments ?? []).flatMap({ $0.lineItems ?? [] }) {
            try Self.check(line.quantity ?? 0, "fulfillments.line_items.quantity")
        }
        for line in (refunds ?? []).flatMap({ $0.refundLineItems ?? [] }) {
            try Self.check(line.quantity, "refund_line_items.quantity")
        }
        guard Self.plausibleDueDays.contains(paymentTerms?.dueInDays ?? 0) else {
            throw .shopifyUnreadable("payment_terms.due_in_days")
        }
    }

    private static func check(_ quantity: Int, _ field: String) throws(Alert) {
        guard plausibleQuantities.contains(quantity) else { throw .shopifyUnreadable(field) }
    }
}
