/// An order as bookkeeping sees it, whichever shop or system it came from.
///
/// All amounts are in `currency`. Line and shipping amounts are as priced (including VAT when
/// `pricesIncludeVAT`); refund amounts always include VAT. Payments are captured money only.
package struct Order: Hashable, Sendable {
    /// What kind of document the source holds.
    package enum DocumentType: String, Hashable, Sendable, CaseIterable {
        case webshopOrder = "webshop_order"
        /// The source's document already is an invoice (Rentman).
        case invoice
    }

    /// The number people know the order by, also our key in the ledger.
    package var number: String
    /// The name of the source, such as `shopify` or `rentman`.
    package var source: String
    package var documentType: DocumentType
    package var orderDate: LocalDate
    /// The day of the last delivery; nil while something is not delivered.
    package var fulfilledDate: LocalDate?
    package var cancelledDate: LocalDate?
    package var currency: Currency
    package var pricesIncludeVAT: Bool
    package var customer: Customer
    package var shipTo: ShippingDestination
    /// Where the goods go in full, when the source knows it.
    package var deliveryAddress: PostalAddress?
    /// The due date agreed with a business that pays by our own invoice.
    package var invoiceDueDate: LocalDate?
    package var lines: [OrderLine]
    /// A discount on the whole order, spread over eligible lines; as priced.
    package var orderDiscount: Amount
    package var discountAppliesToShipping: Bool
    package var shipping: [ShippingCharge]
    package var tip: Amount
    /// Rounding of cash that the source itself states.
    package var rounding: Amount
    /// What the shop charged, including VAT.
    package var total: Amount
    package var payments: [Payment]
    package var refunds: [Refund]
    /// The customer's own order number, shown on the invoice.
    package var customerReference: String?
    /// Where a person can look at the order in the shop.
    package var url: String?

    package init(
        number: String,
        source: String,
        documentType: DocumentType = .webshopOrder,
        orderDate: LocalDate,
        fulfilledDate: LocalDate?,
        cancelledDate: LocalDate? = nil,
        currency: Currency,
        pricesIncludeVAT: Bool,
        customer: Customer,
        shipTo: ShippingDestination,
        invoiceDueDate: LocalDate? = nil,
        lines: [OrderLine],
        orderDiscount: Amount = .zero,
        discountAppliesToShipping: Bool = false,
        shipping: [ShippingCharge] = [],
        tip: Amount = .zero,
        rounding: Amount = .zero,
        total: Amount,
        payments: [Payment] = [],
        refunds: [Refund] = [],
        customerReference: String? = nil,
        url: String? = nil
    ) {
        self.number = number
        self.source = source
        self.documentType = documentType
        self.orderDate = orderDate
        self.fulfilledDate = fulfilledDate
        self.cancelledDate = cancelledDate
        self.currency = currency
        self.pricesIncludeVAT = pricesIncludeVAT
        self.customer = customer
        self.shipTo = shipTo
        self.invoiceDueDate = invoiceDueDate
        self.lines = lines
        self.orderDiscount = orderDiscount
        self.discountAppliesToShipping = discountAppliesToShipping
        self.shipping = shipping
        self.tip = tip
        self.rounding = rounding
        self.total = total
        self.payments = payments
        self.refunds = refunds
        self.customerReference = customerReference
        self.url = url
    }
}

/// Where goods go, as far as VAT cares.
package struct ShippingDestination: Hashable, Sendable {
    /// ISO 3166 alpha-2.
    package var country: String
    package var postalCode: String?

    package init(country: String, postalCode: String? = nil) {
        self.country = country
        self.postalCode = postalCode
    }
}

/// Freight or another charge for bringing the goods, as priced.
package struct ShippingCharge: Hashable, Sendable {
    package var amount: Amount
    package var discount: Amount
    package var shopVATRate: Percentage?
    package var shopVAT: Amount?
    package var foreignVAT: ForeignVAT?
    package var title: String?

    package init(
        amount: Amount,
        discount: Amount = .zero,
        shopVATRate: Percentage? = nil,
        shopVAT: Amount? = nil,
        foreignVAT: ForeignVAT? = nil,
        title: String? = nil
    ) {
        self.amount = amount
        self.discount = discount
        self.shopVATRate = shopVATRate
        self.shopVAT = shopVAT
        self.foreignVAT = foreignVAT
        self.title = title
    }
}
