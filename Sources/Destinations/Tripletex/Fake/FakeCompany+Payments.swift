import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    mutating func payInvoice(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let index = invoices.place(of: id) else { throw .notFound }
        guard let text = request.queryValue("paymentDate"), let date = LocalDate(text) else {
            throw .missingParameter("paymentDate")
        }
        let given = try payment(
            request.queryValue("paymentTypeId"),
            request.queryValue("paidAmount")
        )
        guard let payment = given else { throw .missingParameter("paidAmount") }
        guard payment.amount != 0 else { throw .invalid("paidAmount", "Beløpet kan ikke være 0.") }
        try checkOpen(date)
        var inCurrency = payment.amount
        if invoices[index].currency != 1 {
            guard let text = request.queryValue("paidAmountCurrency"),
                let amount = Decimal(string: text)
            else {
                throw .invalid("Internt felt (amountBasisCurrency)", "Feltet må fylles ut.")
            }
            inCurrency = amount.roundedToOre
        }
        // No upper bound: an amount far above the invoice was accepted when recorded.
        register(payment, inCurrency: inCurrency, of: index, date: date)
        return FakeRoute.value(json(of: invoices[index]))
    }

    /// Money on its account, the claim at what it was booked at, and the exchange difference by itself.
    mutating func register(
        _ payment: (type: PaymentType, amount: Int64),
        inCurrency: Int64,
        of index: Int,
        date: LocalDate
    ) {
        let invoice = invoices[index]
        var book = payment.amount
        if invoice.currency != 1 {
            let isLast = invoice.outstanding == inCurrency
            let booked = postings(ofInvoice: invoice.id).filter { $0.account == 1_500 }
                .reduce(0) { $0 + $1.amount }
            book =
                isLast
                ? booked : Self.rounded(invoice.amountNOK * inCurrency, by: invoice.amount)
        }
        invoices[index].outstanding -= inCurrency
        let voucher = nextVoucher(date, "Betaling", nil)
        post(
            payment.type.account,
            nil,
            payment.amount,
            inCurrency,
            of: invoice,
            date: date,
            voucher
        )
        post(1_500, nil, -book, -inCurrency, of: invoice, date: date, voucher)
        let difference = book - payment.amount
        if difference != 0 {
            post(
                difference < 0 ? 8_060 : 8_160,
                nil,
                difference,
                0,
                of: invoice,
                date: date,
                voucher
            )
        }
    }

    mutating func creditInvoice(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let index = invoices.place(of: id) else { throw .notFound }
        let original = invoices[index]
        guard let text = request.queryValue("date") else { throw .missingParameter("date") }
        guard let date = LocalDate(text) else { throw .wrongType("date") }
        try checkOpen(date)
        guard date >= original.date else {
            throw .invalid("date", "Datoen kan ikke være før fakturadatoen.")
        }
        guard !original.isCredited, original.credits == nil else {
            throw .invalid(nil, "Fakturaen er allerede kreditert.")
        }
        // What is open is set off; what was paid stays open on the credit note.
        let left = original.outstanding - original.amount
        let note = Invoice(
            id: nextID(),
            number: invoices.count + 1,
            date: date,
            dueDate: date,
            order: original.order,
            customer: original.customer,
            currency: original.currency,
            amount: -original.amount,
            amountNOK: -original.amountNOK,
            outstanding: left,
            voucher: nextVoucher(date, "Kreditnota", nil),
            credits: original.id
        )
        invoices[index].isCredited = true
        invoices[index].outstanding = 0
        invoices.append(note)
        for posting in postings(ofVoucher: original.voucher) {
            post(
                posting.account,
                posting.vatCode,
                -posting.amount,
                -posting.inCurrency,
                of: note,
                date: date
            )
        }
        return FakeRoute.value(json(of: note))
    }

    mutating func post(
        _ account: Int,
        _ vatCode: String?,
        _ amount: Int64,
        _ inCurrency: Int64,
        of invoice: Invoice,
        date: LocalDate,
        _ voucher: Int? = nil
    ) {
        append(
            Posting(
                id: nextID(),
                date: date,
                account: account,
                vatCode: vatCode,
                amount: amount,
                inCurrency: inCurrency,
                currency: invoice.currency,
                customer: account == 1_500 ? invoice.customer : nil,
                invoice: invoice.id,
                voucher: voucher ?? invoice.voucher
            )
        )
    }

    /// What is left of a claim when those that were closed by hand are counted as settled.
    func open(_ invoice: Invoice) -> Int64 {
        let claim = postings(ofVoucher: invoice.voucher).first { $0.account == 1_500 }
        return claim?.closeGroup == nil ? invoice.outstanding : 0
    }

    func json(of invoice: Invoice) -> FakeJSON {
        let order = orders.with(id: invoice.order)
        let open = open(invoice)
        let net = (order?.lines ?? []).reduce(0) { $0 + $1.net }
        // Outstanding in NOK is at the invoice's own rate.
        let openNOK =
            invoice.amount == 0 ? 0 : Self.rounded(invoice.amountNOK * open, by: invoice.amount)
        return .object([
            "id": .integer(invoice.id), "version": .integer(0),
            "invoiceNumber": .integer(invoice.number),
            "invoiceDate": .string(invoice.date.description),
            "invoiceDueDate": .string(invoice.dueDate.description),
            "customer": .id(invoice.customer), "amount": .amount(invoice.amountNOK),
            "amountCurrency": .amount(invoice.amount),
            "amountExcludingVat": .amount(invoice.amount < 0 && net > 0 ? -net : net),
            "amountOutstanding": .amount(openNOK),
            "amountCurrencyOutstanding": .amount(open), "isCharged": .bool(true),
            "isCreditNote": .bool(invoice.isCreditNote), "isCredited": .bool(invoice.isCredited),
            "creditedInvoice": .integer(invoice.credits ?? 0),
            "currency": .object([
                "id": .integer(invoice.currency),
                "code": .string(Self.currencies.first { $0.0 == invoice.currency }?.1 ?? ""),
            ]),
            "voucher": .id(invoice.voucher), "ehfSendStatus": .string(ehfStatus(of: invoice)),
            "orders": .array([
                .object([
                    "id": .integer(invoice.order), "number": .string(order?.number ?? ""),
                ])
            ]),
            "postings": .array(postings(ofInvoice: invoice.id).map(json)),
        ])
    }
}
