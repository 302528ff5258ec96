/// The standard VAT codes with their rates and the days on which they hold.
///
/// Source: Skatteetaten, SAF-T Standard Tax Codes; the rates by Stortingets vedtak om merverdiavgift of each year. The
/// low rate was 6 % from 2020-04-01 to 2021-09-30. Days before 2007 have no rate: their books are long closed.
enum VATCodeTable {
    struct Period: Sendable {
        var from: Int
        var to: Int
        var rate: Percentage
    }

    /// Codes of sales, by number.
    static let sales: [String: [Period]] = [
        "3": [always(2_500)],
        "31": [
            Period(from: start, to: 20_111_231, rate: Percentage(basisPoints: 1_400)),
            Period(from: 20_120_101, to: .max, rate: Percentage(basisPoints: 1_500)),
        ],
        "32": [always(1_111)],
        "33": [
            Period(from: start, to: 20_151_231, rate: Percentage(basisPoints: 800)),
            Period(from: 20_160_101, to: 20_171_231, rate: Percentage(basisPoints: 1_000)),
            Period(from: 20_180_101, to: 20_200_331, rate: Percentage(basisPoints: 1_200)),
            Period(from: 20_200_401, to: 20_210_930, rate: Percentage(basisPoints: 600)),
            Period(from: 20_211_001, to: .max, rate: Percentage(basisPoints: 1_200)),
        ],
        "5": [always(0)], "52": [always(0)], "6": [always(0)], "7": [always(0)],
        // Domestic reverse charge came with § 11-1 (2) on 2011-07-01.
        "51": [Period(from: 20_110_701, to: .max, rate: .zero)],
    ]

    /// Codes of costs that a payment provider's fee may have.
    static let fees: [String: Percentage] = [
        "0": .zero, "1": Percentage(basisPoints: 2_500), "86": .zero,
    ]

    private static let start = 20_070_101

    private static func always(_ basisPoints: Int64) -> Period {
        Period(from: start, to: .max, rate: Percentage(basisPoints: basisPoints))
    }

    static func exists(_ code: VATCode) -> Bool { sales[code.number] != nil }

    /// The rate, or nil when there is no such code on that day.
    static func rate(of code: VATCode, on date: LocalDate) -> Percentage? {
        let day = key(date)
        return sales[code.number]?.first { $0.from <= day && day <= $0.to }?.rate
    }

    /// Whether the code exists on every day of the range; nil bounds are open.
    static func exists(_ code: VATCode, from: LocalDate?, to: LocalDate?) -> Bool {
        guard let periods = sales[code.number], let first = periods.first, let last = periods.last
        else { return false }
        // An open beginning means from now on, which every code of the table covers.
        return (from.map(key) ?? first.from) >= first.from && (to.map(key) ?? last.from) <= last.to
            && (to.map(key) ?? .max) >= first.from
    }

    private static func key(_ date: LocalDate) -> Int {
        date.year * 10_000 + date.month * 100 + date.day
    }
}
