import Foundation
import HTTPTypes
import Remote

/// Which part of the stand-in answers a request.
struct FakeRoute {
    let method: HTTPRequest.Method
    let segments: [String]

    init(method: HTTPRequest.Method, path: String) {
        self.method = method
        segments = path.split(separator: "/").map(String.init)
    }

    /// The path with its ids as `{id}`: what calls are counted by.
    var pattern: String {
        "/" + segments.map { Int($0) == nil ? $0 : "{id}" }.joined(separator: "/")
    }

    private var id: Int? { segments.lazy.compactMap(Int.init).first }

    func answer(
        _ request: FakeRequest,
        in company: inout FakeCompany
    ) throws(FakeRefusal) -> RemoteResponse {
        switch (method, pattern) {
        case (.get, "/customer"): try company.findCustomers(request)
        case (.post, "/customer"): try company.createCustomer(request)
        case (.get, "/country"): try company.listCountries(request)
        case (.get, "/currency"): try company.listCurrencies(request)
        case (.get, "/ledger/vatType"): try company.listVATTypes(request)
        case (.get, "/ledger/posting"): try company.listPostings(request)
        case (.get, "/invoice/paymentType"): try company.listPaymentTypes(request)
        case (.get, "/order"): try company.findOrders(request)
        case (.post, "/order"): try company.createOrder(request)
        case (.put, "/order/{id}/:invoice"): try company.invoiceOrder(id, request)
        case (.get, "/invoice"): try company.findInvoices(request)
        case (.post, "/invoice"): try company.createInvoice(request)
        case (.get, "/invoice/{id}"): try company.readInvoice(id, request)
        case (.put, "/invoice/{id}/:payment"): try company.payInvoice(id, request)
        default: throw .notFound
        }
    }

    static func json(_ request: FakeRequest) throws(FakeRefusal) -> FakeJSON {
        do {
            return try JSONDecoder().decode(FakeJSON.self, from: request.body)
        } catch {
            throw .notAnObject("body")
        }
    }

    static func value(_ json: FakeJSON, status: Int = 200) -> RemoteResponse {
        RemoteResponse(status: status, body: FakeJSON.object(["value": json]).data)
    }

    /// A page of a list, with only the fields that were asked for.
    static func list(
        _ items: [FakeJSON],
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        let from = request.queryValue("from").flatMap(Int.init) ?? 0
        let count = request.queryValue("count").flatMap(Int.init) ?? 1_000
        guard items.count <= 10_000 else {
            throw .init(status: 422, code: 23_000, field: nil, message: "Result set too large.")
        }
        var page: [FakeJSON] = []
        let selection = try FakeFields(request.queryValue("fields"))
        for item in items.dropFirst(from).prefix(count) {
            page.append(try selection.apply(to: item))
        }
        return RemoteResponse(
            status: 200,
            body: FakeJSON.object([
                "fullResultSize": .integer(items.count), "from": .integer(from),
                "count": .integer(page.count),
                "versionDigest": .string("'If-None-Match' header not specified"),
                "values": .array(page),
            ]).data
        )
    }
}
