extension OrderPlanner {
    /// The invoice that the sale is, with every line's code and account.
    func document(_ sale: SalePostings, delivery: InvoiceDelivery?) -> SaleDocument {
        SaleDocument(
            orderNumber: order.number,
            customer: order.customer,
            date: saleDate,
            deliveryDate: delivered,
            dueDate: max(order.invoiceDueDate ?? saleDate, saleDate),
            currency: order.currency,
            pricesIncludeVAT: true,
            lines: components.map { $0.line(gross: $0.gross, currency: order.currency) },
            total: sale.total,
            delivery: delivery,
            customerReference: order.customerReference,
            deliveryAddress: order.deliveryAddress
        )
    }

    /// How a business gets its invoice: EHF if it can receive that, else e-mail.
    ///
    /// Source: Peppol needs a valid organisation number (scheme 0192) as endpoint.
    mutating func invoiceDelivery() -> InvoiceDelivery? {
        guard order.customer.kind == .business, rules.settings.bookingModel == .invoice else {
            return nil
        }
        let customer = order.customer
        var hasEndpoint = false
        if let number = customer.organizationNumber, customer.country == "NO" {
            hasEndpoint = OrganizationNumber(number) != nil
            if !hasEndpoint { alerts.append(.invalidOrganizationNumber(number)) }
        }
        if hasEndpoint, customer.receivesEHF == true { return .ehf }
        if customer.email.map({ !$0.isEmpty }) ?? false { return .email }
        alerts.append(.noDeliveryChannel)
        return InvoiceDelivery.none
    }
}

extension SaleComponent {
    /// The component as a line of a document, with this much of its gross.
    func line(gross: Amount, currency: Currency) -> DocumentLine {
        DocumentLine(
            description: title,
            quantity: gross == self.gross ? quantity : .one,
            amount: gross,
            gross: gross,
            vatCode: decision.code,
            vatRate: decision.rate,
            account: decision.account,
            sku: sku
        )
    }
}
