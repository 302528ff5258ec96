import Bookkeeping
package import Foundation
import Remote

/// What a company's Tripletex calls the things we know by number, name or code; kept for a while.
///
/// Always looked up by number, never assumed: the VAT type with number 33 has the id 32, and ids of accounts
/// and payment types differ from company to company.
package struct TripletexLookups: Sendable {
    private let outgoing: KeptList<String, Int>
    private let allVATTypes: KeptList<String, Int>
    private let paymentTypes: KeptList<Int, TripletexPaymentType>
    private let countries: KeptList<String, Int>
    private let currencies: KeptList<String, Int>

    package init(now: @escaping @Sendable () -> Date = { Date() }) {
        outgoing = KeptList(now: now)
        allVATTypes = KeptList(now: now)
        paymentTypes = KeptList(now: now)
        countries = KeptList(now: now)
        currencies = KeptList(now: now)
    }

    /// The VAT type for a sales line; without a code, the type for lines on balance accounts.
    func vatType(_ code: VATCode?, through calls: TripletexCalls) async throws -> TripletexReference
    {
        let id =
            if let code {
                try await outgoing.value(code.number) {
                    try await Self.vatTypes(["typeOfVat": "OUTGOING"], through: calls)
                }
            } else {
                try await allVATTypes.value("0") {
                    try await Self.vatTypes([:], through: calls)
                }
            }
        guard let id else { throw LedgerFailure.missingVATType(code?.number ?? "0") }
        return TripletexReference(id: id)
    }

    /// The payment type on this account, or the one with this description; the oldest where several fit.
    func paymentType(
        for payment: PaymentEntry,
        through calls: TripletexCalls
    ) async throws -> TripletexReference {
        let account = payment.account.value
        let description = payment.paymentType?.lowercased()
        let fits = { @Sendable (type: TripletexPaymentType) -> Bool in
            if let description { return type.description.lowercased() == description }
            return type.debitAccount?.number == account
        }
        let found = try await paymentTypes.values(where: fits) {
            let list = try await calls.send(
                RemoteRequest<TripletexList<TripletexPaymentType>>(
                    path: "/invoice/paymentType",
                    query: [
                        ("fields", "id,description,debitAccount(number)"), ("count", "1000"),
                    ]
                )
            )
            return list.values.map { ($0.id, $0) }
        }
        guard let type = found.min(by: { $0.id < $1.id }) else {
            throw LedgerFailure.missingPaymentType(payment)
        }
        return TripletexReference(id: type.id)
    }

    func country(_ code: String, through calls: TripletexCalls) async throws -> TripletexReference {
        let id = try await countries.value(code) {
            let list = try await calls.send(
                RemoteRequest<TripletexList<TripletexCountry>>(
                    path: "/country",
                    query: [("fields", "id,isoAlpha2Code"), ("count", "1000")]
                )
            )
            return list.values.map { ($0.isoAlpha2Code, $0.id) }
        }
        guard let id else {
            throw LedgerFailure.unknownInTripletex(nb: "landet", en: "the country", code)
        }
        return TripletexReference(id: id)
    }

    func currency(_ code: String, through calls: TripletexCalls) async throws -> TripletexReference
    {
        let id = try await currencies.value(code) {
            let list = try await calls.send(
                RemoteRequest<TripletexList<TripletexCurrency>>(
                    path: "/currency",
                    query: [("fields", "id,code"), ("count", "1000")]
                )
            )
            return list.values.map { ($0.code, $0.id) }
        }
        guard let id else {
            throw LedgerFailure.unknownInTripletex(nb: "valutaen", en: "the currency", code)
        }
        return TripletexReference(id: id)
    }

    private static func vatTypes(
        _ filter: [String: String],
        through calls: TripletexCalls
    ) async throws -> [(String, Int)] {
        let list = try await calls.send(
            RemoteRequest<TripletexList<TripletexVATType>>(
                path: "/ledger/vatType",
                query: filter.map { ($0.key, $0.value) } + [
                    ("fields", "id,number"), ("count", "1000"),
                ]
            )
        )
        return list.values.map { ($0.number, $0.id) }
    }
}
