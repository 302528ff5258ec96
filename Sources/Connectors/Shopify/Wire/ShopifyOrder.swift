/// An order as the Admin REST API answers; only what is read.
///
/// Lenient about what older versions leave out. Source: shopify.dev, Admin REST, Order.
struct ShopifyOrder: Sendable, Decodable {
    var id: Int64
    var name: String?
    var orderNumber: Int64?
    var createdAt: String
    var updatedAt: String?
    var processedAt: String?
    var cancelledAt: String?
    var test: Bool?
    var financialStatus: String?
    var sourceName: String?
    var currency: String
    var presentmentCurrency: String?
    var taxesIncluded: Bool?
    var taxExempt: Bool?
    var merchantOfRecordAppId: Int64?
    var orderStatusUrl: String?
    var poNumber: String?
    var paymentGatewayNames: [String]?
    var email: String?
    var contactEmail: String?
    var phone: String?

    var customer: ShopifyCustomer?
    var company: ShopifyCompany?
    var billingAddress: ShopifyAddress?
    var shippingAddress: ShopifyAddress?
    var noteAttributes: [ShopifyNoteAttribute]?
    var paymentTerms: ShopifyPaymentTerms?

    var lineItems: [ShopifyLine]
    var shippingLines: [ShopifyShippingLine]?
    var fulfillments: [ShopifyFulfillment]?
    var refunds: [ShopifyRefund]?

    var totalLineItemsPrice: ShopifyDecimal?
    var totalLineItemsPriceSet: ShopifyMoneyBag?
    var subtotalPrice: ShopifyDecimal?
    var subtotalPriceSet: ShopifyMoneyBag?
    var totalTax: ShopifyDecimal?
    var totalTaxSet: ShopifyMoneyBag?
    var totalPrice: ShopifyDecimal?
    var totalPriceSet: ShopifyMoneyBag?
    var currentSubtotalPrice: ShopifyDecimal?
    var currentSubtotalPriceSet: ShopifyMoneyBag?
    var currentTotalPrice: ShopifyDecimal?
    var currentTotalPriceSet: ShopifyMoneyBag?
    var currentTotalTax: ShopifyDecimal?
    var currentTotalTaxSet: ShopifyMoneyBag?
    var totalTipReceived: ShopifyDecimal?
    var originalTotalDutiesSet: ShopifyMoneyBag?
    var currentTotalDutiesSet: ShopifyMoneyBag?
    var originalTotalAdditionalFeesSet: ShopifyMoneyBag?
    var totalCashRoundingPaymentAdjustmentSet: ShopifyMoneyBag?
    var totalCashRoundingRefundAdjustmentSet: ShopifyMoneyBag?
    var taxLines: [ShopifyTaxLine]?
}

/// `{"order": …}`, the answer for one order.
struct ShopifyOrderReply: Sendable, Decodable {
    var order: ShopifyOrder
}

/// Who bought; null for sales over the counter.
struct ShopifyCustomer: Sendable, Decodable {
    var firstName: String?
    var lastName: String?
    var email: String?
    var phone: String?
    var taxExempt: Bool?
    var defaultAddress: ShopifyAddress?
}

/// Present on an order of a business that the shop knows as one.
struct ShopifyCompany: Sendable, Decodable {
    var id: Int64?
    var locationId: Int64?
}

struct ShopifyAddress: Sendable, Decodable {
    var firstName: String?
    var lastName: String?
    var name: String?
    var company: String?
    var address1: String?
    var address2: String?
    var zip: String?
    var city: String?
    var countryCode: String?
    var phone: String?
}

/// A name and value that the checkout collected, such as an organisation number.
struct ShopifyNoteAttribute: Sendable, Decodable {
    var name: String?
    var value: String?

    enum CodingKeys: String, CodingKey {
        case name, value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        name = try? container.decode(ShopifyDecimal.self, forKey: .name).text
        value = try? container.decode(ShopifyDecimal.self, forKey: .value).text
    }
}

/// An agreement to pay later.
struct ShopifyPaymentTerms: Sendable, Decodable {
    struct Schedule: Sendable, Decodable {
        var dueAt: String?
    }

    var dueInDays: Int?
    var paymentSchedules: [Schedule]?
}
