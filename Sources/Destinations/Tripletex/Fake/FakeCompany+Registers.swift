import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    func listVATTypes(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let outgoing = request.queryValue("typeOfVat") == "OUTGOING"
        let numbers = request.queryValue("number")?.split(separator: ",").map(String.init)
        let types = vatTypes.filter {
            (!outgoing || $0.isOutgoing) && (numbers?.contains($0.number) ?? true)
        }
        return try FakeRoute.list(types, request) {
            .object([
                "id": .integer($0.id), "number": .string($0.number),
                "name": .string("Mva \($0.number)"),
                "percentage": .number(Decimal($0.rate.basisPoints) / 100),
            ])
        }
    }

    func listPaymentTypes(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let text = request.queryValue("description")?.lowercased()
        let types = paymentTypes.filter { text.map($0.description.lowercased().contains) ?? true }
        return try FakeRoute.list(types, request) {
            .object([
                "id": .integer($0.id), "description": .string($0.description),
                "displayName": .string($0.description),
                "debitAccount": .object([
                    "id": .integer(400_000 + $0.account), "number": .integer($0.account),
                ]),
            ])
        }
    }

    func listCountries(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let codes = request.queryValue("code")?.split(separator: ",").map(String.init)
        return try FakeRoute.list(
            Self.countries.filter { codes?.contains($0.1) ?? true },
            request
        ) {
            .object([
                "id": .integer($0.0), "isoAlpha2Code": .string($0.1), "name": .string($0.1),
            ])
        }
    }

    func listCurrencies(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let codes = request.queryValue("code")?.split(separator: ",").map(String.init)
        return try FakeRoute.list(
            Self.currencies.filter { codes?.contains($0.1) ?? true },
            request
        ) { .object(["id": .integer($0.0), "code": .string($0.1), "factor": .integer($0.2)]) }
    }

    /// As the real one: a filter whose name it does not know is not looked at.
    func findCustomers(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        func text(_ customer: Customer, _ field: String) -> String {
            customer.text(field)
        }
        let matching = customers.filter { customer in
            request.query.allSatisfy { name, value in
                switch name {
                case "email", "invoiceEmail", "organizationNumber":
                    text(customer, name).lowercased() == value.lowercased()
                case "customerAccountNumber": text(customer, "customerNumber") == value
                case "id": value.split(separator: ",").contains("\(customer.id)")
                case "changedSince": value <= (customer.changedAt ?? "")
                case "customerName":
                    text(customer, "name").lowercased().contains(value.lowercased())
                default: true
                }
            }
        }
        return try FakeRoute.list(matching, request) { .object($0.fields) }
    }

    mutating func createCustomer(
        _ request: FakeRequest,
        at time: String
    ) throws(FakeRefusal) -> RemoteResponse {
        let customer = try newCustomer(FakeRoute.json(request), at: time)
        return FakeRoute.value(.object(customer.fields), status: 201)
    }

    /// All or nothing, as orders and invoices.
    mutating func createCustomers(
        _ request: FakeRequest,
        at time: String
    ) throws(FakeRefusal) -> RemoteResponse {
        guard allowsLists else { throw .forbidden }
        guard case .array(let items) = try FakeRoute.json(request) else {
            throw .notAnObject("body")
        }
        var changed = self
        var made: [FakeJSON] = []
        for item in items { made.append(.object(try changed.newCustomer(item, at: time).fields)) }
        self = changed
        return RemoteResponse(
            status: 201,
            body: FakeJSON.object([
                "from": .integer(0), "count": .integer(made.count), "values": .array(made),
            ]).data
        )
    }

    private static let customerFields: Set<String> = [
        "name", "organizationNumber", "email", "invoiceEmail", "invoiceSendMethod",
        "isPrivateIndividual", "phoneNumber", "phoneNumberMobile", "postalAddress",
        "physicalAddress", "deliveryAddress", "language", "currency", "invoicesDueIn",
        "invoicesDueInType", "description", "customerNumber",
    ]

    /// Only the fields that are sent change.
    mutating func changeCustomer(
        _ id: Int?,
        _ request: FakeRequest,
        at time: String
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let place = customers.firstIndex(where: { $0.id == id }) else { throw .notFound }
        let body = try FakeBody(
            FakeRoute.json(request),
            known: Self.customerFields.union(["id", "version"])
        )
        try check(
            body.text("organizationNumber"),
            isPrivate: body.flag("isPrivateIndividual") ?? false,
            of: body
        )
        for address in ["postalAddress", "physicalAddress"] { try checkAddress(address, of: body) }
        for field in ["name", "organizationNumber", "email", "invoiceEmail"] {
            if let text = try body.text(field) { customers[place].fields[field] = .string(text) }
        }
        customers[place].changedAt = time
        return FakeRoute.value(.object(customers[place].fields))
    }

    private mutating func newCustomer(
        _ json: FakeJSON,
        at time: String
    ) throws(FakeRefusal) -> Customer {
        let body = try FakeBody(json, known: Self.customerFields)
        let name = try body.required("name", body.text("name"))
        guard !name.isEmpty, name.count <= 255 else { throw .invalid("name", "Ugyldig lengde.") }
        let isPrivate = try body.flag("isPrivateIndividual") ?? false
        let organization = try body.text("organizationNumber")
        try check(organization, isPrivate: isPrivate, of: body)
        for address in ["postalAddress", "physicalAddress"] { try checkAddress(address, of: body) }
        let methods = ["EMAIL", "EHF", "EFAKTURA", "AVTALEGIRO", "VIPPS", "PAPER", "MANUAL"]
        guard try methods.contains(body.text("invoiceSendMethod") ?? "EMAIL") else {
            throw .wrongType("invoiceSendMethod")
        }
        for field in ["email", "invoiceEmail"] {
            if let email = try body.text(field), !email.contains("@") || email.contains(" ") {
                throw .invalid(field, "Ugyldig format.")
            }
        }
        let id = nextID()
        let customer = Customer(
            id: id,
            fields: [
                "id": .integer(id), "version": .integer(0), "name": .string(name),
                "organizationNumber": .string(organization ?? ""),
                "email": .string(try body.text("email") ?? ""),
                "invoiceEmail": .string(try body.text("invoiceEmail") ?? ""),
                "isPrivateIndividual": .bool(isPrivate), "isCustomer": .bool(true),
                "customerNumber": .integer(10_001 + customers.count),
                "invoiceSendMethod": .string(try body.text("invoiceSendMethod") ?? "EMAIL"),
            ],
            changedAt: time
        )
        customers.append(customer)
        return customer
    }

    private func check(
        _ organization: String?,
        isPrivate: Bool,
        of body: FakeBody
    ) throws(FakeRefusal) {
        guard let organization, !organization.isEmpty else { return }
        var country = 161
        if case .object(let address)? = body.fields["physicalAddress"],
            case .object(let reference)? = address["country"],
            case .number(let id)? = reference["id"]
        {
            country = Int(id.description) ?? 161
        }
        guard country != 161 || (organization.count == 9 && organization.allSatisfy(\.isNumber)),
            !isPrivate
        else {
            throw .invalid(
                "organizationNumber",
                "The organization number must consist of 9 numbers and cannot have any spaces."
            )
        }
    }

    func checkAddress(_ name: String, of body: FakeBody) throws(FakeRefusal) {
        guard let json = body.fields[name], json != .null else { return }
        let address = try FakeBody(
            json,
            path: name + ".",
            known: ["addressLine1", "addressLine2", "postalCode", "city", "country"]
        )
        if let country = try address.reference("country"),
            !Self.countries.contains(where: { $0.0 == country })
        {
            throw .notFound
        }
    }
}
