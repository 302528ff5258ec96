import Bookkeeping
import Foundation
import Projects

/// A record as the API sends it, read leniently: numbers come as text and text as numbers, links as paths or
/// expanded, and fields come and go without notice.
struct RentmanRecord: Hashable, Sendable {
    let json: JSONValue

    init(_ json: JSONValue) {
        self.json = json
    }

    subscript(name: String) -> JSONValue? { json[name] }

    /// A text without blanks around it; nil when it is empty.
    func text(_ name: String) -> String? {
        guard let text = json[name]?.text else { return nil }
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    func integer(_ name: String) -> Int64? {
        guard let text = text(name) else { return nil }
        if let number = Int64(text) { return number }
        // 12.0 is a whole number too.
        guard let number = DecimalNumber(text), number.scale == 0 else { return nil }
        return number.units
    }

    func flag(_ name: String) -> Bool? {
        switch json[name] {
        case .bool(let flag): flag
        case .some(let value):
            switch value.text?.lowercased() {
            case "1", "true": true
            case "0", "false": false
            default: nil
            }
        case nil: nil
        }
    }

    func amount(_ name: String) -> UnroundedAmount? {
        json[name]?.text.flatMap { UnroundedAmount($0) }
    }

    /// The calendar day at the place of the moment's own offset; never moved to another zone first.
    func day(_ name: String) -> LocalDate? {
        text(name).flatMap { LocalDate($0.prefix(10)) }
    }

    func moment(_ name: String) -> Date? {
        text(name).flatMap { ShopCalendar.secondsSince1970($0) }
            .map { Date(timeIntervalSince1970: TimeInterval($0)) }
    }

    func record(_ name: String) -> RentmanRecord? {
        guard let value = json[name], case .object = value else { return nil }
        return RentmanRecord(value)
    }

    /// The number a link leads to: the last part of its path, whatever the rest says, or the id of what it was
    /// expanded to.
    func link(_ name: String) -> Int64? {
        if let record = record(name) { return record.integer("id") }
        guard let last = text(name)?.split(separator: "/").last else { return nil }
        return Int64(last)
    }

    func period(_ start: String, _ end: String) -> RentalPeriod {
        RentalPeriod(start: day(start), end: day(end))
    }

    /// From the first to the last day on which something is planned or used.
    var period: RentalPeriod {
        RentalPeriod(covering: [
            period("planperiod_start", "planperiod_end"),
            period("usageperiod_start", "usageperiod_end"),
        ])
    }
}

/// A field of a record that we cannot do without is missing or cannot be read.
struct RentmanUnreadable: Error, Hashable {
    var field: String
}
