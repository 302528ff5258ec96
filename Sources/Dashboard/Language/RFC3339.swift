package import Foundation

/// Times as the interface writes them: `2026-02-10T08:00:00.000Z`, UTC with milliseconds (RFC 3339).
package enum RFC3339 {
    package static func text(_ date: Date) -> String {
        let milliseconds = Int64((date.timeIntervalSince1970 * 1_000).rounded())
        let seconds = floored(milliseconds, by: 1_000)
        let days = floored(seconds, by: 86_400)
        let (year, month, day) = civilDay(sinceEpoch: days)
        let inDay = seconds - days * 86_400
        return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
            + "T" + padded(inDay / 3_600, 2) + ":" + padded(inDay % 3_600 / 60, 2)
            + ":" + padded(inDay % 60, 2)
            + "." + padded(milliseconds - seconds * 1_000, 3) + "Z"
    }

    /// Reads a full RFC 3339 time, with or without a fraction, in UTC or with an offset.
    package static func date(_ text: String) -> Date? {
        let pattern = /(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})/
        guard let parts = text.wholeMatch(of: pattern) else { return nil }
        let offset = parts.4 == "z" ? "Z" : String(parts.4)
        let whole = "\(parts.1)T\(parts.2)\(offset)"
        guard let date = try? Date(whole, strategy: .iso8601) else { return nil }
        let fraction = parts.3.flatMap { Double("0" + $0) } ?? 0
        return date.addingTimeInterval(fraction)
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Year, month and day of the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible
    /// low-level date algorithms").
    private static func civilDay(sinceEpoch days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = floored(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
