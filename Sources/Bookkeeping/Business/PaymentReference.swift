/// A KID: the customer identification on Norwegian payments, 2 to 25 characters with a check digit.
///
/// Source: Nets/Mastercard, "OCR giro" system specification: modulus 10 (Luhn) or modulus 11 with weights 2 to 7
/// from the right, where a control of 10 is written `-`.
package struct PaymentReference: Hashable, Sendable, CustomStringConvertible {
    package enum Modulus: Hashable, Sendable, CaseIterable {
        case ten
        case eleven
    }

    package let description: String

    /// The reference as it was written; nil when its check digit is wrong or it is no KID.
    package init?(_ text: String, modulus: Modulus) {
        let body = text.dropLast()
        guard (2...25).contains(text.utf8.count), let check = text.last,
            Self.checkDigit(of: body, modulus: modulus) == check
        else { return nil }
        description = text
    }

    /// The reference for a number of digits; nil for anything but 1 to 24 digits.
    package init?(number: String, modulus: Modulus) {
        guard (1...24).contains(number.utf8.count),
            let check = Self.checkDigit(of: number[...], modulus: modulus)
        else { return nil }
        description = number + String(check)
    }

    private static func checkDigit(of body: Substring, modulus: Modulus) -> Character? {
        let digits = body.utf8.map { Int($0) - Int(UInt8(ascii: "0")) }
        guard !digits.isEmpty, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        let control: Int
        switch modulus {
        case .ten:
            let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
                let value = entry.offset.isMultiple(of: 2) ? entry.element * 2 : entry.element
                return sum + (value > 9 ? value - 9 : value)
            }
            control = (10 - sum % 10) % 10
        case .eleven:
            let sum = digits.reversed().enumerated().reduce(0) { sum, entry in
                sum + entry.element * (2 + entry.offset % 6)
            }
            control = (11 - sum % 11) % 11
        }
        return control == 10 ? "-" : Character(String(control))
    }
}
