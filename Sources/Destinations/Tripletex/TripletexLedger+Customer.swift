import Bookkeeping
import Crypto
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// The customer to whom consumers are booked who gave no e-mail address.
    ///
    /// Casual consumers may share a customer account (bokføringsforskriften § 3-1).
    static let sharedCustomerName = "Nettbutikkunde"
    private static let customerFields = "id,name,email,organizationNumber,isPrivateIndividual"

    /// The customer in Tripletex, matched or made: a business by its organisation number, a consumer by e-mail.
    func customer(
        _ customer: Customer,
        journal: any EffectJournal
    ) async throws -> TripletexReference {
        let identity = CustomerIdentity(customer)
        let result = try await journal.once(
            identity.effectKey,
            ifInterrupted: { try await find(identity) },
            perform: {
                if let found = try await find(identity) { return found }
                return try await make(customer, as: identity)
            }
        )
        guard let id = Int(result.id) else {
            throw LedgerFailure.unknownInTripletex(nb: "kunden", en: "the customer", result.id)
        }
        return TripletexReference(id: id)
    }

    private func find(_ identity: CustomerIdentity) async throws -> EffectResult? {
        let filter: (name: String, value: String) =
            switch identity {
            case .organization(let number): ("organizationNumber", number)
            case .email(let address, _): ("email", address)
            case .shared: ("customerName", Self.sharedCustomerName)
            }
        let list = try await calls.send(
            RemoteRequest<TripletexList<TripletexCustomer>>(
                path: "/customer",
                query: [filter, ("fields", Self.customerFields), ("count", "1000")]
            )
        )
        // A filter that Tripletex does not know is ignored without a word: compare what came back.
        let matching = list.values.filter(identity.fits).min { $0.id < $1.id }
        return matching.map { EffectResult(kind: "customer", id: String($0.id)) }
    }

    private func make(
        _ customer: Customer,
        as identity: CustomerIdentity
    ) async throws -> EffectResult {
        let body = try await newCustomer(customer, as: identity)
        let reply = try await calls.send(
            RemoteRequest<TripletexValue<TripletexReference>>(
                method: .post,
                path: "/customer",
                body: try JSONEncoder().encode(body)
            )
        )
        return EffectResult(kind: "customer", id: String(reply.value.id))
    }

    private func newCustomer(
        _ customer: Customer,
        as identity: CustomerIdentity
    ) async throws -> TripletexNewCustomer {
        guard identity != .shared else {
            return TripletexNewCustomer(
                name: Self.sharedCustomerName,
                isPrivateIndividual: true,
                invoiceSendMethod: "MANUAL"
            )
        }
        let isBusiness = customer.kind == .business
        var address: TripletexNewCustomer.Address?
        if let postal = customer.address {
            address = TripletexNewCustomer.Address(
                addressLine1: postal.line1,
                addressLine2: postal.line2,
                postalCode: postal.postalCode,
                city: postal.city,
                country: try await lookups.country(postal.country, through: calls)
            )
        }
        return TripletexNewCustomer(
            name: String((customer.name ?? customer.email ?? Self.sharedCustomerName).prefix(255)),
            isPrivateIndividual: !isBusiness,
            organizationNumber: isBusiness ? customer.organizationNumber : nil,
            email: customer.email,
            invoiceEmail: customer.email,
            invoiceSendMethod: customer.email == nil ? "MANUAL" : "EMAIL",
            phoneNumberMobile: customer.phone,
            postalAddress: address,
            // Without a country here, Tripletex checks a foreign organisation number as a Norwegian one.
            physicalAddress: isBusiness && customer.country != "NO" ? address : nil
        )
    }
}

/// What a customer is known by.
enum CustomerIdentity: Hashable, Sendable {
    case organization(number: String)
    /// Lower case.
    case email(String, isBusiness: Bool)
    case shared

    init(_ customer: Customer) {
        let number = customer.organizationNumber?.filter(\.isNumber)
        if customer.kind == .business, let number, !number.isEmpty {
            self = .organization(number: number)
        } else if let email = customer.email?.trimmingCharacters(in: .whitespaces), !email.isEmpty {
            self = .email(email.lowercased(), isBusiness: customer.kind == .business)
        } else {
            self = .shared
        }
    }

    /// The name of the effect; addresses of persons stand in it only as a hash.
    var effectKey: String {
        switch self {
        case .organization(let number): return "customer/organization/\(number)"
        case .shared: return "customer/shared"
        case .email(let address, let isBusiness):
            let hash = SHA256.hash(data: Data(address.utf8)).prefix(16)
                .map { String(UInt16($0) + 256, radix: 16).suffix(2) }.joined()
            return "customer/\(isBusiness ? "business" : "private")/\(hash)"
        }
    }

    func fits(_ customer: TripletexCustomer) -> Bool {
        switch self {
        case .organization(let number):
            customer.organizationNumber?.filter(\.isNumber) == number
        case .email(let address, let isBusiness):
            customer.email?.lowercased() == address
                && (customer.isPrivateIndividual ?? false) != isBusiness
        case .shared: customer.name == TripletexLedger.sharedCustomerName
        }
    }
}
