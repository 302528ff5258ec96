/// A sum of money in whole minor units (øre, cent) of a currency that the surroundings name.
///
/// One document has one currency, so its amounts need not repeat it. Every amount that comes from outside is
/// checked against ``limit``; a hundred thousand of them still fit an `Int64`. Sums that would not fit stop at the
/// largest number instead of ending the program, and no voucher holds such an amount (see ``Voucher``).
package struct Amount: Hashable, Comparable, Sendable {
    /// The largest absolute value accepted from outside: 100 billion units with two decimals.
    package static let limit: Int64 = 10_000_000_000_000

    package static let zero = Amount(minor: 0)

    package let minor: Int64

    package init(minor: Int64) {
        self.minor = minor
    }

    package static func < (left: Amount, right: Amount) -> Bool { left.minor < right.minor }

    package static func + (left: Amount, right: Amount) -> Amount {
        let (sum, overflow) = left.minor.addingReportingOverflow(right.minor)
        return Amount(minor: overflow ? (left.minor < 0 ? -.max : .max) : sum)
    }

    package static func - (left: Amount, right: Amount) -> Amount {
        let (rest, overflow) = left.minor.subtractingReportingOverflow(right.minor)
        return Amount(minor: overflow ? (left.minor < 0 ? -.max : .max) : rest)
    }

    package static prefix func - (amount: Amount) -> Amount { .zero - amount }

    package static func += (left: inout Amount, right: Amount) { left = left + right }

    package static func -= (left: inout Amount, right: Amount) { left = left - right }

    package var isZero: Bool { minor == 0 }

    package var magnitude: Amount { minor < 0 ? -self : self }
}

extension Sequence where Element == Amount {
    /// The sum of all amounts.
    package var total: Amount { reduce(.zero, +) }
}
