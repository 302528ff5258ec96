import Bookkeeping
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
        in company: inout FakeCompany,
        at time: String
    ) throws(FakeRefusal) -> RemoteResponse {
        switch (method, pattern) {
        case (.get, "/customer"): try company.findCustomers(request)
        case (.post, "/customer"): try company.createCustomer(request, at: time)
        case (.put, "/customer/{id}"): try company.changeCustomer(id, request, at: time)
        case (.post, "/customer/list"): try company.createCustomers(request, at: time)
        case (.get, "/country"): try company.listCountries(request)
        case (.get, "/currency"): try company.listCurrencies(request)
        case (.get, "/ledger/vatType"): try company.listVATTypes(request)
        case (.get, "/ledger/posting"): try company.listPostings(request)
        case (.get, "/invoice/paymentType"): try company.listPaymentTypes(request)
        case (.get, "/order"): try company.findOrders(request)
        case (.post, "/order"): try company.createOrder(request)
        case (.put, "/order/{id}"): try company.changeOrder(id, request)
        case (.put, "/order/{id}/:invoice"): try company.invoiceOrder(id, request)
        case (.get, "/invoice"): try company.findInvoices(request)
        case (.post, "/invoice"): try company.createInvoice(request)
        case (.get, "/invoice/{id}"): try company.readInvoice(id, request)
        case (.put, "/invoice/{id}/:payment"): try company.payInvoice(id, request)
        case _ where ["project", "employee"].contains(segments.first):
            try company.answerProjects(self, request)
        case (.post, "/invoice/list"): try company.createInvoices(request)
        case (.put, "/invoice/{id}/:createCreditNote"): try company.creditInvoice(id, request)
        default: try ledgerAnswer(request, in: &company)
        }
    }

    private func ledgerAnswer(
        _ request: FakeRequest,
        in company: inout FakeCompany
    ) throws(FakeRefusal) -> RemoteResponse {
        switch (method, pattern) {
        case (.get, "/product"): try company.findProducts(request)
        case (.post, "/product"): try company.createProduct(request)
        case (.get, "/ledger/account"): try company.findAccounts(request)
        case (.post, "/ledger/account"): try company.createAccount(request)
        case (.get, "/ledger/accountingPeriod"): try company.listPeriods(request)
        case (.get, "/ledger/voucher"): try company.findVouchers(request)
        case (.post, "/ledger/voucher"): try company.createVoucher(request)
        case (.get, "/ledger/voucher/>externalVoucherNumber"):
            try company.findVouchersByNumber(request)
        case (.get, "/ledger/voucher/{id}"): try company.readVoucher(id, request)
        case (.delete, "/ledger/voucher/{id}"): try company.deleteVoucher(id)
        case (.put, "/ledger/voucher/{id}/:reverse"): try company.reverseVoucher(id, request)
        case (.post, "/ledger/voucher/{id}/attachment"): try company.attach(id, request)
        case (.get, "/ledger/posting/openPost"): try company.listOpenPostings(request)
        case (.put, "/ledger/posting/:closePostings"): try company.closePostings(request)
        case (.get, "/currency/{id}/rate"): try company.readRate(id, request)
        case (.get, "/department"): try company.findDepartments(request)
        case (.get, "/contact"): try company.findContacts(request)
        case (.post, "/contact"): try company.createContact(request)
        case (.get, "/contact/{id}"): try company.readContact(id, request)
        case (.put, "/contact/{id}"): try company.changeContact(id, request)
        case (.get, "/token/session/>whoAmI"): try company.whoAmI(request)
        case (.get, "/company/{id}"): try company.readCompany(id, request)
        case (.get, "/ledger/vatSettings"): try company.readVATSettings(request)
        default: throw .notFound
        }
    }

    static func json(_ request: FakeRequest) throws(FakeRefusal) -> FakeJSON {
        do {
            return FakeJSON(try JSONValue(parsing: request.body))
        } catch {
            throw .notAnObject("body")
        }
    }

    static func value(_ json: FakeJSON, status: Int = 200) -> RemoteResponse {
        RemoteResponse(status: status, body: FakeJSON.object(["value": json]).data)
    }

    /// A page of a list, with only the fields that were asked for.
    static func list<Item>(
        _ items: [Item],
        _ request: FakeRequest,
        _ json: (Item) -> FakeJSON
    ) throws(FakeRefusal) -> RemoteResponse {
        let from = request.queryValue("from").flatMap(Int.init) ?? 0
        let count = request.queryValue("count").flatMap(Int.init) ?? 1_000
        guard items.count <= 10_000 else {
            throw .init(status: 422, code: 23_000, field: nil, message: "Result set too large.")
        }
        var page: [FakeJSON] = []
        let selection = try FakeFields(request.queryValue("fields"))
        for item in items.dropFirst(from).prefix(count) {
            page.append(try selection.apply(to: json(item)))
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
