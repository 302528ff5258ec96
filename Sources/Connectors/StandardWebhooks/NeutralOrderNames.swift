import Bookkeeping

/// The names that the neutral order has.
///
/// A name that is not among them is refused: a misspelt `payments` would else be an order that is never paid.
enum NeutralOrderNames {
    private static let order: Set<String> = [
        "id", "number", "source", "docType", "orderDate", "fulfilledDate", "cancelledDate",
        "currency", "pricesIncludeVat", "customer", "shipTo", "invoiceTerms", "lines",
        "orderDiscountMinor", "discountAppliesToShipping", "shipping", "tipMinor", "roundingMinor",
        "totalMinor", "payments", "refunds", "customerReference", "url",
    ]

    /// The names inside a member of the order, or of a list in it.
    private static let nested: [String: Set<String>] = [
        "customer": ["type", "country", "orgNumber", "taxId", "email", "peppol", "name"],
        "shipTo": ["country", "postalCode"], "invoiceTerms": ["dueDate"],
        "lines": [
            "id", "qty", "unitPriceMinor", "discountMinor", "productClass", "supplyType",
            "shopVatRate", "shopVatMinor", "foreignVat", "placeCountry", "forResale", "spvClass",
            "account", "sku", "productId", "title", "category",
        ],
        "shipping": [
            "amountMinor", "discountMinor", "shopVatRate", "shopVatMinor", "foreignVat", "title",
        ],
        "foreignVat": ["country", "rate", "amountMinor"],
        "payments": ["id", "method", "amountMinor", "date", "giftCardId", "amountNOKMinor"],
        "refunds": [
            "id", "date", "lines", "shippingMinor", "adjustmentMinor", "tipMinor", "transactions",
        ],
        "refunds.lines": ["lineId", "amountMinor"],
        "transactions": ["id", "method", "amountMinor"],
    ]

    /// The paths of names that are not the schema's.
    static func unknown(in value: JSONValue, at path: String) -> [String] {
        unknown(in: value, at: path, known: order, parent: nil)
    }

    private static func unknown(
        in value: JSONValue,
        at path: String,
        known: Set<String>,
        parent: String?
    ) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { member -> [String] in
                let place = "\(path).\(member.name)"
                guard known.contains(member.name) else { return [place] }
                let name =
                    parent == "refunds" && member.name == "lines" ? "refunds.lines" : member.name
                guard let inner = nested[name] else { return [] }
                return unknown(in: member.value, at: place, known: inner, parent: name)
            }
        case .array(let items) where parent != nil:
            items.enumerated().flatMap {
                unknown(in: $1, at: "\(path)[\($0)]", known: known, parent: parent)
            }
        default: []
        }
    }
}
