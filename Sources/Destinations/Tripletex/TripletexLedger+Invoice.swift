import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// Order, lines, invoice and first payment in one call; the totals that come back must be the plan's.
    ///
    /// A document that is sent, or credits another, takes two: only the order's own action has the parameters.
    func make(_ draft: InvoiceDraft) async throws -> EffectResult {
        do {
            guard draft.sendType == nil, draft.credits == nil else {
                return try await charge(try await makeOrder(draft), draft)
            }
            let reply = try await calls.send(
                RemoteRequest<TripletexValue<TripletexInvoice>>(
                    method: .post,
                    path: "/invoice",
                    // The default would send it to the customer.
                    query: [("sendToCustomer", "false")] + draft.paymentQuery,
                    body: try JSONEncoder().encode(try await newInvoice(draft))
                )
            )
            return try checked(reply.value, against: draft)
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
            return try checked(invoice, against: draft, isFound: true)
        }
        // The lines it was made with may be of an earlier version of the sale.
        try await write(try await newOrder(draft), to: order.id)
        return try await charge(order.id, draft)
    }

    func makeOrder(_ draft: InvoiceDraft) async throws -> Int {
        try await calls.send(
            RemoteRequest<TripletexValue<TripletexReference>>(
                method: .post,
                path: "/order",
                body: try JSONEncoder().encode(try await newOrder(draft))
            )
        ).value.id
    }

    /// Makes an order's invoice and sends it; by e-mail where the customer cannot receive EHF.
    private func charge(_ order: Int, _ draft: InvoiceDraft) async throws -> EffectResult {
        do {
            return try await charge(order, draft, sendType: draft.sendType)
        } catch let failure as LedgerFailure
            where failure.cause == "CUSTOMER_NOT_ON_EHF" && draft.sendType == "EHF"
        {
            let hasMail = draft.document.customer.email.map { !$0.isEmpty } ?? false
            return try await charge(
                order,
                draft,
                sendType: hasMail ? "EMAIL" : nil,
                isRefusedByEHF: true
            )
        }
    }

    private func charge(
        _ order: Int,
        _ draft: InvoiceDraft,
        sendType: String?,
        isRefusedByEHF: Bool = false
    ) async throws -> EffectResult {
        var query = [
            ("invoiceDate", draft.document.date.description),
            ("sendToCustomer", sendType == nil ? "false" : "true"),
        ]
        if let sendType { query.append(("sendType", sendType)) }
        if let credits = draft.credits { query.append(("invoiceIdIfIsCreditNote", credits.id)) }
        let reply = try await calls.send(
            RemoteRequest<TripletexValue<TripletexInvoice>>(
                method: .put,
                path: "/order/\(order)/:invoice",
                query: query + draft.paymentQuery
            )
        )
        return try checked(
            reply.value,
            against: draft,
            sent: sendType,
            isRefusedByEHF: isRefusedByEHF
        )
    }

    func order(numbered number: String) async throws -> TripletexOrder? {
        let list = try await calls.send(
            RemoteRequest<TripletexList<TripletexOrder>>(
                path: "/order",
                query: [
                    ("number", number), ("orderDateFrom", "2000-01-01"),
                    ("orderDateTo", "2100-01-01"), ("fields", "id,number,isClosed,customer(id)"),
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
        let customer = order.customer.map { [("customerId", String($0.id))] } ?? []
        for (from, to) in [(date.description, next.description), ("2000-01-01", "2100-01-01")] {
            let list = try await invoices(from: from, to: to, customer)
            let found = list.first { $0.orders?.contains { $0.id == order.id } == true }
            if let found { return found }
        }
        return nil
    }

    func invoices(
        from: String,
        to: String,
        _ filter: [(String, String)]
    ) async throws -> [TripletexInvoice] {
        try await calls.send(
            RemoteRequest<TripletexList<TripletexInvoice>>(
                path: "/invoice",
                query: [
                    ("invoiceDateFrom", from), ("invoiceDateTo", to),
                    ("fields", TripletexInvoice.fields), ("count", "9999"),
                ] + filter
            )
        ).values
    }

    /// The invoice as a result, if its totals are the plan's to the øre.
    func checked(
        _ invoice: TripletexInvoice,
        against draft: InvoiceDraft,
        sent: String? = nil,
        isRefusedByEHF: Bool = false,
        isFound: Bool = false
    ) throws -> EffectResult {
        let currency = draft.document.currency
        guard Amount(invoice.amountCurrency, in: currency) == draft.total else {
            throw LedgerFailure.differs(
                invoice: invoice.invoiceNumber,
                what: .init(nb: "totalen", en: "the total"),
                planned: draft.total.text(in: currency),
                found: invoice.amountCurrency.description
            )
        }
        try checkNOK(invoice, draft)
        var content = InvoiceContent(figures: draft.figures)
        // A found invoice may have been made without the payment, by a person or from the order as it stood.
        let isUnpaid = isFound && invoice.outstanding(in: currency) == draft.total
        if !isUnpaid, let payment = draft.payment?.entry {
            content.payment = payment.id
            content.paid = payment.amount.minor
        }
        content.sent = sent
        content.isRefusedByEHF = isRefusedByEHF ? true : nil
        content.isFound = isFound ? true : nil
        return EffectResult(
            kind: draft.credits == nil ? "invoice" : "creditNote",
            id: String(invoice.id),
            number: String(invoice.invoiceNumber),
            url: webAddress(ofInvoice: invoice.id),
            content: content.text
        )
    }

    func webAddress(ofInvoice id: Int) -> String {
        "\(webAddress)/execute/invoiceMenu?invoiceId=\(id)"
    }

    /// Tripletex converts each line by itself: an øre for each is its rounding, more is another rate.
    private func checkNOK(_ invoice: TripletexInvoice, _ draft: InvoiceDraft) throws {
        guard let planned = draft.receivableNOK else { return }
        let bound = Int64(draft.document.lines.count)
        guard let found = Amount(invoice.amount, in: .nok),
            (found - planned).magnitude.minor <= bound
        else {
            throw LedgerFailure.differs(
                invoice: invoice.invoiceNumber,
                what: .init(nb: "i norske kroner", en: "in NOK"),
                planned: planned.text(in: .nok),
                found: invoice.amount.description
            )
        }
    }
}
