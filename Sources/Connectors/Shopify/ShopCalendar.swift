import Bookkeeping
import Foundation

/// Turns Shopify's moments (`2026-01-05T10:12:00+01:00`) into calendar days where the books are kept.
struct ShopCalendar: Hashable, Sendable {
    private let zone: TimeZone

    init(timeZone: String) {
        zone = TimeZone(identifier: timeZone) ?? .gmt
    }

    /// The day the moment falls on here, or nil when the text is no moment.
    func day(of text: String) -> LocalDate? {
        guard let seconds = Self.secondsSince1970(text) else { return nil }
        let moment = Date(timeIntervalSince1970: TimeInterval(seconds))
        let local = seconds + Int64(zone.secondsFromGMT(for: moment))
        return LocalDate(
            daysSince1970: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
        )
    }

    /// Seconds since 1970 of an ISO 8601 moment with `Z` or a numeric offset; fractions are cut off.
    static func secondsSince1970(_ text: String) -> Int64? {
        let characters = Array(text.utf8)
        guard characters.count >= 20, characters[10] == UInt8(ascii: "T"),
            characters[13] == UInt8(ascii: ":"), characters[16] == UInt8(ascii: ":"),
            let date = LocalDate(text.prefix(10)),
            let hour = twoDigits(characters, at: 11), hour < 24,
            let minute = twoDigits(characters, at: 14), minute < 60,
            let second = twoDigits(characters, at: 17), second <= 60
        else { return nil }
        var index = 19
        if characters[index] == UInt8(ascii: ".") {
            index += 1
            while index < characters.count, isDigit(characters[index]) { index += 1 }
        }
        guard let offset = offsetSeconds(characters[index...]) else { return nil }
        return Int64(date.daysSince1970) * 86_400
            + Int64(hour * 3_600 + minute * 60 + second - offset)
    }

    private static func offsetSeconds(_ characters: ArraySlice<UInt8>) -> Int? {
        let text = Array(characters)
        if text == [UInt8(ascii: "Z")] { return 0 }
        guard text.count == 6, text[3] == UInt8(ascii: ":"), let hours = twoDigits(text, at: 1),
            let minutes = twoDigits(text, at: 4), hours <= 14, minutes < 60
        else { return nil }
        switch text[0] {
        case UInt8(ascii: "+"): return hours * 3_600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3_600 + minutes * 60)
        default: return nil
        }
    }

    private static func twoDigits(_ characters: [UInt8], at index: Int) -> Int? {
        guard index + 1 < characters.count, isDigit(characters[index]),
            isDigit(characters[index + 1])
        else { return nil }
        return Int(characters[index] - UInt8(ascii: "0")) * 10
            + Int(characters[index + 1] - UInt8(ascii: "0"))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }
}
