/// Where a supply goes, as far as Norwegian VAT cares.
package enum Destination: String, Hashable, Sendable, CaseIterable {
    case norway = "NO"
    /// Svalbard and Jan Mayen, outside the VAT area (merverdiavgiftsloven § 1-2).
    case svalbard = "SJ"
    case europeanUnion = "EU"
    case unitedKingdom = "GB"
    case restOfWorld = "ROW"

    /// The group of a country; Norwegian postal codes tell Svalbard (917x) and Jan Mayen (8099) from the mainland.
    package init(country: String, postalCode: String?) {
        switch country {
        case "NO": self = Self.isArctic(postalCode) ? .svalbard : .norway
        case "SJ": self = .svalbard
        case "GB": self = .unitedKingdom
        // Northern Ireland follows the Union's rules for goods.
        case "XI": self = .europeanUnion
        case _ where Self.union.contains(country): self = .europeanUnion
        default: self = .restOfWorld
        }
    }

    private static func isArctic(_ postalCode: String?) -> Bool {
        guard let postalCode, postalCode.utf8.count == 4, let number = Int(postalCode) else {
            return false
        }
        return (9_170...9_179).contains(number) || number == 8_099
    }

    private static let union: Set<String> = [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT",
        "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ]
}
