import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    func findOrders(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let range = try Self.range(request, from: "orderDateFrom", to: "orderDateTo")
        let number = request.queryValue("number")
        let found = orders.filter { range.contains($0.date) && (number ?? $0.number) == $0.number }
        return try FakeRoute.list(found, request, json)
    }

    mutating func createOrder(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let order = try newOrder(FakeRoute.json(request), path: "")
        insert(order)
        return FakeRoute.value(json(of: order), status: 201)
    }

    /// Lines that the body does not name are replaced only when that is asked for.
    mutating func changeOrder(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let index = orders.firstIndex(where: { $0.id == id }) else { throw .notFound }
        let old = orders[index]
        guard !old.isClosed else { throw .invalid(nil, "Ordren er lukket.") }
        orderNumbers.remove(old.number)
        defer { orderNumbers.insert(old.number) }
        var changed = try newOrder(FakeRoute.json(request), path: "")
        changed.id = old.id
        changed.number = old.number
        if request.queryValue("updateLinesAndGroups") != "true" { changed.lines += old.lines }
        orders[index] = changed
        return FakeRoute.value(json(of: changed))
    }

    mutating func insert(_ order: Order) {
        orders.append(order)
        orderNumbers.insert(order.number)
    }

    /// The lines are stored but not shown in the answer, as recorded.
    func json(of order: Order) -> FakeJSON {
        .object([
            "id": .integer(order.id), "number": .string(order.number),
            "customer": .id(order.customer),
            "orderDate": .string(order.date.description),
            "deliveryDate": .string(order.deliveryDate.description),
            "isClosed": .bool(order.isClosed), "orderLines": .array([]),
        ])
    }

    /// An order read from a body, checked as the real one checks it; not yet stored.
    mutating func newOrder(_ json: FakeJSON, path: String) throws(FakeRefusal) -> Order {
        let body = try FakeBody(
            json,
            path: path,
            known: [
                "customer", "contact", "number", "reference", "orderDate", "deliveryDate",
                "currency",
                "isPrioritizeAmountsIncludingVat", "invoiceComment", "internalComment",
                "receiverEmail", "invoicesDueIn", "invoicesDueInType", "orderLines", "project",
                "department", "deliveryAddress", "ourContact",
            ]
        )
        let customer = try body.required("customer", body.reference("customer"))
        guard customers.contains(where: { $0.id == customer }) else { throw .notFound }
        let date = try body.required("orderDate", body.date("orderDate"))
        let delivery = try body.required("deliveryDate", body.date("deliveryDate"))
        let currency = try body.reference("currency") ?? 1
        guard Self.currencies.contains(where: { $0.0 == currency }) else { throw .notFound }
        let id = nextID()
        let number = try body.text("number") ?? String(id)
        guard number.count <= 100 else { throw .invalid(path + "number", "Ugyldig lengde.") }
        guard !orderNumbers.contains(number) else {
            throw .invalid(path + "number", "Nummeret er i bruk.")
        }
        let including = try body.flag("isPrioritizeAmountsIncludingVat") ?? false
        var lines: [Line] = []
        for (index, line) in try body.list("orderLines").enumerated() {
            lines.append(
                try newLine(line, path: "\(path)orderLines[\(index)].", including: including)
            )
        }
        let contact = try body.reference("contact")
        if let contact, !contacts.contains(where: { $0.id == contact && $0.customer == customer }) {
            throw .notFound
        }
        let (department, project) = try dimensions(of: body)
        try checkAddress("deliveryAddress", of: body)
        var deliveryCity: String?
        if case .object(let address)? = body.fields["deliveryAddress"],
            case .string(let city)? = address["city"]
        {
            deliveryCity = city
        }
        let reference = try body.text("reference")
        guard (reference ?? "").count <= 255 else {
            throw .invalid(path + "reference", "Ugyldig lengde.")
        }
        return Order(
            id: id,
            number: number,
            customer: customer,
            date: date,
            deliveryDate: delivery,
            currency: currency,
            termDays: Int((try body.number("invoicesDueIn") ?? 14).description) ?? 14,
            lines: lines,
            contact: contact,
            department: department,
            project: project,
            reference: reference,
            internalComment: try body.text("internalComment"),
            deliveryCity: deliveryCity
        )
    }

    private func newLine(
        _ json: FakeJSON,
        path: String,
        including: Bool
    ) throws(FakeRefusal) -> Line {
        let body = try FakeBody(
            json,
            path: path,
            known: [
                "description", "product", "count", "unitPriceIncludingVatCurrency",
                "unitPriceExcludingVatCurrency", "vatType", "discount", "currency",
            ]
        )
        var product: Product?
        if let id = try body.reference("product") {
            guard let known = products.first(where: { $0.id == id }) else { throw .notFound }
            product = known
        }
        let description = try body.text("description") ?? product?.name ?? ""
        guard !description.isEmpty else {
            throw .invalid(
                path + "description",
                "Det må registreres en beskrivelse eller et produkt."
            )
        }
        let gross = try body.number("unitPriceIncludingVatCurrency")
        let net = try body.number("unitPriceExcludingVatCurrency")
        if including, gross == nil, net != nil {
            throw .invalid(
                path + "unitPriceExcludingVatCurrency",
                "Enhetspris må være med mva siden enhetspris på ordre er med mva."
            )
        }
        if !including, net == nil, gross != nil {
            throw .invalid(
                path + "unitPriceIncludingVatCurrency",
                "Enhetspris må være uten mva siden enhetspris på ordre er uten mva."
            )
        }
        let price = (including ? gross : net) ?? 0
        guard price.decimals <= 10 else { throw .wrongType(path + "unitPrice") }
        let typeID = try body.reference("vatType") ?? 3
        // Orders take outgoing codes, and the one without VAT treatment.
        guard let type = vatTypes.first(where: { $0.id == typeID && ($0.isOutgoing || $0.id == 0) })
        else { throw .invalid("Internt felt (vatTypeId)", "Ugyldig mva-kode.") }
        // The default of the count is 0: a line without one is worth nothing.
        let count = try body.number("count") ?? 0
        let discount = try body.number("discount") ?? 0
        let amount = (price * count * (100 - discount) / 100).roundedToOre
        let rate = type.rate.basisPoints
        let vat =
            including
            ? Self.rounded(amount * rate, by: 10_000 + rate)
            : Self.rounded(amount * rate, by: 10_000)
        return Line(
            description: description,
            count: count,
            unitPrice: price,
            vatType: type,
            // The product's account counts only when its code is the line's.
            account: product?.vatType == type.id ? product?.account : nil,
            net: including ? amount - vat : amount,
            vat: vat
        )
    }

    static func range(
        _ request: FakeRequest,
        from: String,
        to: String
    ) throws(FakeRefusal) -> Range<LocalDate> {
        guard let first = request.queryValue(from) else { throw .missingParameter(from) }
        guard let last = request.queryValue(to) else { throw .missingParameter(to) }
        guard let lower = LocalDate(first) else { throw .wrongType(from) }
        guard let upper = LocalDate(last) else { throw .wrongType(to) }
        guard lower < upper else { throw .invalid(to, "From and including >= To and excluding.") }
        return lower..<upper
    }

    /// Half away from zero.
    static func rounded(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, rest) = abs(value).quotientAndRemainder(dividingBy: divisor)
        let magnitude = rest * 2 >= divisor ? quotient + 1 : quotient
        return value < 0 ? -magnitude : magnitude
    }
}

extension Decimal {
    /// The amount in øre, rounded half away from zero.
    var roundedToOre: Int64 {
        var (hundredfold, rounded) = (self * 100, Decimal())
        unsafe NSDecimalRound(&rounded, &hundredfold, 0, .plain)
        return Int64(rounded.description) ?? 0
    }

    /// Decimals after the point.
    var decimals: Int { max(0, -exponent) }
}
