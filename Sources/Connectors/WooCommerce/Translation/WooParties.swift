import Bookkeeping

/// Who buys and where the goods go.
struct WooParties: Sendable {
    let order: WooOrder
    let options: WooOptions

    /// Where the goods go.
    ///
    /// What is collected was handed over at the seller's, which is in Norway; so was what has no address.
    var destination: ShippingDestination {
        let methods = order.shippingLines.compactMap(\.methodID)
        let isCollected =
            !methods.isEmpty
            && methods.allSatisfy { $0.hasPrefix("local_pickup") || $0 == "pickup_location" }
        let address = order.shipping.country != nil ? order.shipping : order.billing
        guard !isCollected, let country = address.country else {
            return ShippingDestination(country: "NO")
        }
        return ShippingDestination(country: country, postalCode: address.postcode)
    }

    /// The address that the goods go to; nil for what is collected or needs no carriage.
    var deliveryAddress: PostalAddress? {
        guard order.shipping.line1 != nil, order.shipping.country == destination.country else {
            return nil
        }
        return PostalAddress(
            line1: order.shipping.line1,
            line2: order.shipping.line2,
            postalCode: order.shipping.postcode,
            city: order.shipping.city,
            country: destination.country
        )
    }

    /// A business when the checkout collected an organisation or VAT number.
    ///
    /// A company's name in an address alone is often only where a consumer works.
    var buyer: Customer {
        let country = order.billing.country ?? destination.country
        var organization = field(.organizationNumber)
        var tax = field(.vatNumber)
        if country == "NO", organization == nil, let number = tax {
            // A Norwegian VAT number is the organisation number with letters around it.
            organization = String(number.filter { $0.isASCII && $0.isNumber })
            tax = nil
        }
        let isBusiness = organization != nil || tax != nil
        let company = order.billing.company ?? order.shipping.company
        var buyer = Customer(
            kind: isBusiness ? .business : .consumer,
            country: country,
            organizationNumber: organization,
            taxID: tax,
            email: order.billing.email,
            name: (isBusiness ? company : nil) ?? personName ?? company,
            phone: order.billing.phone ?? order.shipping.phone,
            address: PostalAddress(
                line1: order.billing.line1,
                line2: order.billing.line2,
                postalCode: order.billing.postcode,
                city: order.billing.city,
                country: country
            )
        )
        if isBusiness {
            buyer.contact = ContactPerson(
                firstName: order.billing.firstName,
                lastName: order.billing.lastName,
                email: order.billing.email
            )
        }
        return buyer
    }

    var customerReference: String? { field(.reference) }

    private var personName: String? {
        for address in [order.billing, order.shipping] {
            let parts = [address.firstName, address.lastName].compactMap(\.self)
            if !parts.isEmpty { return parts.joined(separator: " ") }
        }
        return nil
    }

    /// The first field of its kind, by name, so that the order of fields changes nothing.
    private func field(_ field: WooOptions.CustomerField) -> String? {
        for key in order.meta.keys {
            let name = Self.normalized(key)
            guard (options.customerFields[name] ?? Self.fields[name]) == field else { continue }
            if let text = order.meta.text(key) { return text }
            if let nested = order.meta.value(key)?["exemption"]?["vat_number"]?.text,
                !nested.isEmpty
            {
                return nested
            }
        }
        return nil
    }

    /// `_billing_org_nr` → `billingorgnr`.
    static func normalized(_ key: String) -> String {
        String(key.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// Names that checkout plugins use; the company can add its own.
    ///
    /// Source: public plugin code.
    private static let fields: [String: WooOptions.CustomerField] = {
        let organization = [
            "billingorgnr", "orgnr", "billingorgno", "billingorganizationnumber",
            "billingorganisationnumber", "organizationnumber", "organisasjonsnummer",
            "billingorganisasjonsnummer", "billingorgnumber", "billingcompanynumber",
            "billingcompanyid",
        ]
        let vat = [
            "vatnumber", "billingvatnumber", "billingeuvatnumber", "yweubillingvat", "billingvat",
            "billingvatid", "shippingvatid", "billingdic", "euvatevidence",
        ]
        let reference = [
            "billingpurchaseordernumber", "purchaseordernumber", "ponumber", "billingreference",
        ]
        return Dictionary(
            organization.map { ($0, .organizationNumber) } + vat.map { ($0, .vatNumber) }
                + reference.map { ($0, .reference) },
            uniquingKeysWith: { first, _ in first }
        )
    }()
}
