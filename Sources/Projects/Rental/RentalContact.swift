package import Bookkeeping

/// A customer in Rentman: a company or a private person.
package struct RentalContact: Hashable, Sendable {
    package typealias ID = Identifier<RentalContact>

    package enum Kind: String, Hashable, Sendable {
        case company
        case `private`
    }

    package var id: ID
    package var kind: Kind
    package var name: String
    /// Its number in the accounting program, where it is known.
    package var accountingCode: String?
    /// As written: `NO 999 999 999 MVA`.
    package var organizationNumber: String?
    package var vatNumber: String?
    /// ISO 3166 alpha-2, upper case.
    package var country: String
    package var postalAddress: PostalAddress?
    /// Where invoices go, when that is another place.
    package var invoiceAddress: PostalAddress?
    package var email: String?
    package var invoiceEmail: String?
    package var phone: String?
    /// What the customer wants to read on every invoice.
    package var purchaseNumber: String?
    package var persons: [RentalPerson]

    package init(
        id: ID,
        kind: Kind = .company,
        name: String,
        accountingCode: String? = nil,
        organizationNumber: String? = nil,
        vatNumber: String? = nil,
        country: String = "NO",
        postalAddress: PostalAddress? = nil,
        invoiceAddress: PostalAddress? = nil,
        email: String? = nil,
        invoiceEmail: String? = nil,
        phone: String? = nil,
        purchaseNumber: String? = nil,
        persons: [RentalPerson] = []
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.accountingCode = accountingCode
        self.organizationNumber = organizationNumber
        self.vatNumber = vatNumber
        self.country = country
        self.postalAddress = postalAddress
        self.invoiceAddress = invoiceAddress
        self.email = email
        self.invoiceEmail = invoiceEmail
        self.phone = phone
        self.purchaseNumber = purchaseNumber
        self.persons = persons
    }
}

/// A person to talk to at a customer (kontaktperson).
package struct RentalPerson: Hashable, Sendable {
    package typealias ID = Identifier<RentalPerson>

    package var id: ID
    package var firstName: String
    package var lastName: String
    package var email: String?
    package var phone: String?

    package init(
        id: ID,
        firstName: String,
        lastName: String,
        email: String? = nil,
        phone: String? = nil
    ) {
        self.id = id
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
        self.phone = phone
    }
}

extension RentalContact {
    /// The customer as bookkeeping knows customers.
    package var bookkeepingCustomer: Customer {
        var customer = Customer(
            kind: kind == .company ? .business : .consumer,
            country: country,
            organizationNumber: norwegianNumber,
            taxID: country == "NO" ? nil : vatNumber ?? organizationNumber,
            email: invoiceEmail ?? email,
            name: name,
            phone: phone,
            address: invoiceAddress ?? postalAddress
        )
        customer.isRegistered = true
        return customer
    }

    /// The organisation number without letters and blanks, as written otherwise: it is checked when a document
    /// is planned.
    private var norwegianNumber: String? {
        guard country == "NO", let text = organizationNumber ?? vatNumber else { return nil }
        let digits = String(text.filter { $0.isASCII && $0.isNumber })
        return digits.isEmpty ? nil : digits
    }
}
