import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension FakeCompany {
    struct Contact: Identifiable, Sendable {
        var id: Int
        var firstName: String?
        var lastName: String?
        var email: String?
        var customer: Int?
    }

    /// Names and addresses by what they contain; customers exactly.
    func findContacts(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let found = contacts.filter { contact in
            request.query.allSatisfy { name, value in
                let text: String? =
                    switch name {
                    case "firstName": contact.firstName ?? ""
                    case "lastName": contact.lastName ?? ""
                    case "email": contact.email ?? ""
                    default: nil
                    }
                if name == "customerId" {
                    return value.split(separator: ",").contains { Int($0) == contact.customer }
                }
                return text?.lowercased().contains(value.lowercased()) ?? true
            }
        }
        return try FakeRoute.list(found, request, Self.json)
    }

    func readContact(_ id: Int?, _ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        guard let contact = contacts.first(where: { $0.id == id }) else { throw .notFound }
        return FakeRoute.value(
            try FakeFields(request.queryValue("fields")).apply(to: Self.json(contact))
        )
    }

    mutating func createContact(_ request: FakeRequest) throws(FakeRefusal) -> RemoteResponse {
        let body = try FakeBody(
            FakeRoute.json(request),
            known: [
                "firstName", "lastName", "email", "phoneNumberMobile", "phoneNumberWork",
                "customer", "department", "isInactive",
            ]
        )
        let customer = try body.reference("customer")
        if let customer, !customers.contains(where: { $0.id == customer }) { throw .notFound }
        let contact = Contact(
            id: nextID(),
            firstName: try body.text("firstName"),
            lastName: try body.text("lastName"),
            email: try body.text("email"),
            customer: customer
        )
        guard [contact.firstName, contact.lastName, contact.email].contains(where: { $0 != nil })
        else { throw .invalid(nil, "Fornavn, etternavn eller e-postadresse må angis.") }
        contacts.append(contact)
        return FakeRoute.value(Self.json(contact), status: 201)
    }

    private static func json(_ contact: Contact) -> FakeJSON {
        .object([
            "id": .integer(contact.id), "version": .integer(0),
            "firstName": .optional(contact.firstName), "lastName": .optional(contact.lastName),
            "email": .optional(contact.email),
            "customer": contact.customer.map(FakeJSON.id) ?? .null,
        ])
    }
}
