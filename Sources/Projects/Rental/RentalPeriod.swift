package import Bookkeeping

/// When equipment and crew are planned and used; a side that is not planned yet is nil.
package struct RentalPeriod: Hashable, Sendable {
    package static let none = RentalPeriod(start: nil, end: nil)

    package var start: LocalDate?
    package var end: LocalDate?

    package init(start: LocalDate?, end: LocalDate?) {
        self.start = start
        self.end = end
    }

    /// The period that covers all of these; what none of them says stays open.
    package init(covering periods: some Sequence<RentalPeriod>) {
        let periods = Array(periods)
        start = periods.compactMap(\.start).min()
        end = periods.compactMap(\.end).max()
    }
}
