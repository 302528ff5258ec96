import Bookkeeping

/// The businesses that buy in a generated shop, as its register has them.
enum ShopBusinesses {
    static let all: [Int64: ShopifyBusiness] = Dictionary(
        uniqueKeysWithValues: organizationNumbers.enumerated().map { index, number in
            (
                810_000_000_000 + Int64(index),
                ShopifyBusiness(
                    name: "Oppdiktet Bedrift \(index + 1) AS",
                    taxRegistrationID: index.isMultiple(of: 2) ? number : "NO \(number) MVA"
                )
            )
        }
    )

    static let ids: [Int64] = all.keys.sorted()

    /// Made up; only their check digits are right.
    private static let organizationNumbers: [String] = (20..<29).compactMap { part in
        (0...9).map { "310000\(part)\($0)" }.first { OrganizationNumber($0) != nil }
    }
}
