package import Bookkeeping
package import Foundation

/// Writes times, spans and counts the way readers of a language expect, in a company's time zone.
///
/// Spelled out here rather than left to a locale database, whose answers change with its version.
package struct Wording: Sendable {
    let language: Language
    let timeZone: TimeZone

    package init(language: Language, timeZone: TimeZone) {
        self.language = language
        self.timeZone = timeZone
    }

    private var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        return calendar
    }

    /// `24. nov. 2026` / `24 Nov 2026`.
    func day(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let month = Self.months[language]?[(parts.month ?? 1) - 1] ?? ""
        switch language {
        case .nb: return "\(parts.day ?? 0). \(month) \(parts.year ?? 0)"
        case .en: return "\(parts.day ?? 0) \(month) \(parts.year ?? 0)"
        }
    }

    /// `24. nov.` / `24 Nov`.
    func shortDay(_ date: Date) -> String {
        let parts = calendar.dateComponents([.month, .day], from: date)
        let month = Self.months[language]?[(parts.month ?? 1) - 1] ?? ""
        return language == .nb ? "\(parts.day ?? 0). \(month)" : "\(parts.day ?? 0) \(month)"
    }

    /// `13.05` / `13:05`, with seconds where asked for.
    func clock(_ date: Date, withSeconds: Bool = false) -> String {
        let parts = calendar.dateComponents([.hour, .minute, .second], from: date)
        let separator = language == .nb ? "." : ":"
        var fields = [parts.hour ?? 0, parts.minute ?? 0]
        if withSeconds { fields.append(parts.second ?? 0) }
        return fields.map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: separator)
    }

    /// `I dag kl. 13.05`, `23. nov. kl. 13.05` / `Today 13:05`, `23 Nov, 13:05`; another year is named.
    package func moment(_ date: Date, now: Date) -> String {
        let calendar = calendar
        if calendar.isDate(date, inSameDayAs: now) {
            return language == .nb ? "I dag kl. \(clock(date))" : "Today \(clock(date))"
        }
        let isThisYear =
            calendar.component(.year, from: date) == calendar.component(.year, from: now)
        let day = isThisYear ? shortDay(date) : day(date)
        return language == .nb ? "\(day) kl. \(clock(date))" : "\(day), \(clock(date))"
    }

    /// A moment to the second, as a timeline needs it.
    func exactMoment(_ date: Date) -> String {
        language == .nb
            ? "\(day(date)) kl. \(clock(date, withSeconds: true))"
            : "\(day(date)), \(clock(date, withSeconds: true))"
    }

    /// A span in its largest one or two units: `3 min`, `2 t 5 min`, `4 d 2 t`.
    func span(seconds: Int) -> String {
        let hour = language == .nb ? "t" : "h"
        let seconds = max(0, seconds)
        switch seconds {
        case ..<60:
            return "\(seconds) s"
        case ..<3_600:
            return "\(seconds / 60) min"
        case ..<86_400:
            return joined(seconds / 3_600, hour, (seconds % 3_600) / 60, "min")
        default:
            return joined(seconds / 86_400, "d", (seconds % 86_400) / 3_600, hour)
        }
    }

    /// A span with what is below a second: `240 ms`, `1,2 s`.
    func span(milliseconds: Int) -> String {
        guard milliseconds >= 1_000 else { return "\(max(0, milliseconds)) ms" }
        guard milliseconds < 60_000 else { return span(seconds: milliseconds / 1_000) }
        let separator = language == .nb ? "," : "."
        return "\(milliseconds / 1_000)\(separator)\(milliseconds % 1_000 / 100) s"
    }

    /// A whole number with groups of three: `12 345` with a no-break space / `12,345`.
    func count(_ number: Int) -> String {
        let separator = language == .nb ? "\u{a0}" : ","
        let digits = String(number.magnitude)
        var groups: [Substring] = []
        var rest = digits[...]
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        groups.insert(rest, at: 0)
        return (number < 0 ? "\u{2212}" : "") + groups.joined(separator: separator)
    }

    /// `1 250,00 NOK` with no-break spaces / `1,250.00 NOK`; a minus is a real one.
    func money(_ money: MoneyDocument) -> String {
        let decimals = Currency(code: money.currency)?.decimals ?? 2
        let digits = String(money.minor.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = count(Int(padded.dropLast(decimals)) ?? 0)
        let sign = money.minor < 0 ? "\u{2212}" : ""
        let fraction =
            decimals == 0 ? "" : (language == .nb ? "," : ".") + padded.suffix(decimals)
        return "\(sign)\(whole)\(fraction)\u{a0}\(money.currency)"
    }

    /// `1 hendelse`, `12 345 hendelser`.
    func events(_ number: Int) -> String {
        let text = PhraseBook(language: language)
        return "\(count(number)) \(number == 1 ? text.eventOne : text.eventMany)"
    }

    private func joined(_ big: Int, _ bigUnit: String, _ small: Int, _ smallUnit: String) -> String
    {
        small == 0 ? "\(big) \(bigUnit)" : "\(big) \(bigUnit) \(small) \(smallUnit)"
    }

    private static let months: [Language: [String]] = [
        .nb: [
            "jan.", "feb.", "mars", "apr.", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.",
            "des.",
        ],
        .en: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    ]
}
