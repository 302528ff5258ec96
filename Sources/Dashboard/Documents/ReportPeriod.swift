package import Bookkeeping

/// A month, a VAT term or a year: `2026-10`, `2026-T5`, `2026`.
package struct ReportPeriod: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package let from: LocalDate
    package let to: LocalDate

    /// Reads the text; nil when it is no period.
    package init?(_ text: String) {
        let year: Int
        let months: ClosedRange<Int>
        if let parts = text.wholeMatch(of: /(20\d\d)/) {
            year = Int(parts.1) ?? 0
            months = 1...12
        } else if let parts = text.wholeMatch(of: /(20\d\d)-(0[1-9]|1[0-2])/) {
            year = Int(parts.1) ?? 0
            let month = Int(parts.2) ?? 1
            months = month...month
        } else if let parts = text.wholeMatch(of: /(20\d\d)-T([1-6])/) {
            year = Int(parts.1) ?? 0
            let term = Int(parts.2) ?? 1
            months = (term * 2 - 1)...(term * 2)
        } else {
            return nil
        }
        let isLast = months.upperBound == 12
        guard let from = LocalDate(year: year, month: months.lowerBound, day: 1),
            let next = LocalDate(
                year: isLast ? year + 1 : year,
                month: isLast ? 1 : months.upperBound + 1,
                day: 1
            ), let to = next.adding(days: -1)
        else { return nil }
        description = text
        self.from = from
        self.to = to
    }
}
