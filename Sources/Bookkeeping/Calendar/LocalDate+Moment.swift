package import Foundation

extension LocalDate {
    /// The day of a moment in a time zone; an unknown zone is UTC.
    package init(_ moment: Date, in timeZone: String) {
        self.init(moment, in: TimeZone(identifier: timeZone) ?? .gmt)
    }

    /// The day of a moment in a time zone.
    package init(_ moment: Date, in timeZone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let parts = calendar.dateComponents([.year, .month, .day], from: moment)
        self =
            LocalDate(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1)
            ?? .epoch
    }

    /// The moment at which that hour of the day begins in a time zone.
    package func moment(hour: Int, in timeZone: String) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let components = DateComponents(year: year, month: month, day: day, hour: hour)
        return calendar.date(from: components) ?? .distantPast
    }
}
