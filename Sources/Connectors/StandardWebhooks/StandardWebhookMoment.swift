import Bookkeeping

/// A moment of RFC 3339 with its fraction of a second, to tell which of two messages is newer.
struct StandardWebhookMoment: Hashable, Comparable, Sendable {
    private let secondsSince1970: Int64
    private let nanoseconds: Int64

    /// Reads `2026-01-31T12:00:00Z`, with a fraction and a numeric offset too; nil for anything else.
    init?(_ text: String) {
        let characters = Array(text.utf8)
        guard characters.count >= 20,
            [UInt8(ascii: "T"), UInt8(ascii: "t")].contains(characters[10]),
            characters[13] == UInt8(ascii: ":"), characters[16] == UInt8(ascii: ":"),
            let date = LocalDate(String(decoding: characters[..<10], as: UTF8.self)),
            let hour = Self.number(characters[11..<13]), hour < 24,
            let minute = Self.number(characters[14..<16]), minute < 60,
            let second = Self.number(characters[17..<19]), second <= 60
        else { return nil }
        var rest = characters[19...]
        var nanoseconds: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix(while: Self.isDigit)
            guard !digits.isEmpty else { return nil }
            rest = rest.dropFirst(digits.count + 1)
            for place in 0..<9 {
                let digit =
                    place < digits.count ? digits[digits.startIndex + place] - UInt8(ascii: "0") : 0
                nanoseconds = nanoseconds * 10 + Int64(digit)
            }
        }
        guard let offset = Self.offsetSeconds(Array(rest)) else { return nil }
        secondsSince1970 =
            Int64(date.daysSince1970) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        self.nanoseconds = nanoseconds
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.secondsSince1970, left.nanoseconds) < (right.secondsSince1970, right.nanoseconds)
    }

    private static func offsetSeconds(_ text: [UInt8]) -> Int64? {
        if text == [UInt8(ascii: "Z")] || text == [UInt8(ascii: "z")] { return 0 }
        guard text.count == 6, text[3] == UInt8(ascii: ":"), let hours = number(text[1..<3]),
            let minutes = number(text[4..<6]), hours < 24, minutes < 60
        else { return nil }
        switch text[0] {
        case UInt8(ascii: "+"): return hours * 3_600 + minutes * 60
        case UInt8(ascii: "-"): return -(hours * 3_600 + minutes * 60)
        default: return nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
        guard digits.allSatisfy(isDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
