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
    private let accounts: KeptAnswers<Int, TripletexAccount>
    let departments: KeptAnswers<String, Int>
    let contacts: KeptAnswers<Int, Bool>
    let numberedProjects: KeptAnswers<String, Int>
    let skuProducts: KeptAnswers<String, Int>
    let customers: CustomerDirectory
    let rates: KeptAnswers<RateQuestion, KnownRate>
    /// One batch at a time: two could wait for each other's customers.
    let batches = Turnstile()

    package init(now: @escaping @Sendable () -> Date = { Date() }) {
        outgoing = KeptList(now: now)
        allVATTypes = KeptList(now: now)
        paymentTypes = KeptList(now: now)
        countries = KeptList(now: now)
        currencies = KeptList(now: now)
        accounts = KeptAnswers(now: now)
        departments = KeptAnswers(now: now)
        contacts = KeptAnswers(now: now)
        numberedProjects = KeptAnswers(now: now)
        skuProducts = KeptAnswers(now: now)
        customers = CustomerDirectory(now: now)
        rates = KeptAnswers(now: now)
    }

    /// The VAT type for a sales line; without a code, the type for lines on balance accounts.
    func vatType(_ code: VATCode?, through calls: TripletexCalls) async throws -> TripletexReference
    {
        guard let code else { return try await anyVATType(nil, through: calls) }
        let id = try await outgoing.value(code.number) {
            try await Self.vatTypes(["typeOfVat": "OUTGOING"], through: calls)
        }
        guard let id else { throw LedgerFailure.missingVATType(code.number) }
        return TripletexReference(id: id)
    }

    /// The VAT type for a voucher's posting: incoming codes too.
    func anyVATType(
        _ code: VATCode?,
        through calls: TripletexCalls
    ) async throws -> TripletexReference {
        let number = code?.number ?? "0"
        let id = try await allVATTypes.value(number) {
            try await Self.vatTypes([:], through: calls)
        }
        guard let id else { throw LedgerFailure.missingVATType(number) }
        return TripletexReference(id: id)
    }

    /// The account with this number of the company's chart.
    func account(_ number: Int, through calls: TripletexCalls) async throws -> TripletexAccount {
        let account = try await accounts.value(number) {
            try await calls.send(
                RemoteRequest<TripletexList<TripletexAccount>>(
                    path: "/ledger/account",
                    query: [("number", String(number)), ("fields", "id,number,ledgerType")]
                )
            ).values.first { $0.number == number }
        }
        guard let account else { throw LedgerFailure.missingAccount(number) }
        return account
    }

    /// The account is asked for again: it may have been made meanwhile.
    func forgetAccount(_ number: Int) async { await accounts.forget(number) }

    /// The id of the product with this number; nil when Tripletex has none.
    func findProduct(_ number: String, through calls: TripletexCalls) async throws -> Int? {
        try await calls.send(
            RemoteRequest<TripletexList<TripletexProduct>>(
                path: "/product",
                // Not `number`: that takes integers only.
                query: [("productNumber", number), ("fields", "id,number")]
            )
        ).values.first { $0.number == number }?.id
    }

    /// The payment type on this account, or the one with this description; the oldest where several fit.
    ///
    /// nil when Tripletex has none: the interface cannot make payment types.
    func paymentType(
        for payment: PaymentEntry,
        through calls: TripletexCalls
    ) async throws -> TripletexReference? {
        let account = payment.account.value
        let description = payment.paymentType?.lowercased()
        let fits = { @Sendable (type: TripletexPaymentType) -> Bool in
            if let description { return type.description.lowercased() == description }
            return type.debitAccount?.number == account
        }
        let found = try await paymentTypes.values(where: fits) {
            try await Self.paymentTypes(through: calls)
        }
        return found.min { $0.id < $1.id }.map { TripletexReference(id: $0.id) }
    }

    /// The number of the account that payments of the type go to; nil when there is no such type.
    func debitAccount(
        ofPaymentType description: String,
        through calls: TripletexCalls
    ) async throws -> Int? {
        let name = description.lowercased()
        return try await paymentTypes.values(where: { $0.description.lowercased() == name }) {
            try await Self.paymentTypes(through: calls)
        }.min { $0.id < $1.id }?.debitAccount?.number
    }

    private static func paymentTypes(
        through calls: TripletexCalls
    ) async throws -> [(Int, TripletexPaymentType)] {
        try await calls.send(
            RemoteRequest<TripletexList<TripletexPaymentType>>(
                path: "/invoice/paymentType",
                query: [
                    ("fields", "id,description,debitAccount(number)"), ("count", "1000"),
                ]
            )
        ).values.map { ($0.id, $0) }
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
