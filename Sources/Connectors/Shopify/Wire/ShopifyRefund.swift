/// Goods taken back or money given back. Source: shopify.dev, Admin REST, Refund.
struct ShopifyRefund: Sendable, Decodable {
    struct Line: Sendable, Decodable {
        var line_item_id: Int64
        var quantity: Int
        /// `no_restock`, `cancel` (removed before shipment), `return` or `legacy_restock`.
        var restock_type: String?
        var subtotal: ShopifyDecimal?
        var subtotal_set: ShopifyMoneyBag?
        var total_tax: ShopifyDecimal?
        var total_tax_set: ShopifyMoneyBag?
    }

    struct ShippingLine: Sendable, Decodable {
        var shipping_line_id: Int64?
        var subtotal_amount_set: ShopifyMoneyBag?
        var shipping_line: ShopifyShippingLine?
    }

    /// Money that differs from the lines (`refund_discrepancy`), or shipping in old versions.
    struct Adjustment: Sendable, Decodable {
        var kind: String?
        var amount: ShopifyDecimal?
        var amount_set: ShopifyMoneyBag?
        var tax_amount: ShopifyDecimal?
        var tax_amount_set: ShopifyMoneyBag?
    }

    var id: Int64
    var created_at: String
    var processed_at: String?
    var refund_line_items: [Line]?
    var refund_shipping_lines: [ShippingLine]?
    var order_adjustments: [Adjustment]?
    var transactions: [ShopifyTransaction]?
    var duties: [ShopifyDuty]?
}
