import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    func findInvoices(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let range = try Self.range(request, from: "invoiceDateFrom", to: "invoiceDateTo")
        let customer = request.queryValue("customerId").flatMap(Int.init)
        let found = invoices.filter {
            range.contains($0.date) && (customer ?? $0.customer) == $0.customer
        }
        return try FakeRoute.list(found.map(json(of:)), request)
    }

    func readInvoice(_ id: Int?, _ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let invoice = invoices.first(where: { $0.id == id }) else { throw .notFound }
        return FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(to: json(of: invoice))
        )
    }

    mutating func createInvoice(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(
            FakeRoute.json(request),
            known: [
                "invoiceDate", "invoiceDueDate", "orders", "comment", "kid", "paymentTypeId",
                "paidAmount", "invoiceNumber", "currency", "customer",
            ]
        )
        let date = try body.required("invoiceDate", body.date("invoiceDate"))
        let due = try body.required("invoiceDueDate", body.date("invoiceDueDate"))
        let payment = try payment(of: request)
        let listed = try body.list("orders")
        guard listed.count == 1, let entry = listed.first else {
            throw .invalid("orders", "Fakturaen må ha nøyaktig én ordre.")
        }
        let order: Order
        if case .object(let fields) = entry, fields["id"] != nil {
            guard let id = try body.ordersReference(),
                let known = orders.first(where: { $0.id == id })
            else { throw .notFound }
            order = known
        } else {
            order = try newOrder(entry, path: "orders.")
        }
        let invoice = try charge(order, date: date, due: due, payment: payment)
        return FakeRoute.value(json(of: invoice), status: 201)
    }

    mutating func invoiceOrder(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let order = orders.first(where: { $0.id == id }) else { throw .notFound }
        guard !order.isClosed else { throw .invalid(nil, "Ordren er lukket.") }
        guard let text = request.queryValue("invoiceDate") else {
            throw .missingParameter("invoiceDate")
        }
        guard let date = LocalDate(text) else { throw .wrongType("invoiceDate") }
        let invoice = try charge(
            order,
            date: date,
            due: date.adding(days: 14) ?? date,
            payment: try payment(of: request)
        )
        return FakeRoute.value(json(of: invoice))
    }

    mutating func payInvoice(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let index = invoices.firstIndex(where: { $0.id == id }) else { throw .notFound }
        guard let text = request.queryValue("paymentDate"), let date = LocalDate(text) else {
            throw .missingParameter("paymentDate")
        }
        guard let payment = try payment(of: request) else { throw .missingParameter("paidAmount") }
        guard payment.amount != 0 else { throw .invalid("paidAmount", "Beløpet kan ikke være 0.") }
        // No upper bound: an amount far above the invoice was accepted when recorded.
        register(payment, of: index, date: date)
        return FakeRoute.value(json(of: invoices[index]))
    }

    private func payment(
        of request: FakeRequest
    ) throws(FakeRefusal) -> (type: PaymentType, amount: Int64)? {
        switch (request.queryValue("paymentTypeId"), request.queryValue("paidAmount")) {
        case (nil, nil): return nil
        case (let id?, let text?):
            guard let type = paymentTypes.first(where: { String($0.id) == id }) else {
                throw .notFound
            }
            guard let amount = Decimal(string: text) else { throw .wrongType("paidAmount") }
            return (type, amount.roundedToOre)
        default:
            throw .invalid(
                nil,
                "Både paidAmount og paymentTypeId må oppgis ved registrering av en forhåndsbetalt faktura."
            )
        }
    }

    private mutating func charge(
        _ order: Order,
        date: LocalDate,
        due: LocalDate,
        payment: (type: PaymentType, amount: Int64)?
    ) throws(FakeRefusal) -> Invoice {
        guard hasBankAccountNumber else {
            throw .invalid(
                nil,
                "Faktura kan ikke opprettes før selskapet har registrert et bankkontonummer."
            )
        }
        if let payment, payment.amount < 0 {
            throw .invalid(
                nil,
                "Både paidAmount og paymentTypeId må oppgis ved registrering av en forhåndsbetalt faktura."
            )
        }
        if let index = orders.firstIndex(where: { $0.id == order.id }) {
            orders[index].isClosed = true
        } else {
            insert(order)
        }
        let total = order.lines.reduce(0) { $0 + $1.gross }
        let invoice = Invoice(
            id: nextID(),
            number: invoices.count + 1,
            date: date,
            dueDate: due,
            order: order.id,
            customer: order.customer,
            amount: total,
            outstanding: total,
            voucher: nextID()
        )
        invoices.append(invoice)
        post(1_500, nil, total, of: invoice, date: date)
        for line in order.lines {
            // The VAT type without treatment has no sales account: the line goes to the balance sheet by hand.
            post(
                line.vatType.salesAccount ?? 2_990,
                line.vatType.salesAccount == nil ? nil : line.vatType.number,
                -line.gross,
                of: invoice,
                date: date
            )
        }
        if let payment, payment.amount != 0 {
            register(payment, of: invoices.count - 1, date: date)
        }
        return invoices[invoices.count - 1]
    }

    private mutating func register(
        _ payment: (type: PaymentType, amount: Int64),
        of index: Int,
        date: LocalDate
    ) {
        invoices[index].outstanding -= payment.amount
        post(payment.type.account, nil, payment.amount, of: invoices[index], date: date)
        post(1_500, nil, -payment.amount, of: invoices[index], date: date)
    }

    private mutating func post(
        _ account: Int,
        _ vatCode: String?,
        _ amount: Int64,
        of invoice: Invoice,
        date: LocalDate
    ) {
        postings.append(
            Posting(
                id: nextID(),
                date: date,
                account: account,
                vatCode: vatCode,
                amount: amount,
                customer: account == 1_500 ? invoice.customer : nil,
                invoice: invoice.id
            )
        )
    }

    func listPostings(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let range = try Self.range(request, from: "dateFrom", to: "dateTo")
        return try FakeRoute.list(
            postings.filter { range.contains($0.date) }.map {
                .object([
                    "id": .integer($0.id), "date": .string($0.date.description),
                    "account": .object([
                        "id": .integer(400_000 + $0.account), "number": .integer($0.account),
                    ]),
                    "amountGross": .number(Decimal($0.amount) / 100),
                    "amountGrossCurrency": .number(Decimal($0.amount) / 100),
                ])
            },
            request
        )
    }

    func json(of invoice: Invoice) -> FakeJSON {
        let order = orders.first { $0.id == invoice.order }
        let total = Decimal(invoice.amount) / 100
        let outstanding = Decimal(invoice.outstanding) / 100
        let net = (order?.lines ?? []).reduce(0) { $0 + $1.net }
        return .object([
            "id": .integer(invoice.id), "version": .integer(0),
            "invoiceNumber": .integer(invoice.number),
            "invoiceDate": .string(invoice.date.description),
            "invoiceDueDate": .string(invoice.dueDate.description),
            "customer": .id(invoice.customer), "amount": .number(total),
            "amountCurrency": .number(total), "amountExcludingVat": .number(Decimal(net) / 100),
            "amountOutstanding": .number(outstanding),
            "amountCurrencyOutstanding": .number(outstanding), "isCharged": .bool(true),
            "isCreditNote": .bool(false), "isCredited": .bool(false),
            "voucher": .id(invoice.voucher),
            "orders": .array([
                .object([
                    "id": .integer(invoice.order), "number": .string(order?.number ?? ""),
                ])
            ]),
            "postings": .array(postings.filter { $0.invoice == invoice.id }.map { .id($0.id) }),
        ])
    }
}

extension FakeBody {
    /// The id of the one order that the body refers to.
    fileprivate func ordersReference() throws(FakeRefusal) -> Int? {
        guard case .object(let fields)? = try list("orders").first else { return nil }
        guard fields.count == 1, case .number(let id)? = fields["id"] else {
            throw .wrongType("orders.id")
        }
        return Int(id.description)
    }
}
