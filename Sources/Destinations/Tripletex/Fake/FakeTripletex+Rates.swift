package import Bookkeeping
import Foundation

extension FakeTripletex {
    /// What Norges Bank published on a day: kroner for as many units as the currency's factor says.
    package func setRate(_ rate: String, of code: String, on day: LocalDate) throws {
        struct NoRate: Error {}
        guard let value = Decimal(string: rate, locale: Locale(identifier: "en_US_POSIX")),
            let currency = FakeCompany.currencies.first(where: { $0.1 == code })
        else { throw NoRate() }
        change { $0.rates[currency.0, default: [:]][day] = value }
    }

    /// NOK for the currency's factor, in ten-thousandths, around which the rates move.
    private static let middles: [(code: String, value: Int64)] = [
        ("SEK", 1_045_000), ("DKK", 1_535_000), ("USD", 103_200), ("EUR", 114_500),
        ("GBP", 134_000), ("JPY", 68_000),
    ]

    /// Gives the currencies a rate on each weekday, which moves a little from day to day, as Norges Bank's do.
    package func quoteRates(from first: LocalDate, days: Int) {
        change { company in
            for offset in 0..<days {
                guard let day = first.adding(days: offset), day.isWeekday else { continue }
                for middle in Self.middles {
                    guard
                        let id = FakeCompany.currencies.first(where: { $0.1 == middle.code })?.0
                    else { continue }
                    let perMille = Int64(day.daysSince1970) * 7_919 % 41 - 20
                    let rate = middle.value * (1_000 + perMille) / 1_000
                    company.rates[id, default: [:]][day] = Decimal(rate) / 10_000
                }
            }
        }
    }
}

extension LocalDate {
    /// The first of January 1970 was a Thursday.
    fileprivate var isWeekday: Bool { ![2, 3].contains(daysSince1970 % 7) }
}
