extension ExchangeRates {
    /// How far a rate may be from the official one of that time, in percent: a day's movement, no more.
    static let tolerance: Int64 = 2

    /// The alert for a rate that another source contradicts; nil when it agrees, or does not know.
    ///
    /// Found are wrong units, rates of another currency and rates that were never brought up to date.
    package func doubt(about question: RateQuestion, against official: ExchangeRates) -> Alert? {
        let (currency, day) = (question.currency, question.day)
        guard let own = rate(of: currency, on: day),
            let other = official.rate(of: currency, on: day),
            let left = own.converted(Self.sample, from: currency),
            let right = other.converted(Self.sample, from: currency)
        else { return nil }
        let difference = (left - right).magnitude.minor
        guard difference * 100 > right.minor * Self.tolerance else { return nil }
        return .doubtfulRate(currency, on: day, own, official: other)
    }

    /// Large enough that no rounding shows.
    private static let sample = Amount(minor: 100_000_000)
}

extension Alert {
    fileprivate static func doubtfulRate(
        _ currency: Currency,
        on day: LocalDate,
        _ own: ExchangeRate,
        official: ExchangeRate
    ) -> Alert {
        Alert(
            .missingRate,
            message: .init(
                nb:
                    "Tripletex har kursen \(own.nok) for \(own.unit) \(currency.code) den \(day), Norges Bank \(official.nok) for \(official.unit).",
                en:
                    "Tripletex has the rate \(own.nok) for \(own.unit) \(currency.code) on \(day), Norges Bank \(official.nok) for \(official.unit)."
            ),
            remedy: .init(
                nb: "Rett kursen i Tripletex, og kjør hendelsen på nytt.",
                en: "Mend the rate in Tripletex, then replay the event."
            )
        )
    }
}
