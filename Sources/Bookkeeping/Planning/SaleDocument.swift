/// A sales document (faktura) to be made in the ledger: what the invoice must say and come to.
package struct SaleDocument: Hashable, Sendable {
    /// The order's number in its source.
    package var orderNumber: String
    package var customer: Customer
    /// The invoice date.
    package var date: LocalDate
    /// The true day of delivery, also when the period is closed and `date` is later.
    package var deliveryDate: LocalDate
    package var dueDate: LocalDate
    package var currency: Currency
    package var pricesIncludeVAT: Bool
    package var lines: [DocumentLine]
    /// What the customer owes for the document, including VAT.
    ///
    /// Equals the sum of the lines' `gross`.
    package var total: Amount
    /// How the invoice is to reach the customer; nil when the shop's own receipt does.
    package var delivery: InvoiceDelivery?
    package var customerReference: String?
    package var comment: String?
    /// Where the goods went, as the document states it.
    package var deliveryAddress: PostalAddress?

    package init(
        orderNumber: String,
        customer: Customer,
        date: LocalDate,
        deliveryDate: LocalDate,
        dueDate: LocalDate,
        currency: Currency,
        pricesIncludeVAT: Bool,
        lines: [DocumentLine],
        total: Amount,
        delivery: InvoiceDelivery? = nil,
        customerReference: String? = nil,
        comment: String? = nil,
        deliveryAddress: PostalAddress? = nil
    ) {
        self.deliveryAddress = deliveryAddress
        self.orderNumber = orderNumber
        self.customer = customer
        self.date = date
        self.deliveryDate = deliveryDate
        self.dueDate = dueDate
        self.currency = currency
        self.pricesIncludeVAT = pricesIncludeVAT
        self.lines = lines
        self.total = total
        self.delivery = delivery
        self.customerReference = customerReference
        self.comment = comment
    }
}

/// One line of a sales document, after all discounts.
package struct DocumentLine: Hashable, Sendable {
    package var description: String
    package var quantity: DecimalNumber
    /// The line's amount as priced (with VAT when the document's prices include it), in document currency.
    package var amount: Amount
    /// The line's amount including VAT, in document currency.
    package var gross: Amount
    /// nil: no VAT treatment (a balance account).
    package var vatCode: VATCode?
    package var vatRate: Percentage
    package var account: AccountNumber
    package var sku: String?

    package init(
        description: String,
        quantity: DecimalNumber,
        amount: Amount,
        gross: Amount,
        vatCode: VATCode?,
        vatRate: Percentage,
        account: AccountNumber,
        sku: String? = nil
    ) {
        self.description = description
        self.quantity = quantity
        self.amount = amount
        self.gross = gross
        self.vatCode = vatCode
        self.vatRate = vatRate
        self.account = account
        self.sku = sku
    }
}

/// How an invoice reaches its customer.
package enum InvoiceDelivery: String, Hashable, Sendable {
    case ehf = "EHF"
    case email = "EMAIL"
    case none = "NONE"
}

/// A payment that closes (part of) the document's receivable.
package struct PaymentEntry: Hashable, Sendable {
    /// The source's id of the transaction, or its place in the order's list when it has none.
    package var id: String
    /// The method as the rules name it.
    package var method: String
    /// The account the money stands on: a clearing account, or a liability for stored value.
    package var account: AccountNumber
    /// The ledger's payment type by its description, when the user chose one.
    package var paymentType: String?
    /// In document currency.
    package var amount: Amount
    /// What is booked on the account, in øre; equals `amount` for documents in NOK.
    package var amountNOK: Amount
    package var date: LocalDate

    package init(
        id: String,
        method: String,
        account: AccountNumber,
        paymentType: String? = nil,
        amount: Amount,
        amountNOK: Amount,
        date: LocalDate
    ) {
        self.id = id
        self.method = method
        self.account = account
        self.paymentType = paymentType
        self.amount = amount
        self.amountNOK = amountNOK
        self.date = date
    }
}
