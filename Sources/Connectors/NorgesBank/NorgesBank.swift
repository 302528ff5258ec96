package import Bookkeeping
import Foundation
package import Remote

/// The exchange rates of Norges Bank, which nobody need sign in for.
///
/// Source: norges-bank.no, guide to the data warehouse: SDMX series `EXR/B.{currency}.NOK.SP` as CSV.
package enum NorgesBank {
    package static let service = "norges-bank"

    /// What was published for a currency in these days, both included; none for one that is not quoted.
    package static func rates(
        of currency: Currency,
        from first: LocalDate,
        to last: LocalDate,
        through client: RemoteClient
    ) async throws -> [LocalDate: ExchangeRate] {
        do {
            return try await client.send(.norgesBankRates(currency, from: first, to: last))
        } catch let error as RemoteError where error.status == 404 {
            return [:]
        }
    }
}

/// A line of the answer that cannot be read.
struct NorgesBankUnreadable: LocalizedError, Hashable {
    var errorDescription: String? { "Norges Bank's answer is no table of rates." }
}

extension RemoteRequest where Reply == [LocalDate: ExchangeRate] {
    /// The English form writes numbers with a point.
    static func norgesBankRates(
        _ currency: Currency,
        from first: LocalDate,
        to last: LocalDate
    ) -> Self {
        Self(
            path: "/api/data/EXR/B.\(currency.code).NOK.SP",
            query: [
                ("format", "csv"), ("startPeriod", first.description),
                ("endPeriod", last.description), ("locale", "en"),
            ]
        ) { response in
            let table = try CSVTable(response.body)
            guard let heading = table.records.first else { return [:] }
            let section = ReportSection(heading: heading)
            let day = try section.column(["TIME_PERIOD"])
            let value = try section.column(["OBS_VALUE"])
            let multiplier = try section.column(["UNIT_MULT"])
            var rates: [LocalDate: ExchangeRate] = [:]
            for record in table.records.dropFirst() {
                guard let text = section.text(record, value) else { continue }
                guard let date = LocalDate(try section.needed(record, day)),
                    let number = DecimalNumber(text.filter { $0 != "," }),
                    let unit = units(try section.needed(record, multiplier)),
                    let rate = ExchangeRate(nok: number, unit: unit)
                else { throw NorgesBankUnreadable() }
                rates[date] = rate
            }
            return rates
        }
    }

    /// The rate is of ten to this power: 2 for a hundred kronor.
    private static func units(_ exponent: String) -> Int64? {
        guard let exponent = Int(exponent), (0...6).contains(exponent) else { return nil }
        return (0..<exponent).reduce(1) { product, _ in product * 10 }
    }
}
