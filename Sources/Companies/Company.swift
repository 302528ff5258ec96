package import Bookkeeping
import Foundation

/// A company whose books bokbro keeps.
package struct Company: Hashable, Sendable {
    /// a–z, 0–9 and '-', at most 40 characters: it stands in addresses and on the command line.
    package let id: String
    package let name: String
    /// Nine digits, checked by modulus 11.
    package let organizationNumber: String
    package let baseCurrency: Currency
    package let language: Language
    /// An IANA name such as "Europe/Oslo".
    package let timeZone: String

    /// Makes a company of values that were checked before.
    package init(
        id: String,
        name: String,
        organizationNumber: String,
        baseCurrency: Currency,
        language: Language,
        timeZone: String
    ) {
        self.id = id
        self.name = name
        self.organizationNumber = organizationNumber
        self.baseCurrency = baseCurrency
        self.language = language
        self.timeZone = timeZone
    }

    /// Whether a text may be the id of a company or a connection.
    package static func isID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...40).contains(bytes.count), bytes.first != 0x2D, bytes.last != 0x2D else {
            return false
        }
        return bytes.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
        }
    }

    /// The number of the example company in documentation and sandbox.
    ///
    /// It fails the check, so nobody can have it: an example never hits a real company.
    static let exampleOrganizationNumber = "910667574"

    /// Whether nine digits are an organisation number: modulus 11 with the weights 3 2 7 6 5 4 3 2.
    ///
    /// The example company's number counts as one.
    static func isOrganizationNumber(_ text: String) -> Bool {
        if text == exampleOrganizationNumber { return true }
        let digits = text.utf8.map { Int($0) - 0x30 }
        guard digits.count == 9, digits.allSatisfy((0...9).contains) else { return false }
        let sum = zip(digits, [3, 2, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
        let check = (11 - sum % 11) % 11
        return check < 10 && check == digits[8]
    }

    static func isTimeZone(_ name: String) -> Bool {
        TimeZone(identifier: name) != nil
    }
}
