package import Foundation

/// The records of a CSV file.
///
/// RFC 4180, with what real exports add: a byte order mark, semicolons or tabs between fields, lines that end in LF
/// alone, and Windows-1252 instead of UTF-8. Empty lines are left out.
package struct CSVTable: Sendable {
    package struct Record: Hashable, Sendable {
        /// Where it begins, from 1.
        package var line: Int
        package var fields: [String]
    }

    package static let recordLimit = 200_000

    package let records: [Record]

    package init(_ data: Data) throws(PayoutImportError) {
        var text = String(data: data, encoding: .utf8) ?? ""
        if text.isEmpty, !data.isEmpty {
            text = String(data: data, encoding: .windowsCP1252) ?? ""
        }
        var parser = CSVParser(text)
        records = try parser.records()
    }
}

/// Walks once over the characters.
private struct CSVParser {
    private let scalars: [Unicode.Scalar]
    private let delimiter: Unicode.Scalar
    private var index = 0
    private var line = 1
    private var lineStart = 0

    init(_ text: String) {
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        self.scalars = scalars
        delimiter = Self.delimiter(of: scalars)
    }

    /// The one of the usual marks that the first line has most of, outside quotation marks.
    private static func delimiter(of scalars: [Unicode.Scalar]) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [",": 0, ";": 0, "\t": 0]
        var isQuoted = false
        for scalar in scalars {
            if scalar == "\"" { isQuoted.toggle() }
            if isQuoted { continue }
            if scalar == "\n" || scalar == "\r", counts.values.contains(where: { $0 > 0 }) { break }
            counts[scalar]? += 1
        }
        let marks: [Unicode.Scalar] = [",", ";", "\t"]
        return marks.max { (counts[$0] ?? 0) < (counts[$1] ?? 0) } ?? ","
    }

    mutating func records() throws(PayoutImportError) -> [CSVTable.Record] {
        var records: [CSVTable.Record] = []
        while index < scalars.count {
            let start = line
            let fields = try record()
            if fields.allSatisfy(\.isEmpty) { continue }
            records.append(CSVTable.Record(line: start, fields: fields))
            guard records.count <= CSVTable.recordLimit else {
                throw .tooLarge(limit: CSVTable.recordLimit)
            }
        }
        return records
    }

    private mutating func record() throws(PayoutImportError) -> [String] {
        var fields: [String] = []
        while true {
            fields.append(try field())
            guard index < scalars.count else { return fields }
            let scalar = scalars[index]
            if scalar == delimiter {
                index += 1
                // A delimiter at the very end is followed by one more, empty field.
                if index == scalars.count { return fields + [""] }
                continue
            }
            endLine()
            return fields
        }
    }

    private mutating func field() throws(PayoutImportError) -> String {
        guard index < scalars.count, scalars[index] == "\"" else { return try plainField() }
        index += 1
        var text = String.UnicodeScalarView()
        let (startLine, startColumn) = (line, index - lineStart)
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "\"" {
                index += 1
                guard index < scalars.count, scalars[index] == "\"" else {
                    guard index == scalars.count || isEnd(scalars[index]) else {
                        throw .notCSV(line: line, column: column, reason: .textAfterQuote)
                    }
                    return String(text)
                }
                text.append("\"")
                index += 1
            } else if scalar == "\n" || scalar == "\r" {
                text.append("\n")
                endLine()
            } else {
                text.append(scalar)
                index += 1
            }
        }
        throw .notCSV(line: startLine, column: startColumn, reason: .quoteNotClosed)
    }

    private mutating func plainField() throws(PayoutImportError) -> String {
        var text = String.UnicodeScalarView()
        while index < scalars.count, !isEnd(scalars[index]) {
            guard scalars[index] != "\"" else {
                throw .notCSV(line: line, column: column, reason: .quoteInsideField)
            }
            text.append(scalars[index])
            index += 1
        }
        return String(text).trimmingCharacters(in: .whitespaces)
    }

    private func isEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == delimiter || scalar == "\n" || scalar == "\r"
    }

    private var column: Int { index - lineStart + 1 }

    private mutating func endLine() {
        if scalars[index] == "\r", index + 1 < scalars.count, scalars[index + 1] == "\n" {
            index += 1
        }
        index += 1
        line += 1
        lineStart = index
    }
}
