import Bookkeeping
import Foundation

/// Which part of a source's history is to be booked.
package struct BackfillRequest: Codable, Hashable, Sendable {
    /// The first day, as `2026-01-01`, in the company's time zone.
    package var from: String
    /// The last day; nil is today.
    package var to: String?
    /// Plan everything and book nothing.
    package var isDryRun: Bool

    package init(from: String, to: String?, isDryRun: Bool) {
        self.from = from
        self.to = to
        self.isDryRun = isDryRun
    }

    /// The moments from and before which things are meant.
    ///
    /// Throws `CommandFailure` for what is no day.
    func range(timeZone: String) throws(CommandFailure) -> (from: Date, to: Date?) {
        let first = try day(from, "from")
        let last: LocalDate? =
            if let to { try day(to, "to") } else { nil }
        if let last, last < first {
            throw CommandFailure(
                "--to \(last) comes before --from \(first).",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        return (
            calendar.startOfDay(first),
            last.flatMap { $0.adding(days: 1) }.map { calendar.startOfDay($0) }
        )
    }

    private func day(_ text: String, _ name: String) throws(CommandFailure) -> LocalDate {
        guard let day = LocalDate(text) else {
            throw CommandFailure(
                "--\(name) \"\(text)\" is no day like 2026-01-31.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        return day
    }

    /// The form in which the job keeps it; equal requests have equal texts.
    var text: String {
        JSONText.object([
            ("from", .text(from)), ("to", .text(to)), ("dryRun", .flag(isDryRun)),
        ])
    }

    init(text: String) throws {
        let value = try JSONValue(parsing: text.utf8)
        from = value["from"]?.text ?? ""
        to = value["to"]?.text
        isDryRun = value["dryRun"] == .bool(true)
    }
}

extension Calendar {
    fileprivate func startOfDay(_ day: LocalDate) -> Date {
        let components = DateComponents(year: day.year, month: day.month, day: day.day)
        return date(from: components).map(startOfDay(for:)) ?? .distantPast
    }
}
