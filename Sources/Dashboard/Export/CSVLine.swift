/// A line of comma-separated values as spreadsheets in Norway read them: parted by semicolons, quoted (RFC 4180).
package enum CSVLine {
    /// Tells a spreadsheet that the text is UTF-8.
    package static let mark = "\u{feff}"

    package static func text(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ";") + "\r\n"
    }

    /// A text that a spreadsheet would take for a formula begins with an apostrophe instead.
    private static func cell(_ text: String) -> String {
        let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) }
        let isNumber = text.wholeMatch(of: /-?\d+([.,]\d+)?/) != nil
        let safe = isFormula == true && !isNumber ? "'" + text : text
        let needsQuotes = safe.unicodeScalars.contains { ";\"\r\n,".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}
