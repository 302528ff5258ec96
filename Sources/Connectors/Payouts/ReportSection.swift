import Bookkeeping

/// Records of a report under one heading; columns are found by name, whatever their order.
struct ReportSection: Sendable {
    /// Letters of a payout's name at most.
    private static let identifierLimit = 50

    private let names: [String]
    private let columns: [String: Int]

    init(heading: CSVTable.Record) {
        names = heading.fields
        var columns: [String: Int] = [:]
        for (index, name) in heading.fields.enumerated() {
            let key = Self.key(name)
            if columns[key] == nil { columns[key] = index }
        }
        self.columns = columns
    }

    /// Letters and digits decide: `Order ID`, `order_id` and `Ordre-ID` differ only in the words.
    static func key(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    func has(_ names: String...) -> Bool { names.contains { columns[Self.key($0)] != nil } }

    /// A heading of exactly one of the names is needed.
    func column(_ aliases: [String]) throws(PayoutImportError) -> Int {
        guard let column = optionalColumn(aliases) else { throw .missingColumn(names: aliases) }
        return column
    }

    func optionalColumn(_ aliases: [String]) -> Int? {
        aliases.lazy.compactMap { columns[Self.key($0)] }.first
    }

    /// Refuses a record with more or fewer fields than the heading; empty ones at the end may be missing.
    func check(_ record: CSVTable.Record) throws(PayoutImportError) {
        let surplus = record.fields.dropFirst(names.count)
        guard surplus.allSatisfy(\.isEmpty) else {
            throw .notCSV(line: record.line, column: 1, reason: .fieldCount)
        }
    }

    /// The text of a field, nil when it is empty.
    func text(_ record: CSVTable.Record, _ column: Int?) -> String? {
        guard let column, column < record.fields.count else { return nil }
        return record.fields[column].isEmpty ? nil : record.fields[column]
    }

    func needed(_ record: CSVTable.Record, _ column: Int) throws(PayoutImportError) -> String {
        guard let text = text(record, column) else { throw unreadable(record, column, .text) }
        return text
    }

    /// A payout's name: short, as it becomes part of the voucher's number.
    func identifier(
        _ record: CSVTable.Record,
        _ column: Int
    ) throws(PayoutImportError) -> String {
        let text = try needed(record, column)
        guard text.count <= Self.identifierLimit,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F })
        else { throw unreadable(record, column, .identifier) }
        return text
    }

    func amount(
        _ record: CSVTable.Record,
        _ column: Int,
        _ currency: Currency
    ) throws(PayoutImportError) -> Amount {
        guard let amount = ReportAmount.read(try needed(record, column), in: currency) else {
            throw unreadable(record, column, .amount)
        }
        return amount
    }

    /// Zero where the report leaves it out.
    func optionalAmount(
        _ record: CSVTable.Record,
        _ column: Int?,
        _ currency: Currency
    ) throws(PayoutImportError) -> Amount {
        guard let column, text(record, column) != nil else { return .zero }
        return try amount(record, column, currency)
    }

    func currency(
        _ record: CSVTable.Record,
        _ column: Int
    ) throws(PayoutImportError) -> Currency {
        guard let currency = Currency(code: try needed(record, column).uppercased()) else {
            throw unreadable(record, column, .currency)
        }
        return currency
    }

    /// `2026-01-31`, `2026-01-31 08:00:00`, `2026-01-31T08:00:00Z` or `31.01.2026`.
    func date(_ record: CSVTable.Record, _ column: Int) throws(PayoutImportError) -> LocalDate {
        let text = try needed(record, column)
        if let date = LocalDate(text.prefix(10)) { return date }
        let parts = text.prefix(10).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]),
            parts[2].count == 4, let year = Int(parts[2]),
            let date = LocalDate(year: year, month: month, day: day)
        else { throw unreadable(record, column, .date) }
        return date
    }

    func unreadable(
        _ record: CSVTable.Record,
        _ column: Int,
        _ expected: PayoutImportError.Expectation
    ) -> PayoutImportError {
        .unreadable(
            line: record.line,
            column: column < names.count ? names[column] : String(column + 1),
            expected: expected
        )
    }
}
