/// Goods taken back or money given back.
///
/// Source: shopify.dev, Admin REST, Refund.
struct ShopifyRefund: Sendable, Decodable {
    struct Line: Sendable, Decodable {
        var lineItemId: Int64
        var quantity: Int
        /// `no_restock`, `cancel` (removed before shipment), `return` or `legacy_restock`.
        var restockType: String?
        var subtotal: ShopifyDecimal?
        var subtotalSet: ShopifyMoneyBag?
        var totalTax: ShopifyDecimal?
        var totalTaxSet: ShopifyMoneyBag?
    }

    struct ShippingLine: Sendable, Decodable {
        var shippingLineId: Int64?
        var subtotalAmountSet: ShopifyMoneyBag?
        var shippingLine: ShopifyShippingLine?
    }

    /// Money that differs from the lines (`refund_discrepancy`), or shipping in old versions.
    struct Adjustment: Sendable, Decodable {
        var kind: String?
        var amount: ShopifyDecimal?
        var amountSet: ShopifyMoneyBag?
        var taxAmount: ShopifyDecimal?
        var taxAmountSet: ShopifyMoneyBag?
    }

    var id: Int64
    var createdAt: String
    var processedAt: String?
    var refundLineItems: [Line]?
    var refundShippingLines: [ShippingLine]?
    var orderAdjustments: [Adjustment]?
    var transactions: [ShopifyTransaction]?
    var duties: [ShopifyDuty]?
}
