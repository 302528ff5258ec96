import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// The person at a business who ordered, matched by name and e-mail or made once; nil where none is known.
    func contact(of draft: InvoiceDraft) async throws -> TripletexReference? {
        if let known = draft.booking.subject.contact { return TripletexReference(id: known) }
        guard draft.document.customer.kind == .business,
            let person = draft.document.customer.contact
        else { return nil }
        let customer = draft.customer
        let made = try await draft.booking.journal.once(
            "contact/\(customer.id)/\(person.key)",
            ifInterrupted: { try await find(person, of: customer) },
            perform: {
                if let found = try await find(person, of: customer) { return found }
                let reply = try await calls.send(
                    RemoteRequest<TripletexValue<TripletexReference>>(
                        method: .post,
                        path: "/contact",
                        body: try JSONEncoder().encode(
                            TripletexNewContact(
                                firstName: person.firstName,
                                lastName: person.lastName,
                                email: person.email,
                                customer: customer
                            )
                        )
                    )
                )
                return EffectResult(kind: "contact", id: String(reply.value.id))
            }
        )
        guard let id = Int(made.id) else { return nil }
        // One that somebody has deleted since must not keep orders from being booked.
        let isThere = try await lookups.contacts.value(id) { try await exists(contact: id) }
        return isThere == nil ? nil : TripletexReference(id: id)
    }

    private func exists(contact id: Int) async throws -> Bool? {
        do {
            _ = try await calls.send(
                RemoteRequest<TripletexValue<TripletexReference>>(
                    path: "/contact/\(id)",
                    query: [("fields", "id")]
                )
            )
            return true
        } catch let failure as LedgerFailure where failure.remoteCode == 6_000 {
            return nil
        }
    }

    /// Searches are by what names and addresses contain, so that the answer is compared.
    private func find(
        _ person: ContactPerson,
        of customer: TripletexReference
    ) async throws -> EffectResult? {
        try await calls.send(
            RemoteRequest<TripletexList<TripletexContact>>(
                path: "/contact",
                query: [
                    ("customerId", String(customer.id)),
                    ("fields", TripletexContact.fields), ("count", "1000"),
                ]
            )
        ).values.filter { $0.key == person.key }.min { $0.id < $1.id }
            .map { EffectResult(kind: "contact", id: String($0.id)) }
    }
}

extension TripletexContact {
    fileprivate var key: String? {
        ContactPerson(firstName: firstName, lastName: lastName, email: email)?.key
    }
}

struct TripletexNewContact: Encodable, Sendable {
    var firstName: String?
    var lastName: String?
    var email: String?
    var customer: TripletexReference
}

extension ContactPerson {
    /// The same for the same person, however the letters are cased.
    fileprivate var key: String {
        String(
            [firstName, lastName, email].map { $0?.lowercased() ?? "" }.joined(separator: "/")
                .prefix(300)
        )
    }
}
