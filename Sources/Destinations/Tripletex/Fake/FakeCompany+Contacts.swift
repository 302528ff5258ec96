import Bookkeeping
import Foundation
import Remote

extension FakeCompany {
    private static let contactFields: Set<String> = [
        "firstName", "lastName", "email", "phoneNumberMobile", "phoneNumberWork", "customer",
        "department", "isInactive",
    ]

    func customer(_ id: Int?) -> Customer? { customers.with(id: id) }

    func contact(_ id: Int?) -> Contact? { contacts.with(id: id) }

    /// A contact that a body names; one that is not there is not found.
    func existingContact(_ body: FakeBody) throws(FakeRefusal) -> Int? {
        guard let id = try body.reference("contact") else { return nil }
        guard let contact = contact(id) else { throw .notFound }
        return contact.id
    }

    /// First and last name by what they contain, the e-mail address too; the customer exactly.
    func findContacts(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let found = contacts.filter { contact in
            request.query.allSatisfy { name, value in
                switch name {
                case "firstName": contact.firstName.lowercased().contains(value.lowercased())
                case "lastName": contact.lastName.lowercased().contains(value.lowercased())
                case "email": contact.email.lowercased().contains(value.lowercased())
                case "customerId":
                    value.split(separator: ",").contains("\(contact.customer ?? 0)")
                default: true
                }
            }
        }
        return try FakeRoute.list(found, request, json(of:))
    }

    func readContact(_ id: Int?, _ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let contact = contact(id) else { throw .notFound }
        return FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(to: json(of: contact))
        )
    }

    mutating func createContact(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(FakeRoute.json(request), known: Self.contactFields)
        var contact = Contact(id: nextID(), firstName: "", lastName: "", email: "", phone: "")
        try take(body, into: &contact)
        guard [contact.firstName, contact.lastName, contact.email].contains(where: { !$0.isEmpty })
        else { throw .invalid(nil, "Fornavn, etternavn eller e-postadresse må angis.") }
        contacts.append(contact)
        return FakeRoute.value(json(of: contact), status: 201)
    }

    mutating func changeContact(
        _ id: Int?,
        _ request: FakeRequest
    ) throws(FakeRefusal) -> RemoteResponse {
        guard let place = contacts.place(of: id) else { throw .notFound }
        let body = try FakeBody(
            FakeRoute.json(request),
            known: Self.contactFields.union(["id", "version"])
        )
        try take(body, into: &contacts[place])
        contacts[place].version += 1
        return FakeRoute.value(json(of: contacts[place]))
    }

    private func take(_ body: FakeBody, into contact: inout Contact) throws(FakeRefusal) {
        for (field, place) in [
            ("firstName", \Contact.firstName), ("lastName", \Contact.lastName),
            ("email", \Contact.email), ("phoneNumberMobile", \Contact.phone),
        ] {
            guard let text = try body.text(field) else { continue }
            guard text.count <= 100 else { throw .invalid(field, "Ugyldig lengde.") }
            contact[keyPath: place] = text
        }
        if !contact.email.isEmpty, !contact.email.contains("@") || contact.email.contains(" ") {
            throw .invalid("email", "Ugyldig format.")
        }
        guard let customer = try body.reference("customer") else { return }
        guard self.customer(customer) != nil else { throw .notFound }
        contact.customer = customer
    }

    private func json(of contact: Contact) -> FakeJSON {
        .object([
            "id": .integer(contact.id), "version": .integer(contact.version),
            "firstName": .string(contact.firstName), "lastName": .string(contact.lastName),
            "displayName": .string("\(contact.firstName) \(contact.lastName)"),
            "email": .string(contact.email), "phoneNumberMobile": .string(contact.phone),
            "customer": contact.customer.map { .id($0) } ?? .null, "isInactive": .bool(false),
        ])
    }
}
