import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    func findInvoices(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let range = try Self.range(request, from: "invoiceDateFrom", to: "invoiceDateTo")
        let customer = request.queryValue("customerId").flatMap(Int.init)
        let ids = request.queryValue("id")?.split(separator: ",").compactMap { Int($0) }
        let found = invoices.filter {
            range.contains($0.date) && (customer ?? $0.customer) == $0.customer
                && (ids?.contains($0.id) ?? true)
        }
        return try FakeRoute.list(found, request, json)
    }

    func readInvoice(_ id: Int?, _ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let invoice = invoices.with(id: id) else { throw .notFound }
        return FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(to: json(of: invoice))
        )
    }

    mutating func createInvoice(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let payment = try payment(
            request.queryValue("paymentTypeId"),
            request.queryValue("paidAmount")
        )
        let invoice = try newInvoice(
            FakeRoute.json(request),
            path: "",
            payment: payment,
            isSent: request.queryValue("sendToCustomer") != "false"
        )
        return FakeRoute.value(json(of: invoice), status: 201)
    }

    /// All or nothing: one bad element refuses the list.
    mutating func createInvoices(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard allowsLists else { throw .forbidden }
        guard case .array(let items) = try FakeRoute.json(request) else {
            throw .notAnObject("body")
        }
        guard items.count <= 100 else { throw .invalid(nil, "For mange elementer.") }
        var changed = self
        var made: [FakeJSON] = []
        for item in items {
            let body = try FakeBody(item, known: Self.invoiceFields)
            let invoice = try changed.newInvoice(
                item,
                path: "",
                payment: try payment(
                    body.number("paymentTypeId")?.description,
                    body.number("paidAmount")?.description
                ),
                isSent: request.queryValue("sendToCustomer") != "false"
            )
            made.append(changed.json(of: invoice))
        }
        self = changed
        var selected: [FakeJSON] = []
        let fields = try FakeFields(request.queryValue("fields"))
        for item in made { selected.append(try fields.apply(to: item)) }
        return RemoteResponse(
            status: 201,
            body: FakeJSON.object([
                "from": .integer(0), "count": .integer(made.count), "values": .array(selected),
            ]).data
        )
    }

    private static let invoiceFields: Set<String> = [
        "invoiceDate", "invoiceDueDate", "orders", "comment", "kid", "paymentTypeId", "paidAmount",
        "invoiceNumber", "currency", "customer",
    ]

    private mutating func newInvoice(
        _ json: FakeJSON,
        path: String,
        payment: (type: PaymentType, amount: Int64)?,
        isSent: Bool
    ) throws(FakeRefusal) -> Invoice {
        let body = try FakeBody(json, path: path, known: Self.invoiceFields)
        let date = try body.required("invoiceDate", body.date("invoiceDate"))
        let due = try body.required("invoiceDueDate", body.date("invoiceDueDate"))
        let listed = try body.list("orders")
        guard listed.count == 1, let entry = listed.first else {
            throw .invalid("orders", "Fakturaen må ha nøyaktig én ordre.")
        }
        let order: Order
        if case .object(let fields) = entry, fields["id"] != nil {
            guard let id = try body.ordersReference(),
                let known = orders.with(id: id)
            else { throw .notFound }
            order = known
        } else {
            order = try newOrder(entry, path: "orders.")
        }
        let method = isSent ? text(of: order.customer, "invoiceSendMethod") : nil
        return try charge(order, date: date, due: due, payment: payment, sentBy: method)
    }

    mutating func invoiceOrder(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let order = orders.with(id: id) else { throw .notFound }
        guard !order.isClosed else { throw .invalid(nil, "Ordren er lukket.") }
        guard let text = request.queryValue("invoiceDate") else {
            throw .missingParameter("invoiceDate")
        }
        guard let date = LocalDate(text) else { throw .wrongType("invoiceDate") }
        var method: String?
        if request.queryValue("sendToCustomer") != "false" {
            method =
                request.queryValue("sendType") ?? self.text(of: order.customer, "invoiceSendMethod")
        }
        var credits: Int?
        if let original = request.queryValue("invoiceIdIfIsCreditNote"), original != "0" {
            guard let invoice = invoices.first(where: { String($0.id) == original }) else {
                throw .notFound
            }
            credits = invoice.id
        }
        let invoice = try charge(
            order,
            date: date,
            due: date.adding(days: order.termDays) ?? date,
            payment: try payment(
                request.queryValue("paymentTypeId"),
                request.queryValue("paidAmount")
            ),
            sentBy: method,
            credits: credits
        )
        return FakeRoute.value(json(of: invoice))
    }

    func payment(
        _ id: String?,
        _ text: String?
    ) throws(FakeRefusal) -> (type: PaymentType, amount: Int64)? {
        switch (id, text) {
        case (nil, nil): return nil
        case (let id?, let text?):
            guard let type = paymentTypes.first(where: { String($0.id) == id }) else {
                throw .notFound
            }
            guard let amount = Decimal(string: text) else { throw .wrongType("paidAmount") }
            return (type, amount.roundedToOre)
        default: throw .incompletePayment
        }
    }

    func text(of customer: Int, _ field: String) -> String {
        self.customer(customer)?.text(field) ?? ""
    }

    private mutating func charge(
        _ order: Order,
        date: LocalDate,
        due: LocalDate,
        payment: (type: PaymentType, amount: Int64)?,
        sentBy: String? = nil,
        credits: Int? = nil
    ) throws(FakeRefusal) -> Invoice {
        guard hasBankAccountNumber else {
            throw .invalid(
                nil,
                "Faktura kan ikke opprettes før selskapet har registrert et bankkontonummer."
            )
        }
        try checkOpen(date)
        if sentBy == "EHF", !ehfReceivers.contains(text(of: order.customer, "organizationNumber")) {
            throw .invalid(nil, "Kunden kan ikke motta EHF-dokumenter")
        }
        if let payment, payment.amount < 0 || order.currency != 1 { throw .incompletePayment }
        let total = order.lines.reduce(0) { $0 + $1.gross }
        let invoice = Invoice(
            id: nextID(),
            number: invoices.count + 1,
            date: date,
            dueDate: due,
            order: order.id,
            customer: order.customer,
            currency: order.currency,
            amount: total,
            amountNOK: try nok(total, currency: order.currency, on: date),
            outstanding: total,
            voucher: nextVoucher(date, "Faktura", nil),
            credits: credits,
            sentBy: sentBy
        )
        if let index = orders.place(of: order.id) {
            orders[index].isClosed = true
        } else {
            insert(order)
        }
        invoices.append(invoice)
        try post(order, as: invoice)
        if let payment, payment.amount != 0 {
            register(payment, inCurrency: payment.amount, of: invoices.count - 1, date: date)
        }
        return invoices[invoices.count - 1]
    }

    /// The claim, and the lines against it; what rounding of each line leaves goes to the last.
    private mutating func post(_ order: Order, as invoice: Invoice) throws(FakeRefusal) {
        post(1_500, nil, invoice.amountNOK, invoice.amount, of: invoice, date: invoice.date)
        var left = invoice.amountNOK
        for (index, line) in order.lines.enumerated() {
            let isLast = index == order.lines.count - 1
            let nok =
                isLast ? left : try nok(line.gross, currency: order.currency, on: invoice.date)
            left -= nok
            // The VAT type without treatment has no sales account: the line goes to the balance sheet by hand.
            let account = line.account ?? line.vatType.salesAccount ?? 2_990
            post(
                account,
                line.vatType.id == 0 ? nil : line.vatType.number,
                -nok,
                -line.gross,
                of: invoice,
                date: invoice.date
            )
        }
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
