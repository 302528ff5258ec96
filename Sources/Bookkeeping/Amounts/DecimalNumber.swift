/// An exact decimal number: `units` × 10^-`scale`, used for quantities, rates and prices as text.
///
/// Parsed digit by digit; a `Double` never takes part. Trailing zeros after the point are dropped, so equal
/// numbers are equal values.
package struct DecimalNumber: Hashable, Sendable {
    /// Digits accepted in all; more is an error, never a rounding.
    package static let maximumDigits = 18

    package let units: Int64
    package let scale: Int

    package static let one = DecimalNumber(units: 1, scale: 0)

    package init(units: Int64, scale: Int) {
        var units = units
        var scale = scale
        while scale > 0, units % 10 == 0 {
            units /= 10
            scale -= 1
        }
        self.units = units
        self.scale = scale
    }

    /// Reads `-12.50`, `12`, `.5`; nil for anything else, also for exponents and more than 18 digits.
    package init?(_ text: some StringProtocol) {
        var digits = text.utf8[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        var units: Int64 = 0
        var scale: Int?
        var count = 0
        for byte in digits {
            if byte == UInt8(ascii: "."), scale == nil {
                scale = 0
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            if units != 0 || byte != UInt8(ascii: "0") { count += 1 }
            guard count <= Self.maximumDigits, (scale ?? 0) < Self.maximumDigits else { return nil }
            units = units * 10 + Int64(byte - UInt8(ascii: "0"))
            scale = scale.map { $0 + 1 }
        }
        guard digits.contains(where: { $0 != UInt8(ascii: ".") }) else { return nil }
        self.init(units: isNegative ? -units : units, scale: scale ?? 0)
    }
}

extension DecimalNumber: CustomStringConvertible {
    package var description: String {
        guard scale > 0 else { return String(units) }
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return (units < 0 ? "-" : "") + padded.dropLast(scale) + "." + padded.suffix(scale)
    }
}
