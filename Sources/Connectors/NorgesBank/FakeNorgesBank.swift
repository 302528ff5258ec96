package import Bookkeeping
import Foundation
import HTTPTypes
package import Remote
import Synchronization

/// An in-memory data warehouse of Norges Bank: series of rates as CSV, as strict as the real one.
///
/// Answers only the series that it has, and only in the format that it is asked for by name.
package final class FakeNorgesBank: FakeService {
    private struct Series: Sendable {
        var multiplier: Int
        var rates: [LocalDate: String] = [:]
    }

    private static let heading =
        "FREQ;Frequency;BASE_CUR;Base Currency;QUOTE_CUR;Quote Currency;TENOR;Tenor;DECIMALS;CALCULATED;"
        + "UNIT_MULT;Unit Multiplier;COLLECTION;Collection Indicator;TIME_PERIOD;OBS_VALUE"

    private let series = Mutex<[String: Series]>([:])

    package init() {}

    /// Publishes a rate; `multiplier` 2 means kroner for a hundred.
    package func publish(_ rate: String, of code: String, on day: LocalDate, multiplier: Int = 0) {
        series.withLock { series in
            series[code, default: Series(multiplier: multiplier)].rates[day] = rate
        }
    }

    package func respond(to request: FakeRequest) async -> RemoteResponse {
        guard request.method == .get else { return RemoteResponse(status: 405) }
        let parts = request.path.split(separator: "/")
        guard parts.count == 4, parts[0...2] == ["api", "data", "EXR"] else {
            return RemoteResponse(status: 404, body: Data("Not Found".utf8))
        }
        let key = parts[3].split(separator: ".", omittingEmptySubsequences: false)
        guard key.count == 4, key[0] == "B", key[2] == "NOK", key[3] == "SP" else {
            return RemoteResponse(status: 404, body: Data("No data for data query".utf8))
        }
        guard request.queryValue("format") == "csv", request.queryValue("locale") == "en" else {
            return RemoteResponse(status: 406, body: Data("Not Acceptable".utf8))
        }
        let from = request.queryValue("startPeriod").flatMap { LocalDate($0) }
        let to = request.queryValue("endPeriod").flatMap { LocalDate($0) }
        guard let from, let to, from <= to else {
            return RemoteResponse(status: 400, body: Data("Invalid period".utf8))
        }
        let code = String(key[1])
        let known = series.withLock { $0[code] }
        guard let known, known.rates.keys.contains(where: { (from...to).contains($0) }) else {
            return RemoteResponse(status: 404, body: Data("No data for data query".utf8))
        }
        let unit = known.multiplier == 0 ? "0;Units" : "\(known.multiplier);Hundreds"
        let rows = known.rates.filter { (from...to).contains($0.key) }
            .sorted { $0.key < $1.key }
            .map { day, rate in
                "B;Business;\(code);\(code);NOK;Norwegian krone;SP;Spot;4;false;\(unit);C;"
                    + "ECB concertation time 14:15 CET;\(day);\(rate)"
            }
        let text = ([Self.heading] + rows).joined(separator: "\n") + "\n"
        return RemoteResponse(status: 200, body: Data(text.utf8))
    }
}
