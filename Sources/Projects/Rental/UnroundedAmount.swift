package import Bookkeeping

/// A sum of money as Rentman computes it: in major units and not rounded, such as `12980.456999999999`.
///
/// Kept exactly to twelve decimals; what is beyond them is the noise of the sender's binary arithmetic and is cut
/// off, which never lifts a value to the next half øre. Rounded once, by ``rounded``.
package struct UnroundedAmount: Hashable, Comparable, Sendable {
    package static let zero = UnroundedAmount(trillionths: 0)

    private static let decimals = 12
    private static let unit: Int128 = 1_000_000_000_000
    /// The largest absolute value accepted: that of an ``Amount``.
    private static let bound = Int128(Amount.limit / 100) * unit
    /// Digits looked at; a double has seventeen.
    private static let digitLimit = 30

    private let trillionths: Int128

    private init(trillionths: Int128) {
        self.trillionths = trillionths
    }

    /// Reads `-12.5`, `.5`, `5.68e-14`; nil for anything else and beyond 100 billion.
    package init?(_ text: some StringProtocol) {
        guard let parts = DecimalText(text) else { return nil }
        var digits = parts.digits.drop { $0 == 0 }
        var shift = Self.decimals + parts.exponent
        if digits.count > Self.digitLimit {
            shift += digits.count - Self.digitLimit
            digits = digits.prefix(Self.digitLimit)
        }
        var value = digits.reduce(Int128(0)) { $0 * 10 + Int128($1) }
        if value == 0 { shift = 0 }
        while shift < 0, value != 0 {
            value /= 10
            shift += 1
        }
        while shift > 0 {
            value *= 10
            shift -= 1
            guard value <= Self.bound else { return nil }
        }
        guard value <= Self.bound else { return nil }
        self.init(trillionths: parts.isNegative ? -value : value)
    }

    /// In øre, half away from zero.
    package var rounded: Amount {
        let (quotient, rest) = trillionths.magnitude.quotientAndRemainder(
            dividingBy: Self.ore.magnitude
        )
        let minor = Int64(rest * 2 >= Self.ore.magnitude ? quotient + 1 : quotient)
        return Amount(minor: trillionths < 0 ? -minor : minor)
    }

    /// How much rounding adds, in trillionths; positive when the rounded amount is the larger one.
    var roundingGain: Int128 { Int128(rounded.minor) * Self.ore - trillionths }

    private static let ore: Int128 = unit / 100

    package var isZero: Bool { trillionths == 0 }

    package static func < (left: Self, right: Self) -> Bool {
        left.trillionths < right.trillionths
    }

    package static func + (left: Self, right: Self) -> Self {
        Self(trillionths: left.trillionths + right.trillionths)
    }

    package static func - (left: Self, right: Self) -> Self {
        Self(trillionths: left.trillionths - right.trillionths)
    }

    package static prefix func - (amount: Self) -> Self { Self(trillionths: -amount.trillionths) }

    /// The fraction as a rate: 0.25 is 25 %.
    ///
    /// nil beyond 0…100 % and for a rate with more than two decimals.
    package var percentage: Percentage? {
        let point = Self.unit / 10_000
        let (quotient, rest) = trillionths.quotientAndRemainder(dividingBy: point)
        // 0.15000000000000002 is 15 %.
        let noise = point / 10_000
        let points = rest >= point - noise ? quotient + 1 : quotient
        guard rest <= noise || rest >= point - noise, (0...10_000).contains(points) else {
            return nil
        }
        return Percentage(basisPoints: Int64(points))
    }
}

extension Sequence where Element == UnroundedAmount {
    /// The sum, still not rounded.
    package var total: UnroundedAmount { reduce(.zero, +) }
}

/// The digits of a decimal number and where its point stands.
private struct DecimalText {
    var isNegative = false
    var digits: [UInt8] = []
    /// The number is `digits` × 10^`exponent`.
    var exponent = 0

    /// Exponents beyond this are no amounts.
    private static let exponentLimit = 400
    private static let lengthLimit = 400

    init?(_ text: some StringProtocol) {
        var rest = text.utf8[...]
        guard rest.count <= Self.lengthLimit else { return nil }
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var hasPoint = false
        while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
            rest.removeFirst()
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
                continue
            }
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            digits.append(byte - UInt8(ascii: "0"))
            if hasPoint { exponent -= 1 }
        }
        guard !digits.isEmpty else { return nil }
        if !rest.isEmpty {
            guard let power = Int(String(decoding: rest.dropFirst(), as: UTF8.self)),
                (-Self.exponentLimit...Self.exponentLimit).contains(power)
            else { return nil }
            exponent += power
        }
    }
}
