import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    func listPostings(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let range = try Self.range(request, from: "dateFrom", to: "dateTo")
        let from = request.queryValue("accountNumberFrom").flatMap(Int.init) ?? 0
        let to = request.queryValue("accountNumberTo").flatMap(Int.init) ?? .max
        let found = postings.filter { range.contains($0.date) }.flatMap(withVAT).filter {
            $0.account >= from && $0.account <= to
        }
        return try FakeRoute.list(found, request, json)
    }

    /// The posting, and the row 0 that the VAT inside it makes by itself.
    private func withVAT(_ posting: Posting) -> [Posting] {
        guard let type = vatTypes.first(where: { $0.number == posting.vatCode }),
            let account = type.vatAccount
        else { return [posting] }
        let rate = type.rate.basisPoints
        var vat = posting
        vat.account = account
        vat.row = 0
        vat.vatCode = nil
        vat.amount = Self.rounded(posting.amount * rate, by: 10_000 + rate)
        vat.inCurrency = Self.rounded(posting.inCurrency * rate, by: 10_000 + rate)
        return [posting, vat]
    }

    /// Items of the customers' and suppliers' ledgers that are not closed; the day is not included.
    func listOpenPostings(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let text = request.queryValue("date") else { throw .missingParameter("date") }
        guard let date = LocalDate(text) else { throw .wrongType("date") }
        let customer = request.queryValue("customerId").flatMap(Int.init)
        let settled = Set(invoices.filter { open($0) == 0 }.map(\.id))
        return try FakeRoute.list(
            postings.filter {
                $0.account == 1_500 && $0.date < date && $0.closeGroup == nil
                    && !($0.invoice.map(settled.contains) ?? false)
                    && (customer ?? $0.customer) == $0.customer
            },
            request,
            json
        )
    }

    /// Closes items of one account and customer that come to zero.
    mutating func closePostings(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard case .array(let items) = try FakeRoute.json(request) else {
            throw .notAnObject("body")
        }
        var indices: [Int] = []
        for item in items {
            guard case .number(let id) = item,
                let index = postings.place(of: Int(id.description))
            else { throw .notFound }
            indices.append(index)
        }
        let chosen = indices.map { postings[$0] }
        guard chosen.count > 1, Set(chosen.map { [$0.account, $0.customer ?? 0] }).count == 1,
            chosen.allSatisfy({ $0.closeGroup == nil }),
            chosen.reduce(0, { $0 + $1.inCurrency }) == 0
        else { throw .invalid(nil, "Posteringene kan ikke lukkes mot hverandre.") }
        let group = nextID()
        for index in indices { postings[index].closeGroup = group }
        return RemoteResponse(status: 200, body: FakeJSON.object(["values": .array([])]).data)
    }

    func json(_ posting: Posting) -> FakeJSON {
        let type = vatTypes.first { $0.number == posting.vatCode ?? "0" }
        let rate = type?.rate.basisPoints ?? 0
        let vat = Self.rounded(posting.amount * rate, by: 10_000 + rate)
        let vatInCurrency = Self.rounded(posting.inCurrency * rate, by: 10_000 + rate)
        let voucher = vouchers.with(id: posting.voucher)
        return .object([
            "id": .integer(posting.id), "row": .integer(posting.row),
            "date": .string(posting.date.description),
            "account": .object([
                "id": .integer(400_000 + posting.account), "number": .integer(posting.account),
            ]),
            "amount": .amount(posting.amount - vat),
            "amountCurrency": .amount(posting.inCurrency - vatInCurrency),
            "amountGross": .amount(posting.amount),
            "amountGrossCurrency": .amount(posting.inCurrency),
            "customer": posting.customer.map(FakeJSON.id) ?? .null,
            "vatType": .object([
                "id": .integer(type?.id ?? 0), "number": .string(posting.vatCode ?? "0"),
            ]),
            "currency": .object([
                "id": .integer(posting.currency),
                "code": .optional(Self.currencies.first { $0.0 == posting.currency }?.1),
            ]),
            "closeGroup": posting.closeGroup.map(FakeJSON.id) ?? .null,
            "invoiceNumber": .optional(
                invoices.with(id: posting.invoice).map { String($0.number) }
            ),
            "voucher": .object([
                "id": .integer(posting.voucher), "number": .integer(voucher?.number ?? 0),
                "externalVoucherNumber": .optional(voucher?.external),
                "date": .string(posting.date.description),
            ]),
        ])
    }

    /// The newest rate on or before the day: NOK for the currency's factor.
    func readRate(_ id: Int?, _ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let currency = Self.currencies.first(where: { $0.0 == id }) else { throw .notFound }
        guard let text = request.queryValue("date") else { throw .missingParameter("date") }
        guard let date = LocalDate(text) else { throw .wrongType("date") }
        guard let rate = rate(of: currency.0, on: date) else { throw .notFound }
        let json = FakeJSON.object([
            "id": .integer(currency.0), "rate": .number(rate.value),
            "date": .string(rate.day.description), "source": .string("NORGES_BANK"),
            "sourceCurrency": .object([
                "id": .integer(currency.0), "code": .string(currency.1),
                "factor": .integer(currency.2),
            ]),
            "targetCurrency": .object(["id": .integer(1), "code": .string("NOK")]),
        ])
        return FakeRoute.value(try FakeFields(request.queryValue("fields")).apply(to: json))
    }
}
