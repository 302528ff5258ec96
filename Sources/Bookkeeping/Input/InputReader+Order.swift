extension InputReader {
    /// The order of the neutral schema; nil when something is wrong, which then is complained of.
    func order(_ reader: inout FieldReader) -> Order? {
        // Each is read before any is demanded, so that every error is named.
        let number = demandedText("number", &reader)
        let orderDate = demandedDay("orderDate", &reader)
        let currency = self.currency("currency", &reader)
        let includesVAT = demanded("pricesIncludeVat", &reader)
            .flatMap { reader.flag($0, path("pricesIncludeVat")) }
        let customer = nested("customer", &reader)?.customer(&reader)
        let total = demandedAmount("totalMinor", &reader)
        let lines = items("lines", &reader) { $0.line(&$1) }
        let payments = items("payments", &reader) { $0.payment(&$1) }
        let refunds = items("refunds", &reader) { $0.refund(&$1) }
        demandOnce(lines.firstDuplicate(\.id), "lines", &reader)
        demandOnce(refunds.firstDuplicate(\.id), "refunds", &reader)
        guard let number, let orderDate, let currency, let includesVAT, let customer, let total
        else { return nil }
        var order = Order(
            number: number,
            source: text("source", &reader) ?? "",
            documentType: choice("docType", &reader) ?? .webshopOrder,
            orderDate: orderDate,
            fulfilledDate: day("fulfilledDate", &reader),
            cancelledDate: day("cancelledDate", &reader),
            currency: currency,
            pricesIncludeVAT: includesVAT,
            customer: customer,
            shipTo: optionalNested("shipTo", &reader)?.destination(&reader)
                ?? ShippingDestination(country: customer.country),
            lines: lines,
            orderDiscount: amount("orderDiscountMinor", &reader) ?? .zero,
            discountAppliesToShipping: flag("discountAppliesToShipping", &reader) ?? false,
            shipping: items("shipping", &reader) { $0.charge(&$1) },
            tip: amount("tipMinor", &reader) ?? .zero,
            rounding: amount("roundingMinor", &reader) ?? .zero,
            total: total,
            payments: payments,
            refunds: refunds,
            customerReference: text("customerReference", &reader),
            url: text("url", &reader)
        )
        order.invoiceDueDate = optionalNested("invoiceTerms", &reader)?
            .demandedDay("dueDate", &reader)
        return order
    }

    private func demandOnce(_ duplicate: String?, _ name: String, _ reader: inout FieldReader) {
        guard let duplicate else { return }
        reader.complain(
            path(name),
            nb: "har id «\(duplicate)» to ganger",
            en: "has the id “\(duplicate)” twice"
        )
    }

    private func customer(_ reader: inout FieldReader) -> Customer? {
        guard let kind: Customer.Kind = choice("type", &reader) else {
            _ = demanded("type", &reader)
            return nil
        }
        return Customer(
            kind: kind,
            country: country("country", &reader) ?? "NO",
            organizationNumber: text("orgNumber", &reader),
            taxID: text("taxId", &reader),
            email: text("email", &reader),
            receivesEHF: flag("peppol", &reader),
            name: text("name", &reader)
        )
    }

    private func destination(_ reader: inout FieldReader) -> ShippingDestination? {
        demandedCountry("country", &reader).map {
            ShippingDestination(country: $0, postalCode: text("postalCode", &reader))
        }
    }

    private func line(_ reader: inout FieldReader) -> OrderLine? {
        let id = demandedText("id", &reader)
        let quantity = quantity(&reader)
        let price = demandedAmount("unitPriceMinor", &reader)
        let line = OrderLine(
            id: id ?? "",
            quantity: quantity ?? .one,
            unitPrice: price ?? .zero,
            discount: amount("discountMinor", &reader) ?? .zero,
            productClass: choice("productClass", &reader),
            supplyType: choice("supplyType", &reader) ?? .goods,
            shopVATRate: percentage("shopVatRate", &reader),
            shopVAT: amount("shopVatMinor", &reader),
            foreignVAT: optionalNested("foreignVat", &reader)?.foreignVAT(&reader),
            placeCountry: country("placeCountry", &reader),
            isForResale: flag("forResale", &reader) ?? false,
            voucherClass: choice("spvClass", &reader),
            account: value("account").flatMap { reader.account($0, path("account")) },
            sku: text("sku", &reader),
            productID: text("productId", &reader),
            title: text("title", &reader),
            category: text("category", &reader)
        )
        return id == nil || quantity == nil || price == nil ? nil : line
    }

    /// A decimal number, as text so that nothing rounds it; 1 when absent.
    ///
    /// Never negative.
    private func quantity(_ reader: inout FieldReader) -> DecimalNumber? {
        guard let value = value("qty") else { return .one }
        if let number = value.text.flatMap({ DecimalNumber($0) }), number.units >= 0,
            number.units <= Amount.limit
        {
            return number
        }
        reader.complain(
            path("qty"),
            nb: "skal være et desimaltall som ikke er negativt",
            en: "should be a decimal number that is not negative"
        )
        return nil
    }

    private func charge(_ reader: inout FieldReader) -> ShippingCharge? {
        demandedAmount("amountMinor", &reader).map {
            ShippingCharge(
                amount: $0,
                discount: amount("discountMinor", &reader) ?? .zero,
                shopVATRate: percentage("shopVatRate", &reader),
                shopVAT: amount("shopVatMinor", &reader),
                foreignVAT: optionalNested("foreignVat", &reader)?.foreignVAT(&reader),
                title: text("title", &reader)
            )
        }
    }

    private func foreignVAT(_ reader: inout FieldReader) -> ForeignVAT? {
        let country = demandedCountry("country", &reader)
        let rate = demanded("rate", &reader).flatMap { reader.percentage($0, path("rate")) }
        let amount = demandedAmount("amountMinor", &reader)
        guard let country, let rate, let amount else { return nil }
        return ForeignVAT(country: country, rate: rate, amount: amount)
    }

    private func payment(_ reader: inout FieldReader) -> Payment? {
        let method = demandedText("method", &reader)
        let amount = demandedAmount("amountMinor", &reader)
        let date = demandedDay("date", &reader)
        guard let method, let amount, let date else { return nil }
        return Payment(
            id: text("id", &reader),
            method: method,
            amount: amount,
            date: date,
            giftCardID: text("giftCardId", &reader),
            amountNOK: self.amount("amountNOKMinor", &reader)
        )
    }

    private func refund(_ reader: inout FieldReader) -> Refund? {
        let id = demandedText("id", &reader)
        let date = demandedDay("date", &reader)
        guard let id, let date else { return nil }
        return Refund(
            id: id,
            date: date,
            lines: items("lines", &reader) { item, reader in
                guard let line = item.demandedText("lineId", &reader),
                    let amount = item.demandedAmount("amountMinor", &reader)
                else { return nil }
                return Refund.Line(lineID: line, amount: amount)
            },
            shipping: amount("shippingMinor", &reader) ?? .zero,
            adjustment: amount("adjustmentMinor", &reader) ?? .zero,
            tip: amount("tipMinor", &reader) ?? .zero,
            transactions: items("transactions", &reader) { item, reader in
                guard let method = item.demandedText("method", &reader),
                    let amount = item.demandedAmount("amountMinor", &reader)
                else { return nil }
                return Refund.Transaction(
                    id: item.text("id", &reader),
                    method: method,
                    amount: amount
                )
            }
        )
    }
}

extension Array {
    fileprivate func firstDuplicate(_ name: (Element) -> String) -> String? {
        var seen: Set<String> = []
        for element in self where !seen.insert(name(element)).inserted { return name(element) }
        return nil
    }
}
