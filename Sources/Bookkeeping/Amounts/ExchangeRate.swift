/// A rate of Norges Bank: so many NOK for so many units of the currency.
///
/// The unit is 1 or 100 and is read, never assumed. Source: norges-bank.no, bokføringsforskriften § 4-2.
package struct ExchangeRate: Hashable, Sendable {
    /// NOK for ``unit`` units.
    package let nok: DecimalNumber
    package let unit: Int64

    /// nil unless the rate is positive and at most a million NOK, for 1 to a million units.
    package init?(nok: DecimalNumber, unit: Int64) {
        guard nok.units > 0, nok.scale <= 12, (1...1_000_000).contains(unit),
            nok.units / Self.power(of: nok.scale) < 1_000_000
        else { return nil }
        self.nok = nok
        self.unit = unit
    }

    static let one = ExchangeRate(one: .one)

    private init(one: DecimalNumber) {
        nok = one
        unit = 1
    }

    /// The amount in øre, half away from zero; nil when it is more than an amount may be.
    package func converted(_ amount: Amount, from currency: Currency) -> Amount? {
        let divisor =
            Int128(unit) * Int128(Self.power(of: nok.scale))
            * Int128(Self.power(of: currency.decimals))
        let (product, overflow) = (Int128(amount.minor) * 100).multipliedReportingOverflow(
            by: Int128(nok.units)
        )
        guard !overflow else { return nil }
        let ore = Amount(rounding: product, by: divisor)
        return ore.magnitude.minor <= Amount.limit * 100 ? ore : nil
    }

    private static func power(of exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { product, _ in product * 10 }
    }
}

/// Rates by currency and day.
package struct ExchangeRates: Hashable, Sendable {
    package static let none = ExchangeRates([:])

    private var days: [String: [(day: LocalDate, rate: ExchangeRate)]]

    package init(_ rates: [String: [LocalDate: ExchangeRate]]) {
        days = rates.mapValues { table in
            table.map { (day: $0.key, rate: $0.value) }.sorted { $0.day < $1.day }
        }
    }

    /// The newest rate on or before the day, when it is not older than `maximumAge` days.
    ///
    /// NOK is always 1.
    package func rate(
        of currency: Currency,
        on day: LocalDate,
        maximumAge: Int64 = 7
    ) -> ExchangeRate? {
        if currency == .nok { return .one }
        guard let newest = days[currency.code]?.last(where: { $0.day <= day }),
            Int64(day.daysSince1970 - newest.day.daysSince1970) <= maximumAge
        else { return nil }
        return newest.rate
    }

    package static func == (left: ExchangeRates, right: ExchangeRates) -> Bool {
        left.days.count == right.days.count
            && left.days.allSatisfy { code, table in
                guard let other = right.days[code], other.count == table.count else { return false }
                return zip(table, other).allSatisfy { $0.day == $1.day && $0.rate == $1.rate }
            }
    }

    package func hash(into hasher: inout Hasher) {
        for code in days.keys.sorted() { hasher.combine(code) }
    }
}
