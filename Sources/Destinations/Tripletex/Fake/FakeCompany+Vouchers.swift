import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    mutating func nextVoucher(_ date: LocalDate, _ description: String, _ external: String?) -> Int
    {
        let id = nextID()
        vouchers.append(
            Voucher(
                id: id,
                number: (vouchers.last?.number ?? 0) + 1,
                date: date,
                description: description,
                external: external
            )
        )
        return id
    }

    mutating func createVoucher(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(
            FakeRoute.json(request),
            known: ["date", "description", "externalVoucherNumber", "postings", "voucherType"]
        )
        let date = try body.required("date", body.date("date"))
        let description = try body.required("description", body.text("description"))
        let external = try body.text("externalVoucherNumber")
        guard (external ?? "").count <= 70 else {
            throw .invalid("externalVoucherNumber", "Ugyldig lengde.")
        }
        try checkOpen(date)
        var rows: [Posting] = []
        for (index, item) in try body.list("postings").enumerated() {
            rows.append(try newPosting(item, index: index, date: date))
        }
        guard !rows.isEmpty else { throw .mustNotBeNull("postings") }
        for (day, list) in Dictionary(grouping: rows, by: \.date)
        where list.reduce(0, { $0 + $1.amount }) != 0 {
            throw .invalid("postings", "Summen av posteringene for \(day) er ikke lik 0.")
        }
        // A number of ours is not unique: the real one stores a second without a word.
        let voucher = nextVoucher(date, description, external)
        for row in rows {
            var posting = row
            posting.id = nextID()
            posting.voucher = voucher
            append(posting)
        }
        return FakeRoute.value(try json(ofVoucher: voucher), status: 201)
    }

    private func newPosting(
        _ json: FakeJSON,
        index: Int,
        date: LocalDate
    ) throws(FakeRefusal) -> Posting {
        let path = "postings[\(index)]."
        let body = try FakeBody(
            json,
            path: path,
            known: [
                "row", "date", "description", "account", "customer", "supplier", "vatType",
                "currency", "amountGross", "amountGrossCurrency", "project", "department",
            ]
        )
        try Self.checkRow(of: body, index: index)
        let accountID = try body.required("account", body.reference("account"))
        guard let account = accounts.first(where: { $0.id == accountID }) else { throw .notFound }
        let customer = try body.reference("customer")
        if account.ledgerType == "CUSTOMER" {
            guard customer != nil else { throw .invalid("postings.customer.id", "Kunde mangler") }
        }
        if account.ledgerType == "VENDOR" {
            guard try body.reference("supplier") != nil else {
                throw .invalid("postings.supplier.id", "Leverandør mangler.")
            }
        }
        if let customer, !customers.contains(where: { $0.id == customer }) { throw .notFound }
        let type = try vatType(of: body, on: account)
        let gross = try body.required("amountGross", body.number("amountGross"))
        let (department, project) = try dimensions(of: body)
        let currency = try body.reference("currency") ?? 1
        guard Self.currencies.contains(where: { $0.0 == currency }) else { throw .notFound }
        let inCurrency = try body.number("amountGrossCurrency") ?? gross
        guard currency != 1 || inCurrency == gross else {
            throw .invalid(
                path + "amountGross",
                "Beløp (amountGross) må være det samme som valutabeløpet (amountGrossCurrency)."
            )
        }
        guard gross.decimals <= 2, inCurrency.decimals <= 2 else {
            throw .invalid(path + "amountGross", "Ugyldig antall desimaler.")
        }
        return Posting(
            id: 0,
            date: try body.date("date") ?? date,
            account: account.number,
            vatCode: type.id == 0 ? nil : type.number,
            amount: gross.roundedToOre,
            inCurrency: inCurrency.roundedToOre,
            currency: currency,
            customer: customer,
            voucher: 0,
            department: department,
            project: project
        )
    }

    private static func checkRow(of body: FakeBody, index: Int) throws(FakeRefusal) {
        let row = try body.number("row") ?? 0
        guard row != 0 else {
            throw .invalid(
                body.path + "row",
                "Posteringene på rad 0 (guiRow 0) er systemgenererte og kan ikke opprettes."
            )
        }
        guard row == Decimal(index + 1) else {
            throw .invalid(
                body.path + "row",
                "Radnumrene må starte på 1 og fortsette i stigende rekkefølge uten mellomrom."
            )
        }
    }

    private func vatType(
        of body: FakeBody,
        on account: Account
    ) throws(FakeRefusal) -> VATType {
        // Without a VAT type there is no VAT, whatever the account's own code.
        let typeID = try body.reference("vatType") ?? 0
        guard let type = vatTypes.first(where: { $0.id == typeID }) else { throw .notFound }
        if let locked = account.lockedCode, locked != type.number {
            throw .invalid(
                "postings.vatType.id",
                "Kontoen \(account.number) \(account.name) er låst til mva-kode \(locked)."
            )
        }
        return type
    }

    /// Exactly this number; several vouchers may have it.
    func findVouchersByNumber(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let number = request.queryValue("externalVoucherNumber")
        let found = vouchers.filter { number == nil || $0.external == number }
        return try FakeRoute.list(found, request, json)
    }

    func findVouchers(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let range = try Self.range(request, from: "dateFrom", to: "dateTo")
        return try FakeRoute.list(vouchers.filter { range.contains($0.date) }, request, json)
    }

    func readVoucher(_ id: Int?, _ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let voucher = vouchers.with(id: id) else { throw .notFound }
        return FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(to: json(voucher))
        )
    }

    mutating func reverseVoucher(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let index = vouchers.place(of: id) else { throw .notFound }
        guard let text = request.queryValue("date") else { throw .missingParameter("date") }
        guard let date = LocalDate(text) else { throw .wrongType("date") }
        try checkOpen(date)
        guard vouchers[index].reverse == nil else {
            throw .invalid(nil, "Bilaget er allerede tilbakeført.")
        }
        let original = vouchers[index]
        let reversal = nextVoucher(date, "Tilbakeføring: \(original.description)", nil)
        vouchers[index].reverse = reversal
        vouchers[vouchers.count - 1].reverse = original.id
        for var posting in postings(ofVoucher: original.id) {
            posting.id = nextID()
            posting.date = date
            posting.amount.negate()
            posting.inCurrency.negate()
            posting.voucher = reversal
            append(posting)
        }
        return FakeRoute.value(try json(ofVoucher: reversal))
    }

    private func json(ofVoucher id: Int) throws(FakeRefusal) -> FakeJSON {
        guard let voucher = vouchers.with(id: id) else { throw .notFound }
        return json(voucher)
    }

    func json(_ voucher: Voucher) -> FakeJSON {
        .object([
            "id": .integer(voucher.id), "version": .integer(0), "number": .integer(voucher.number),
            "date": .string(voucher.date.description), "description": .string(voucher.description),
            "externalVoucherNumber": .optional(voucher.external),
            "reverseVoucher": voucher.reverse.map(FakeJSON.id) ?? .null,
            "attachment": voucher.attachment.map(FakeJSON.id) ?? .null,
            "postings": .array(postings(ofVoucher: voucher.id).map(json)),
        ])
    }
}
