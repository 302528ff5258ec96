import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// The customer to whom consumers are booked who gave no e-mail address.
    ///
    /// Casual consumers may share a customer account (bokføringsforskriften § 3-1).
    static let sharedCustomerName = "Nettbutikkunde"

    /// Times that one customer may be deleted in Tripletex and made anew.
    private static let replacementLimit = 5

    /// Where the journal keeps which customer took the place of one that was deleted in Tripletex.
    static func replacementKey(of customer: Int) -> String { "customer-after/\(customer)" }

    /// The customer in Tripletex, matched or made: a business by its organisation number, then by e-mail; a consumer by
    /// e-mail.
    ///
    /// `number` is its number in Tripletex where the source knows it; that goes before all else.
    func customer(
        _ customer: Customer,
        number: String? = nil,
        journal: any EffectJournal
    ) async throws -> TripletexReference {
        let identity = CustomerIdentity(customer)
        return try await self.customer(customer, as: identity, number: number, journal: journal) {
            try await post(try await newCustomer(customer, as: identity))
        }
    }

    /// nil when there is none, or the number is no number of Tripletex's.
    private func customer(numbered number: String) async throws -> Int? {
        guard let wanted = Int(number) else { return nil }
        let list = try await calls.send(
            RemoteRequest<TripletexList<TripletexNumberedCustomer>>(
                path: "/customer",
                query: [
                    ("customerAccountNumber", number), ("fields", "id,customerNumber"),
                ]
            )
        )
        return list.values.first { $0.customerNumber == wanted }?.id
    }

    /// The customer's number in Tripletex; nil when it is gone.
    func number(ofCustomer id: Int) async throws -> String? {
        let list = try await calls.send(
            RemoteRequest<TripletexList<TripletexNumberedCustomer>>(
                path: "/customer",
                query: [("id", String(id)), ("fields", "id,customerNumber")]
            )
        )
        return list.values.first { $0.id == id }?.customerNumber.map(String.init)
    }

    /// The customer, made in the way that is given when Tripletex has none.
    func customer(
        _ customer: Customer,
        as identity: CustomerIdentity,
        number: String? = nil,
        journal: any EffectJournal,
        make: @Sendable () async throws -> Int
    ) async throws -> TripletexReference {
        let result = try await journal.once(
            identity.effectKey,
            ifInterrupted: {
                try await identity.find(through: calls).map { Self.result($0.id) }
            },
            perform: {
                if let number, let id = try await self.customer(numbered: number) {
                    return Self.result(id)
                }
                if let id = try await lookups.customers.id(of: identity, through: calls) {
                    return Self.result(id)
                }
                if let address = CustomerIdentity.unnumbered(customer),
                    let id = try await lookups.customers.id(of: address, through: calls)
                {
                    return Self.result(id)
                }
                let id = try await make()
                await lookups.customers.add(id, as: identity)
                return Self.result(id)
            }
        )
        guard var id = Int(result.id) else {
            throw LedgerFailure.unknownInTripletex(nb: "kunden", en: "the customer", result.id)
        }
        for _ in 0..<Self.replacementLimit {
            guard
                let replacement = try await journal.recorded(Self.replacementKey(of: id)),
                let next = Int(replacement.id)
            else { break }
            id = next
        }
        return TripletexReference(id: id)
    }

    static func result(_ customer: Int) -> EffectResult {
        EffectResult(kind: "customer", id: String(customer))
    }

    func post(_ customer: TripletexNewCustomer) async throws -> Int {
        try await calls.send(
            RemoteRequest<TripletexValue<TripletexReference>>(
                method: .post,
                path: "/customer",
                body: try JSONEncoder().encode(customer)
            )
        ).value.id
    }

    func newCustomer(
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
        let isNordic = ["NO", "SE", "DK", "SJ"].contains(customer.country)
        return TripletexNewCustomer(
            name: String((customer.name ?? customer.email ?? Self.sharedCustomerName).prefix(255)),
            isPrivateIndividual: !isBusiness,
            organizationNumber: isBusiness ? identity.organizationNumber : nil,
            email: customer.email,
            invoiceEmail: customer.email,
            // The company's default for firms may be EHF; invoices are sent by their own action.
            invoiceSendMethod: customer.email == nil ? "MANUAL" : "EMAIL",
            phoneNumberMobile: customer.phone,
            language: isNordic ? "NO" : "EN",
            postalAddress: address,
            // Without a country here, Tripletex checks a foreign organisation number as a Norwegian one.
            physicalAddress: isBusiness && customer.country != "NO" ? address : nil
        )
    }
}
