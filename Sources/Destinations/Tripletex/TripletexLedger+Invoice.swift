import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// Order, lines, invoice and first payment in one call; the totals that come back must be the plan's.
    func make(_ draft: InvoiceDraft) async throws -> EffectResult {
        let request = RemoteRequest<TripletexValue<TripletexInvoice>>(
            method: .post,
            path: "/invoice",
            // The default would send it to the customer.
            query: [("sendToCustomer", "false")] + draft.paymentQuery,
            body: try JSONEncoder().encode(try await newInvoice(draft))
        )
        do {
            return try checked(try await calls.send(request).value, against: draft)
        } catch let failure as LedgerFailure where failure.cause == "REMOTE_REJECTED" {
            // Perhaps because the order's number is taken: then it is ours, made by a try that we lost sight of.
            guard let adopted = try await adopted(draft) else { throw failure }
            return adopted
        }
    }

    /// The invoice of this order when Tripletex has it; an order without invoice is invoiced.
    func adopted(_ draft: InvoiceDraft) async throws -> EffectResult? {
        guard let order = try await order(numbered: draft.orderKey) else { return nil }
        if let invoice = try await invoice(of: order, near: draft.document.date) {
            return try checked(invoice, against: draft)
        }
        let reply = try await calls.send(
            RemoteRequest<TripletexValue<TripletexInvoice>>(
                method: .put,
                path: "/order/\(order.id)/:invoice",
                query: [
                    ("invoiceDate", draft.document.date.description), ("sendToCustomer", "false"),
                ] + draft.paymentQuery
            )
        )
        return try checked(reply.value, against: draft)
    }

    private func order(numbered number: String) async throws -> TripletexOrder? {
        let list = try await calls.send(
            RemoteRequest<TripletexList<TripletexOrder>>(
                path: "/order",
                query: [
                    ("number", number), ("orderDateFrom", "2000-01-01"),
                    ("orderDateTo", "2100-01-01"), ("fields", "id,number,customer(id)"),
                ]
            )
        )
        return list.values.first { $0.number == number }
    }

    /// Invoices cannot be asked for by order: the customer's of that day are read first, then all of theirs.
    private func invoice(
        of order: TripletexOrder,
        near date: LocalDate
    ) async throws -> TripletexInvoice? {
        let next = date.adding(days: 1) ?? date
        for (from, to) in [(date.description, next.description), ("2000-01-01", "2100-01-01")] {
            let customer = order.customer.map { [("customerId", String($0.id))] } ?? []
            let list = try await calls.send(
                RemoteRequest<TripletexList<TripletexInvoice>>(
                    path: "/invoice",
                    query: [
                        ("invoiceDateFrom", from), ("invoiceDateTo", to),
                        ("fields", TripletexInvoice.fields), ("count", "9999"),
                    ] + customer
                )
            )
            let found = list.values.first { $0.orders?.contains { $0.id == order.id } == true }
            if let found { return found }
        }
        return nil
    }

    private func newInvoice(_ draft: InvoiceDraft) async throws -> TripletexNewInvoice {
        let document = draft.document
        var lines: [TripletexNewOrder.Line] = []
        for line in document.lines {
            lines.append(
                orderLine(
                    line,
                    vatType: try await lookups.vatType(line.vatCode, through: calls),
                    in: document
                )
            )
        }
        return TripletexNewInvoice(
            invoiceDate: document.date.description,
            invoiceDueDate: document.dueDate.description,
            orders: [
                TripletexNewOrder(
                    customer: draft.customer,
                    number: draft.orderKey,
                    reference: document.customerReference,
                    orderDate: document.date.description,
                    deliveryDate: document.deliveryDate.description,
                    isPrioritizeAmountsIncludingVat: document.pricesIncludeVAT,
                    currency: try await lookups.currency(document.currency.code, through: calls),
                    invoiceComment: document.comment,
                    orderLines: lines
                )
            ]
        )
    }

    /// Tripletex knows discounts only in percent, so a line carries its price after discount.
    private func orderLine(
        _ line: DocumentLine,
        vatType: TripletexReference,
        in document: SaleDocument
    ) -> TripletexNewOrder.Line {
        let price = UnitPrice(of: line.amount, for: line.quantity, in: document.currency)
        let including = document.pricesIncludeVAT
        return TripletexNewOrder.Line(
            description: price.isForAll && line.quantity != .one
                ? "\(line.quantity) × \(line.description)" : line.description,
            count: Decimal(price.isForAll ? .one : line.quantity),
            unitPriceIncludingVatCurrency: including ? Decimal(price.value) : nil,
            unitPriceExcludingVatCurrency: including ? nil : Decimal(price.value),
            vatType: vatType
        )
    }

    /// The invoice as a result, if its totals are the plan's to the øre.
    private func checked(
        _ invoice: TripletexInvoice,
        against draft: InvoiceDraft
    ) throws -> EffectResult {
        let currency = draft.document.currency
        guard Amount(invoice.amountCurrency, in: currency) == draft.document.total else {
            throw LedgerFailure.differs(
                invoice: invoice.invoiceNumber,
                what: .init(nb: "totalen", en: "the total"),
                planned: draft.document.total.text(in: currency),
                found: invoice.amountCurrency.description
            )
        }
        return EffectResult(
            kind: "invoice",
            id: String(invoice.id),
            number: String(invoice.invoiceNumber),
            url: "\(webAddress)/execute/invoiceMenu?invoiceId=\(invoice.id)"
        )
    }
}
