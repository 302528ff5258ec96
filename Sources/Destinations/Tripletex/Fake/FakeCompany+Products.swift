import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    func findProducts(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        if let number = request.queryValue("number"), Int(number) == nil {
            throw .init(status: 422, code: 21_000, field: "number", message: "Ugyldig format.")
        }
        let numbers = request.query.filter { $0.name == "productNumber" }.map(\.value)
        let found = products.filter { numbers.isEmpty || numbers.contains($0.number) }
        return try FakeRoute.list(found, request, json)
    }

    mutating func createProduct(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(
            FakeRoute.json(request),
            known: [
                "name", "number", "vatType", "account", "priceExcludingVatCurrency",
                "priceIncludingVatCurrency", "currency", "description",
            ]
        )
        let name = try body.required("name", body.text("name"))
        let id = nextID()
        let number = try body.text("number") ?? String(id)
        guard !products.contains(where: { $0.number == number }) else {
            throw .invalid("number", "Produktnummeret \(number) er i bruk.")
        }
        guard !products.contains(where: { $0.name == name }) else {
            throw .invalid("name", "Produktnavnet \"\(name)\" er allerede registrert.")
        }
        let typeID = try body.reference("vatType") ?? 3
        guard vatTypes.contains(where: { $0.id == typeID && ($0.isOutgoing || $0.id == 0) }) else {
            throw .invalid("Internt felt (vatTypeId)", "Ugyldig mva-kode.")
        }
        var account: Int?
        if let reference = try body.reference("account") {
            guard let known = accounts.first(where: { $0.id == reference }) else { throw .notFound }
            account = known.number
            guard allowsLiabilityProducts || known.number >= 3_000 else {
                throw .invalid("Internt felt (vatTypeId)", "Ugyldig mva-kode.")
            }
        }
        let product = Product(
            id: id,
            number: number,
            name: name,
            account: account,
            vatType: typeID
        )
        products.append(product)
        return FakeRoute.value(json(product), status: 201)
    }

    private func json(_ product: Product) -> FakeJSON {
        .object([
            "id": .integer(product.id), "number": .string(product.number),
            "name": .string(product.name), "vatType": .id(product.vatType),
        ])
    }

    /// Numbers only: a wildcard fails.
    func findAccounts(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        var numbers: [Int]?
        if let text = request.queryValue("number") {
            numbers = []
            for part in text.split(separator: ",") {
                guard let number = Int(part) else {
                    throw .init(
                        status: 422,
                        code: 12_000,
                        field: "number",
                        message:
                            "'\(text)': Listen med ID-er må være en kommaseparert liste med positive heltall."
                    )
                }
                numbers?.append(number)
            }
        }
        let found = accounts.filter { numbers?.contains($0.number) ?? true }
        return try FakeRoute.list(found, request) { account in
            let type = vatTypes.first { $0.number == account.lockedCode ?? "0" }
            return .object([
                "id": .integer(account.id), "number": .integer(account.number),
                "name": .string(account.name), "ledgerType": .string(account.ledgerType),
                "vatLocked": .bool(account.lockedCode != nil),
                "vatType": .object([
                    "id": .integer(type?.id ?? 0), "number": .string(type?.number ?? "0"),
                ]),
                "isBankAccount": .bool(account.number == 1_920),
                "isInvoiceAccount": .bool(account.number == 1_920),
                "bankAccountNumber": .optional(
                    account.number == 1_920 && hasBankAccountNumber
                        ? account.bankAccountNumber : nil
                ),
            ])
        }
    }

    func listPeriods(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let year = closedThrough?.year ?? 2_026
        let months = (1...12).compactMap { LocalDate(year: year, month: $0, day: 1) }
        return try FakeRoute.list(months, request) { start in
            let end =
                start.month == 12
                ? LocalDate(year: year + 1, month: 1, day: 1)
                : LocalDate(year: year, month: start.month + 1, day: 1)
            let last = end?.adding(days: -1) ?? start
            return .object([
                "id": .integer(start.daysSince1970), "start": .string(start.description),
                "end": .string((end ?? start).description),
                "isClosed": .bool(closedThrough.map { last <= $0 } ?? false),
            ])
        }
    }

    func whoAmI(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(
                to: .object([
                    "employeeId": .integer(1), "actualEmployeeId": .integer(1),
                    "companyId": .integer(1), "language": .string("no"),
                ])
            )
        )
    }

    func readVATSettings(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let isRegistered = vatTypes.contains { $0.number == "3" && $0.isOutgoing }
        return FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(
                to: .object([
                    "id": .integer(1),
                    "vatRegistrationStatus": .string(
                        isRegistered ? "VAT_REGISTERED" : "VAT_NOT_REGISTERED"
                    ),
                ])
            )
        )
    }
}
