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
}
