import Bookkeeping

/// An amount as WooCommerce writes it, exact to a millionth of the currency's unit.
///
/// Text with up to six decimals (`"0.352941"`), sometimes a JSON number; what PHP leaves behind the sixth decimal
/// (`450.49999999999994`) is rounded away. Sums cannot overflow.
struct WooFigure: Hashable, Comparable, Sendable {
    /// Larger ones are no amounts of an order: ten billion units.
    private static let limit: Int128 = 10_000_000_000_000_000
    private static let decimals = 6
    private static let maximumExponent = 30

    static let zero = WooFigure(millionths: 0)

    let millionths: Int128

    init(millionths: Int128) {
        self.millionths = millionths
    }

    /// Reads `12.5`, `-0.352941`, `1.0e-5`; nothing written is zero, anything else nil.
    init?(_ text: String) {
        guard !text.isEmpty else {
            self = .zero
            return
        }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard parts.count <= 2, let number = DecimalNumber(parts[0]) else { return nil }
        var scale = number.scale
        if parts.count == 2 {
            guard let exponent = Int(parts[1]), abs(exponent) <= Self.maximumExponent else {
                return nil
            }
            scale -= exponent
        }
        var value = Int128(number.units)
        while scale < Self.decimals {
            value *= 10
            scale += 1
            guard value.magnitude <= Self.limit.magnitude else { return nil }
        }
        if scale > Self.decimals {
            let divisor = (Self.decimals..<min(scale, Self.decimals + 30)).reduce(Int128(1)) {
                product,
                _ in product * 10
            }
            value = Self.rounded(value, by: divisor)
        }
        guard value.magnitude <= Self.limit.magnitude else { return nil }
        millionths = value
    }

    static func < (left: WooFigure, right: WooFigure) -> Bool {
        left.millionths < right.millionths
    }

    static func + (left: WooFigure, right: WooFigure) -> WooFigure {
        WooFigure(millionths: left.millionths + right.millionths)
    }

    static func - (left: WooFigure, right: WooFigure) -> WooFigure {
        WooFigure(millionths: left.millionths - right.millionths)
    }

    static prefix func - (figure: WooFigure) -> WooFigure {
        WooFigure(millionths: -figure.millionths)
    }

    var isZero: Bool { millionths == 0 }

    var magnitude: WooFigure { WooFigure(millionths: millionths < 0 ? -millionths : millionths) }

    /// Whether nothing stands behind the decimal point.
    var isWhole: Bool { millionths % 1_000_000 == 0 }

    /// In whole minor units of the currency, rounded half away from zero.
    func amount(in currency: Currency) -> Amount {
        let minor = Self.rounded(millionths, by: Self.step(of: currency))
        return Amount(minor: Int64(clamping: minor))
    }

    /// Millionths in one minor unit.
    static func step(of currency: Currency) -> Int128 {
        (currency.decimals..<decimals).reduce(Int128(1)) { product, _ in product * 10 }
    }

    private static func rounded(_ value: Int128, by divisor: Int128) -> Int128 {
        let (quotient, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        let magnitude = Int128(rest * 2 >= divisor.magnitude ? quotient + 1 : quotient)
        return value < 0 ? -magnitude : magnitude
    }
}

extension Sequence where Element == WooFigure {
    var total: WooFigure { reduce(.zero, +) }
}
