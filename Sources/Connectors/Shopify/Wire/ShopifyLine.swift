/// A line as ordered; what is left of it says `current_quantity`.
struct ShopifyLine: Sendable, Decodable {
    var id: Int64
    var product_id: Int64?
    var sku: String?
    var title: String?
    var name: String?
    var quantity: Int
    var current_quantity: Int?
    var fulfillable_quantity: Int?
    var fulfillment_status: String?
    var gift_card: Bool?
    var price: ShopifyDecimal?
    var price_set: ShopifyMoneyBag?
    var total_discount: ShopifyDecimal?
    var total_discount_set: ShopifyMoneyBag?
    var discount_allocations: [ShopifyDiscountAllocation]?
    var tax_lines: [ShopifyTaxLine]?
    var duties: [ShopifyDuty]?
    var tip_payment_gateway: String?
    var tip_payment_method: String?
    var requires_shipping: Bool?

    var isTip: Bool { tip_payment_gateway != nil || tip_payment_method != nil }
}

/// A part of a discount, already spread by Shopify.
struct ShopifyDiscountAllocation: Sendable, Decodable {
    var amount: ShopifyDecimal?
    var amount_set: ShopifyMoneyBag?
}

/// Tax of the whole discounted line.
struct ShopifyTaxLine: Sendable, Decodable {
    var title: String?
    /// 0.25 for 25 %.
    var rate: ShopifyDecimal?
    var price: ShopifyDecimal?
    var price_set: ShopifyMoneyBag?
    /// Whether a market place owes the tax instead of the shop.
    var channel_liable: Bool?
}

/// Customs duty collected at checkout; only whether there is one matters.
struct ShopifyDuty: Sendable, Decodable {}

struct ShopifyShippingLine: Sendable, Decodable {
    var id: Int64?
    var title: String?
    var price: ShopifyDecimal?
    var price_set: ShopifyMoneyBag?
    var discounted_price: ShopifyDecimal?
    var discounted_price_set: ShopifyMoneyBag?
    var discount_allocations: [ShopifyDiscountAllocation]?
    var tax_lines: [ShopifyTaxLine]?
    var is_removed: Bool?
}

struct ShopifyFulfillment: Sendable, Decodable {
    struct Line: Sendable, Decodable {
        var id: Int64
        var quantity: Int?
    }

    var created_at: String
    var status: String?
    var line_items: [Line]?
}
