import Bookkeeping
import Foundation

/// A moment as WooCommerce writes it: Greenwich time without saying so, `2026-01-05T09:12:00`.
struct WooMoment: Hashable, Comparable, Sendable {
    let secondsSince1970: Int64

    init(secondsSince1970: Int64) {
        self.secondsSince1970 = secondsSince1970
    }

    /// nil when the text is no moment; a `Z` at its end and fractions of a second are accepted.
    init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count >= 19,
            characters[10] == UInt8(ascii: "T") || characters[10] == UInt8(ascii: " "),
            characters[13] == UInt8(ascii: ":"), characters[16] == UInt8(ascii: ":"),
            let date = LocalDate(text.prefix(10)),
            let hour = Self.twoDigits(characters, at: 11), hour < 24,
            let minute = Self.twoDigits(characters, at: 14), minute < 60,
            let second = Self.twoDigits(characters, at: 17), second <= 60
        else { return nil }
        let rest = characters[19...]
        let end =
            rest.first == UInt8(ascii: ".") ? rest.dropFirst().drop(while: Self.isDigit) : rest
        guard end.isEmpty || Array(end) == [UInt8(ascii: "Z")] else { return nil }
        secondsSince1970 =
            Int64(date.daysSince1970) * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    }

    /// The moment in a field; nil when the field is empty, an alert when it is no moment.
    init?(_ json: WooJSON, _ name: String) throws(Alert) {
        guard let text = json.text(name) else { return nil }
        guard let moment = WooMoment(text) else { throw .wooUnreadable(name) }
        self = moment
    }

    static func < (left: WooMoment, right: WooMoment) -> Bool {
        left.secondsSince1970 < right.secondsSince1970
    }

    var date: Date { Date(timeIntervalSince1970: TimeInterval(secondsSince1970)) }

    /// The calendar day in a zone; nil beyond the calendar's years.
    func day(in zone: TimeZone) -> LocalDate? {
        let local = secondsSince1970 + Int64(zone.secondsFromGMT(for: date))
        return LocalDate(
            daysSince1970: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
        )
    }

    private static func twoDigits(_ characters: [UInt8], at index: Int) -> Int? {
        guard isDigit(characters[index]), isDigit(characters[index + 1]) else { return nil }
        return Int(characters[index] - UInt8(ascii: "0")) * 10
            + Int(characters[index + 1] - UInt8(ascii: "0"))
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

extension WooMoment: CustomStringConvertible {
    /// As WooCommerce writes it.
    var description: String {
        let days = Int(
            secondsSince1970 >= 0
                ? secondsSince1970 / 86_400 : (secondsSince1970 - 86_399) / 86_400
        )
        let seconds = secondsSince1970 - Int64(days) * 86_400
        let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60].map {
            $0 < 10 ? "0\($0)" : "\($0)"
        }
        return "\(LocalDate(daysSince1970: days)?.description ?? "1970-01-01")T"
            + time.joined(separator: ":")
    }
}
