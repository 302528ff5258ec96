import Bookkeeping

/// The price of one that, times the quantity, comes to a line's amount to the øre.
struct UnitPrice: Hashable, Sendable {
    /// Decimals that Tripletex keeps of a unit price.
    static let decimals = 10

    /// In major units.
    let value: DecimalNumber
    /// The amount cannot be had as a multiple: the line is sent as one piece with the whole amount.
    let isForAll: Bool

    init(of amount: Amount, for quantity: DecimalNumber, in currency: Currency) {
        let whole = amount.number(in: currency)
        guard quantity.units != 0, quantity != .one,
            let value = Self.quotient(amount, quantity, currency),
            Self.product(value, quantity, currency) == Int128(amount.minor)
        else {
            self.value = whole
            isForAll = true
            return
        }
        self.value = value
        isForAll = false
    }

    /// amount ÷ quantity with ten decimals, rounded half away from zero; nil when it has too many digits.
    private static func quotient(
        _ amount: Amount,
        _ quantity: DecimalNumber,
        _ currency: Currency
    ) -> DecimalNumber? {
        let scaled = Int128(amount.minor) * power(decimals - currency.decimals + quantity.scale)
        let quotient = rounded(scaled, by: Int128(quantity.units))
        return Int64(exactly: quotient).map { DecimalNumber(units: $0, scale: decimals) }
    }

    /// price × quantity in minor units, rounded half away from zero as Tripletex does.
    private static func product(
        _ price: DecimalNumber,
        _ quantity: DecimalNumber,
        _ currency: Currency
    ) -> Int128 {
        let product = Int128(price.units) * Int128(quantity.units)
        let scale = price.scale + quantity.scale - currency.decimals
        return scale <= 0 ? product * power(-scale) : rounded(product, by: power(scale))
    }

    private static func rounded(_ value: Int128, by divisor: Int128) -> Int128 {
        let isNegative = (value < 0) != (divisor < 0)
        let (quotient, rest) = value.magnitude.quotientAndRemainder(dividingBy: divisor.magnitude)
        let magnitude = Int128(rest * 2 >= divisor.magnitude ? quotient + 1 : quotient)
        return isNegative ? -magnitude : magnitude
    }

    private static func power(_ exponent: Int) -> Int128 {
        (0..<max(0, exponent)).reduce(1) { product, _ in product * 10 }
    }
}
