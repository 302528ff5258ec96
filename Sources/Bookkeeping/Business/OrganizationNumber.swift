/// A Norwegian organisation number that passes its check digit.
///
/// Nine digits; weights 3 2 7 6 5 4 3 2, modulus 11. Source: brreg.no, "Organisasjonsnummeret".
package struct OrganizationNumber: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// nil when the number is no valid one.
    ///
    /// Blanks and the letters NO and MVA around it are accepted.
    package init?(_ text: String) {
        var digits = text.filter { !$0.isWhitespace }.uppercased()[...]
        if digits.hasPrefix("NO") { digits = digits.dropFirst(2) }
        if digits.hasSuffix("MVA") { digits = digits.dropLast(3) }
        let values = digits.utf8.map { Int($0) - Int(UInt8(ascii: "0")) }
        guard values.count == 9, values.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let weights = [3, 2, 7, 6, 5, 4, 3, 2]
        let rest = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
        let check = rest == 0 ? 0 : 11 - rest
        guard check != 10, check == values[8] else { return nil }
        description = String(digits)
    }
}
