import Foundation

/// The one way an e-mail address is written.
enum Email {
    /// Trimmed, composed and lower case; throws `CompanyError.badEmail` when it has not the form of an address.
    static func normalised(_ text: String) throws(CompanyError) -> String {
        let email = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .precomposedStringWithCompatibilityMapping.lowercased()
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
            !parts[1].hasPrefix("."), !parts[1].hasSuffix("."), email.utf8.count <= 254,
            !email.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x21 })
        else { throw .badEmail }
        return email
    }
}
