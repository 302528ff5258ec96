import Bookkeeping
import Projects

extension RentmanRecord {
    /// The record as a customer.
    func contact(persons: [RentalPerson] = []) throws -> RentalContact {
        guard let id = integer("id") else { throw RentmanUnreadable(field: "contact.id") }
        let isPrivate = text("type") == "private"
        let personal = [text("firstname"), text("surfix"), text("surname")].compactMap { $0 }
            .joined(separator: " ")
        let country = (text("country") ?? text("mailing_country") ?? "no").uppercased()
        let person = record("admin_contactperson")
        let name = isPrivate ? (personal.isEmpty ? text("name") : personal) : text("name")
        return RentalContact(
            id: RentalContact.ID(id),
            kind: isPrivate ? .private : .company,
            name: name ?? text("displayname") ?? "Rentman \(id)",
            accountingCode: text("accounting_code"),
            organizationNumber: text("commerce_code"),
            vatNumber: text("VAT_code"),
            country: country,
            postalAddress: address("mailing", country: text("mailing_country") ?? country)
                ?? address("visit", country: country),
            invoiceAddress: address("invoice", country: text("invoice_country") ?? country),
            email: text("email_1") ?? text("email_2"),
            invoiceEmail: person?.text("email") ?? text("email_2") ?? text("email_1"),
            phone: text("phone_1") ?? text("phone_2"),
            purchaseNumber: text("purchase_number"),
            persons: persons
        )
    }

    private func address(_ kind: String, country: String) -> PostalAddress? {
        let street = [text("\(kind)_street"), text("\(kind)_number")].compactMap { $0 }
            .joined(separator: " ")
        let city = text("\(kind)_city")
        let code = text("\(kind)_postalcode")
        guard !street.isEmpty || city != nil || code != nil else { return nil }
        return PostalAddress(
            line1: street.isEmpty ? nil : street,
            line2: text("\(kind)_extra_address_line"),
            postalCode: code,
            city: city,
            country: country.uppercased()
        )
    }

    /// The record as a person at a customer.
    var person: RentalPerson? {
        guard let id = integer("id") else { return nil }
        return RentalPerson(
            id: RentalPerson.ID(id),
            firstName: text("firstname") ?? "",
            lastName: [text("middle_name"), text("lastname")].compactMap { $0 }
                .joined(separator: " "),
            email: text("email"),
            phone: text("mobilephone") ?? text("phone")
        )
    }

    /// The record as somebody who can be planned.
    var crewMember: CrewMember? {
        guard let id = integer("id") else { return nil }
        return CrewMember(
            id: CrewMember.ID(id),
            name: text("displayname") ?? text("vt_fullname"),
            firstName: text("firstname") ?? "",
            middleName: text("middle_name") ?? "",
            lastName: text("lastname") ?? "",
            email: text("email"),
            externalReference: text("external_reference"),
            isActive: flag("active") ?? true
        )
    }
}
