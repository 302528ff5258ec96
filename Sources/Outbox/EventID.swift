/// The id of an event: a UUID of version 7 that is made of when it came and its number in the order of arrival.
///
/// The number stands in the counter field that RFC 9562 section 6.2 allows, so an id is unique in its data
/// directory, sorts by arrival, and is found by the table's own key, without an index of its own.
package struct EventID: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970, 48 bits.
    let milliseconds: Int64
    /// The event's place in the order of arrival, from 1.
    let sequence: Int64

    init(milliseconds: Int64, sequence: Int64) {
        self.milliseconds = milliseconds
        self.sequence = sequence
    }

    /// Reads the text form; nil for anything that is no id of ours.
    package init?(_ text: some StringProtocol) {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12],
            text.allSatisfy({ $0 == "-" || $0.isASCII && $0.isHexDigit }),
            let high = UInt64(String(groups[0]) + String(groups[1]), radix: 16),
            let version = UInt64(groups[2], radix: 16), version == 0x7000,
            let variant = UInt64(groups[3], radix: 16), variant >> 14 == 0b10,
            let low = UInt64(groups[4], radix: 16)
        else { return nil }
        let sequence = (variant & 0x3FFF) << 48 | low
        guard sequence > 0 else { return nil }
        self.init(milliseconds: Int64(high), sequence: Int64(sequence))
    }

    package static func < (left: EventID, right: EventID) -> Bool { left.sequence < right.sequence }
}

extension EventID: CustomStringConvertible {
    package var description: String {
        let time = hexadecimal(UInt64(bitPattern: milliseconds), digits: 12)
        let variant = hexadecimal(0x8000 | UInt64(sequence) >> 48, digits: 4)
        let low = hexadecimal(UInt64(sequence) & 0xFFFF_FFFF_FFFF, digits: 12)
        return "\(time.prefix(8))-\(time.suffix(4))-7000-\(variant)-\(low)"
    }

    private func hexadecimal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
