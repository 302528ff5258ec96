import Bookkeeping
import Connectors
import Foundation
import Logging
import Outbox

/// Asks a provider for its payouts, and makes an event of each that is new.
struct PayoutSweep: Sendable {
    /// Payouts come once a day at most.
    static let interval = Duration.seconds(6 * 3_600)
    /// The first sweep looks back so far; what is older is fetched by `bokbro payouts fetch`.
    static let firstReachDays = 31
    /// A payout may be called paid some days after its own date.
    static let overlapDays = 7

    let source: LivePayoutSource
    let outbox: Outbox
    let now: @Sendable () -> Date
    let logger: Logger

    private var key: String { "payouts/\(source.connection)" }

    /// Asks when it is time; returns how many payouts were new.
    ///
    /// When the provider cannot be asked, the days stay asked for, and the next sweep tries again.
    @discardableResult
    func run() async throws -> Int {
        let moment = now()
        let today = LocalDate(moment, in: source.timeZone)
        let last = try await outbox.note(key, company: source.company).flatMap(Mark.init(text:))
        if let last, moment.timeIntervalSince(last.at) < Self.interval.seconds { return 0 }
        let reach = last?.through ?? today.adding(days: -Self.firstReachDays) ?? today
        let begin = (last == nil ? reach : reach.adding(days: -Self.overlapDays)) ?? reach
        let from = max(begin, source.fromDate ?? begin)
        var new = 0
        if from <= today {
            do {
                new = try await fetch(from: from, through: today)
            } catch let finding as SourceFinding {
                logger.warning(
                    "the payouts of a connection cannot be read",
                    metadata: facts.merging([
                        "cause": "MISSING_RIGHT", "reason": "\(finding.message.en)",
                        "remedy": "\(finding.remedy.en)",
                    ]) { first, _ in first }
                )
            }
        }
        try await outbox.setNote(
            key,
            to: Mark(through: today, at: moment).text,
            company: source.company
        )
        return new
    }

    /// Makes events of the payouts of these days; returns how many were new.
    func fetch(from first: LocalDate, through last: LocalDate) async throws -> Int {
        var new = 0
        for payout in try await source.payouts(first, last) {
            let acceptance = try await outbox.accept(
                PayoutEvent.incoming(
                    payout,
                    company: source.company,
                    connection: source.connection,
                    at: now()
                )
            )
            if !acceptance.isDuplicate { new += 1 }
        }
        if new > 0 {
            logger.info("payouts found", metadata: facts.merging(["new": "\(new)"]) { $1 })
        }
        return new
    }

    private var facts: Logger.Metadata {
        ["company": "\(source.company)", "connection": "\(source.connection)"]
    }

    /// Through which day, and when, the provider was last asked: `2026-03-20 1774000000`.
    private struct Mark {
        var through: LocalDate
        var at: Date

        init(through: LocalDate, at: Date) {
            self.through = through
            self.at = at
        }

        init?(text: String) {
            let parts = text.split(separator: " ")
            guard parts.count == 2, let day = LocalDate(parts[0]), let seconds = Int64(parts[1])
            else { return nil }
            through = day
            at = Date(timeIntervalSince1970: TimeInterval(seconds))
        }

        var text: String { "\(through) \(Int64(at.timeIntervalSince1970))" }
    }
}
