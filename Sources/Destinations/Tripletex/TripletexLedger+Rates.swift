package import Bookkeeping
import Foundation
import Remote

extension TripletexLedger {
    /// Norges Bank's rates as Tripletex has them, for what a plan may ask; kept for a while.
    ///
    /// A rate of a weekend is that of the Friday before, under its own day; what Tripletex does not know is left
    /// out, and the plan says so. Throws ``LedgerFailure``.
    package func rates(_ questions: Set<RateQuestion>) async throws -> ExchangeRates {
        var table: [String: [LocalDate: ExchangeRate]] = [:]
        for question in questions where question.currency != .nok {
            let answer = try await lookups.rates.value(question) { try await rate(question) }
            if let answer { table[question.currency.code, default: [:]][answer.day] = answer.rate }
        }
        return ExchangeRates(table)
    }

    private func rate(_ question: RateQuestion) async throws -> KnownRate? {
        let id = try await lookups.currency(question.currency.code, through: calls).id
        let found: TripletexRate
        do {
            found = try await calls.send(
                RemoteRequest<TripletexValue<TripletexRate>>(
                    path: "/currency/\(id)/rate",
                    query: [
                        ("date", question.day.description),
                        ("fields", "rate,date,sourceCurrency(code,factor)"),
                    ]
                )
            ).value
        } catch let failure as LedgerFailure where failure.remoteCode == 6_000 {
            return nil
        }
        // The rate is of so many units as the currency's factor says: 100 for SEK and DKK.
        guard let number = DecimalNumber(found.rate.description),
            let day = LocalDate(found.date.prefix(10)),
            let rate = ExchangeRate(nok: number, unit: Int64(found.sourceCurrency.factor ?? 1))
        else { return nil }
        return KnownRate(day: day, rate: rate)
    }
}

/// A rate with the day it is of.
struct KnownRate: Hashable, Sendable {
    var day: LocalDate
    var rate: ExchangeRate
}

struct TripletexRate: Decodable, Sendable {
    struct Source: Decodable, Sendable {
        var factor: Int?
    }

    var rate: Decimal
    var date: String
    var sourceCurrency: Source
}
