/// An order as the Admin REST API answers; only what is read.
///
/// Lenient about what older versions leave out. Source: shopify.dev, Admin REST, Order.
struct ShopifyOrder: Sendable, Decodable {
    var id: Int64
    var name: String?
    var order_number: Int64?
    var created_at: String
    var processed_at: String?
    var cancelled_at: String?
    var test: Bool?
    var financial_status: String?
    var source_name: String?
    var currency: String
    var presentment_currency: String?
    var taxes_included: Bool?
    var tax_exempt: Bool?
    var merchant_of_record_app_id: Int64?
    var order_status_url: String?
    var po_number: String?
    var email: String?
    var contact_email: String?
    var phone: String?

    var customer: ShopifyCustomer?
    var company: ShopifyCompany?
    var billing_address: ShopifyAddress?
    var shipping_address: ShopifyAddress?
    var note_attributes: [ShopifyNoteAttribute]?
    var payment_terms: ShopifyPaymentTerms?

    var line_items: [ShopifyLine]
    var shipping_lines: [ShopifyShippingLine]?
    var fulfillments: [ShopifyFulfillment]?
    var refunds: [ShopifyRefund]?

    var total_line_items_price: ShopifyDecimal?
    var total_line_items_price_set: ShopifyMoneyBag?
    var subtotal_price: ShopifyDecimal?
    var subtotal_price_set: ShopifyMoneyBag?
    var total_tax: ShopifyDecimal?
    var total_tax_set: ShopifyMoneyBag?
    var total_price: ShopifyDecimal?
    var total_price_set: ShopifyMoneyBag?
    var current_total_price: ShopifyDecimal?
    var current_total_price_set: ShopifyMoneyBag?
    var current_total_tax: ShopifyDecimal?
    var current_total_tax_set: ShopifyMoneyBag?
    var total_tip_received: ShopifyDecimal?
    var original_total_duties_set: ShopifyMoneyBag?
    var original_total_additional_fees_set: ShopifyMoneyBag?
    var total_cash_rounding_payment_adjustment_set: ShopifyMoneyBag?
    var total_cash_rounding_refund_adjustment_set: ShopifyMoneyBag?
    var tax_lines: [ShopifyTaxLine]?
}

/// `{"order": …}`, the answer for one order.
struct ShopifyOrderReply: Sendable, Decodable {
    var order: ShopifyOrder
}

/// Who bought; null for sales over the counter.
struct ShopifyCustomer: Sendable, Decodable {
    var first_name: String?
    var last_name: String?
    var email: String?
    var phone: String?
    var tax_exempt: Bool?
    var default_address: ShopifyAddress?
}

/// Present on an order of a business that the shop knows as one.
struct ShopifyCompany: Sendable, Decodable {
    var id: Int64?
}

struct ShopifyAddress: Sendable, Decodable {
    var first_name: String?
    var last_name: String?
    var name: String?
    var company: String?
    var address1: String?
    var address2: String?
    var zip: String?
    var city: String?
    var country_code: String?
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
        var due_at: String?
    }

    var due_in_days: Int?
    var payment_schedules: [Schedule]?
}
