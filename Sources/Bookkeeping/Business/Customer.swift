/// Who buys: what the sales document and the VAT decision need to know, and no more.
package struct Customer: Hashable, Sendable {
    /// Whether the buyer is a consumer or a business.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case consumer = "B2C"
        case business = "B2B"
    }

    package var kind: Kind
    /// ISO 3166 alpha-2 of where the buyer belongs.
    package var country: String
    /// As written by the source; checked (modulus 11) when the document is planned.
    package var organizationNumber: String?
    /// A VAT number abroad.
    package var taxID: String?
    package var email: String?
    /// Whether the buyer is known to receive EHF through Peppol; nil when nobody has looked.
    package var receivesEHF: Bool?
    package var name: String?
    /// The person who ordered for a business.
    package var contact: ContactPerson?
    package var phone: String?
    package var address: PostalAddress?
    /// Whether the source keeps this buyer in a register of its customers, so that a name alone tells them apart.
    package var isRegistered = false

    package init(
        kind: Kind,
        country: String,
        organizationNumber: String? = nil,
        taxID: String? = nil,
        email: String? = nil,
        receivesEHF: Bool? = nil,
        name: String? = nil,
        phone: String? = nil,
        address: PostalAddress? = nil
    ) {
        self.kind = kind
        self.country = country
        self.organizationNumber = organizationNumber
        self.taxID = taxID
        self.email = email
        self.receivesEHF = receivesEHF
        self.name = name
        self.phone = phone
        self.address = address
    }
}

/// A person at a business customer.
package struct ContactPerson: Hashable, Sendable {
    package var firstName: String?
    package var lastName: String?
    package var email: String?

    /// nil when nothing is known of the person.
    package init?(firstName: String?, lastName: String?, email: String?) {
        guard [firstName, lastName, email].contains(where: { $0?.isEmpty == false }) else {
            return nil
        }
        self.firstName = firstName
        self.lastName = lastName
        self.email = email
    }
}

/// A postal address as the sales document shows it.
package struct PostalAddress: Hashable, Sendable {
    package var line1: String?
    package var line2: String?
    package var postalCode: String?
    package var city: String?
    /// ISO 3166 alpha-2.
    package var country: String

    package init(
        line1: String? = nil,
        line2: String? = nil,
        postalCode: String? = nil,
        city: String? = nil,
        country: String
    ) {
        self.line1 = line1
        self.line2 = line2
        self.postalCode = postalCode
        self.city = city
        self.country = country
    }
}
