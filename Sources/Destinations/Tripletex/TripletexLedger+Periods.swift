import Bookkeeping
import Remote

extension TripletexLedger {
    /// Months that are read at most.
    private static let periodLimit = 1_000

    /// Whether Tripletex is closed further than the rules know: bookings dated there would be refused.
    func closedPeriods(_ needs: LedgerNeeds) async throws -> [LedgerFinding] {
        let periods: [TripletexPeriod]
        do {
            periods = try await calls.send(
                RemoteRequest<TripletexList<TripletexPeriod>>(
                    path: "/ledger/accountingPeriod",
                    query: [("fields", "start,end,isClosed"), ("count", "\(Self.periodLimit)")]
                )
            ).values
        } catch let failure as LedgerFailure where failure.cause == "MISSING_RIGHT" {
            return [LedgerFinding(failure, code: "CLOSED_PERIOD", weight: .warning)]
        }
        let closed = periods.filter { $0.isClosed == true }.compactMap(\.lastDay).max()
        guard let closed, needs.closedThrough.map({ $0 < closed }) ?? true,
            needs.fromDate.map({ $0 <= closed }) ?? true
        else { return [] }
        return [.closedFurther(closed, than: needs.closedThrough)]
    }
}

/// A month of the accounts.
private struct TripletexPeriod: Decodable, Sendable {
    /// The first day.
    var start: String
    /// The day after the last, or the last itself: releases differ.
    var end: String
    var isClosed: Bool?

    /// The last day of the month in which the period begins.
    var lastDay: LocalDate? {
        guard let first = LocalDate(start), let end = LocalDate(end) else { return nil }
        let isFirstOfMonth = end.day == 1 && end > first
        return isFirstOfMonth ? end.adding(days: -1) : end
    }
}

extension LedgerFinding {
    fileprivate static func closedFurther(
        _ closed: LocalDate,
        than known: LocalDate?
    ) -> LedgerFinding {
        let rule = known.map(\.description)
        return LedgerFinding(
            code: "CLOSED_PERIOD",
            weight: .warning,
            message: .init(
                nb:
                    "Tripletex er avsluttet til og med \(closed), reglene sier \(rule ?? "ingenting"): det som gjelder dager før, blir avvist.",
                en:
                    "Tripletex is closed through \(closed), the rules say \(rule ?? "nothing"): what belongs to days before is refused."
            ),
            remedy: .init(
                nb:
                    "Sett «avsluttet til og med» (closedThrough) i reglene til \(closed): da føres det på første åpne dag.",
                en:
                    "Set \"closed through\" (closedThrough) in the rules to \(closed): then it is booked on the first open day."
            )
        )
    }
}
