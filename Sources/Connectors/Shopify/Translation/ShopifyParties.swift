import Bookkeeping

extension ShopifyOrder {
    /// Where the goods go.
    ///
    /// Without any address they were handed over at the seller's, which is in Norway.
    var destination: ShippingDestination {
        let address = shippingAddress ?? billingAddress ?? customer?.defaultAddress
        guard let address, let country = address.countryCode, !country.isEmpty else {
            return ShippingDestination(country: "NO")
        }
        return ShippingDestination(
            country: country.uppercased(),
            postalCode: address.zip.unlessEmpty
        )
    }

    /// The address that the goods go to; nil for what was handed over or needs no carriage.
    var deliveryAddress: PostalAddress? {
        shippingAddress.map { $0.postal(country: destination.country) }
    }

    /// The buyer: a business when the shop knows it as one, or when it gave an organisation or VAT number.
    ///
    /// A company's name in an address alone is often only where a consumer works. `business` is what the shop's
    /// register of businesses says of the buyer.
    func buyer(_ business: ShopifyBusiness?) -> Customer {
        let address = billingAddress ?? shippingAddress ?? customer?.defaultAddress
        let country = address?.countryCode.unlessEmpty?.uppercased() ?? destination.country
        let numbers = registrationNumbers(in: country, business)
        let isBusiness = company != nil || numbers.organization != nil || numbers.tax != nil
        let companyName =
            business?.name.unlessEmpty ?? billingAddress?.company.unlessEmpty
            ?? shippingAddress?.company.unlessEmpty
        var buyer = Customer(
            kind: isBusiness ? .business : .consumer,
            country: country,
            organizationNumber: numbers.organization,
            taxID: numbers.tax,
            email: email.unlessEmpty ?? contactEmail.unlessEmpty ?? customer?.email.unlessEmpty,
            name: (isBusiness ? companyName : nil) ?? personName,
            phone: phone.unlessEmpty ?? customer?.phone.unlessEmpty ?? address?.phone.unlessEmpty,
            address: address.map { $0.postal(country: country) }
        )
        if isBusiness, let person = customer {
            buyer.contact = ContactPerson(
                firstName: person.firstName.unlessEmpty,
                lastName: person.lastName.unlessEmpty,
                email: person.email.unlessEmpty
            )
        }
        return buyer
    }

    private var personName: String? {
        let parts = [customer?.firstName, customer?.lastName].compactMap { $0.unlessEmpty }
        if !parts.isEmpty { return parts.joined(separator: " ") }
        return billingAddress?.fullName ?? shippingAddress?.fullName
    }

    /// Checkouts without business accounts ask for these numbers in fields of their own naming.
    private func registrationNumbers(
        in country: String,
        _ business: ShopifyBusiness?
    ) -> (organization: String?, tax: String?) {
        var organization: String?
        var tax = business?.taxRegistrationID.unlessEmpty
        for attribute in noteAttributes ?? [] {
            guard let value = attribute.value.unlessEmpty, let name = attribute.name else {
                continue
            }
            let key = String(name.lowercased().filter { $0.isLetter })
            if Self.organizationFields.contains(key) {
                organization = organization ?? value
            } else if Self.taxFields.contains(key) {
                tax = tax ?? value
            }
        }
        guard country == "NO", organization == nil else { return (organization, tax) }
        // A Norwegian VAT number is the organisation number with letters around it: NO 974760673 MVA.
        if let norwegian = tax { return (Self.digits(of: norwegian), nil) }
        return (numberInAddress, nil)
    }

    /// Some shops have their business customers write the organisation number below the company's name.
    private var numberInAddress: String? {
        for address in [billingAddress, shippingAddress] {
            guard let address, address.company.unlessEmpty != nil else { continue }
            for text in [address.address2, address.company].compactMap({ $0.unlessEmpty }) {
                let digits = Self.digits(of: text)
                if OrganizationNumber(digits) != nil { return digits }
            }
        }
        return nil
    }

    private static func digits(of text: String) -> String {
        String(text.filter { $0.isASCII && $0.isNumber })
    }

    private static let organizationFields: Set<String> = [
        "org", "orgnr", "orgno", "orgnummer", "orgnumber", "organisasjonsnummer", "organisasjonsnr",
        "organizationnumber", "organisationnumber", "organizationno", "organisationsnummer",
        "companynumber", "foretaksnummer",
    ]

    private static let taxFields: Set<String> = [
        "vat", "vatid", "vatno", "vatnr", "vatnumber", "taxid", "taxnumber", "mvanr", "mvanummer",
        "momsnr", "momsnummer", "momsregistreringsnummer", "ustid", "ustidnr",
    ]
}

extension ShopifyAddress {
    fileprivate var fullName: String? {
        if let name = name.unlessEmpty { return name }
        let parts = [firstName, lastName].compactMap { $0.unlessEmpty }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }

    fileprivate func postal(country: String) -> PostalAddress {
        PostalAddress(
            line1: address1.unlessEmpty,
            line2: address2.unlessEmpty,
            postalCode: zip.unlessEmpty,
            city: city.unlessEmpty,
            country: country
        )
    }
}

extension String? {
    /// Shopify leaves out by null or by an empty text.
    var unlessEmpty: String? {
        guard let self else { return nil }
        return self.isEmpty ? nil : self
    }
}
