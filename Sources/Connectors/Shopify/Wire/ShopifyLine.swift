/// A line as ordered; what is left of it says `current_quantity`.
struct ShopifyLine: Sendable, Decodable {
    var id: Int64
    var productId: Int64?
    var sku: String?
    var title: String?
    var name: String?
    var quantity: Int
    var currentQuantity: Int?
    var fulfillableQuantity: Int?
    var fulfillmentStatus: String?
    var giftCard: Bool?
    var price: ShopifyDecimal?
    var priceSet: ShopifyMoneyBag?
    var totalDiscount: ShopifyDecimal?
    var totalDiscountSet: ShopifyMoneyBag?
    var discountAllocations: [ShopifyDiscountAllocation]?
    var taxLines: [ShopifyTaxLine]?
    var duties: [ShopifyDuty]?
    var tipPaymentGateway: String?
    var tipPaymentMethod: String?
    var requiresShipping: Bool?

    var isTip: Bool { tipPaymentGateway != nil || tipPaymentMethod != nil }
}

/// A part of a discount, already spread by Shopify.
struct ShopifyDiscountAllocation: Sendable, Decodable {
    var amount: ShopifyDecimal?
    var amountSet: ShopifyMoneyBag?
}

/// Tax of the whole discounted line.
struct ShopifyTaxLine: Sendable, Decodable {
    var title: String?
    /// 0.25 for 25 %.
    var rate: ShopifyDecimal?
    var price: ShopifyDecimal?
    var priceSet: ShopifyMoneyBag?
    /// Whether a market place owes the tax instead of the shop.
    var channelLiable: Bool?
}

/// Customs duty collected at checkout; only whether there is one matters.
struct ShopifyDuty: Sendable, Decodable {}

struct ShopifyShippingLine: Sendable, Decodable {
    var id: Int64?
    var title: String?
    var price: ShopifyDecimal?
    var priceSet: ShopifyMoneyBag?
    var discountedPrice: ShopifyDecimal?
    var discountedPriceSet: ShopifyMoneyBag?
    var discountAllocations: [ShopifyDiscountAllocation]?
    var taxLines: [ShopifyTaxLine]?
    var isRemoved: Bool?
}

struct ShopifyFulfillment: Sendable, Decodable {
    struct Line: Sendable, Decodable {
        var id: Int64
        var quantity: Int?
    }

    var createdAt: String
    var status: String?
    var lineItems: [Line]?
}
