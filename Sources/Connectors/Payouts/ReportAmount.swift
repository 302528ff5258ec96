import Bookkeeping

/// Reads amounts as people and their spreadsheets write them: `1 234,50`, `1,234.50`, `−12.3`.
enum ReportAmount {
    /// nil for anything that can be read in two ways, such as `1,234`, or not at all.
    static func read(_ text: String, in currency: Currency) -> Amount? {
        var digits = Array(text.unicodeScalars.filter { !isSpace($0) })
        let isNegative = digits.first == "-" || digits.first == "\u{2212}"
        if isNegative || digits.first == "+" { digits.removeFirst() }
        guard let first = digits.first, isDigit(first) else { return nil }
        let marks = digits.filter { $0 == "," || $0 == "." }
        guard let last = marks.last else { return amount(digits, isNegative, currency) }
        let isDecimal: Bool
        if Set(marks).count == 2 {
            // 1.234,50: only the last mark is the decimal one, and it stands once.
            guard marks.count(where: { $0 == last }) == 1 else { return nil }
            isDecimal = true
        } else if marks.count > 1 {
            isDecimal = false
        } else {
            let decimals = digits.reversed().prefix { $0 != last }.count
            guard decimals <= currency.decimals else { return nil }
            isDecimal = true
        }
        guard groupsAreWhole(digits, decimalMark: isDecimal ? last : nil) else { return nil }
        var plain: [Unicode.Scalar] = []
        for scalar in digits {
            if scalar == last, isDecimal {
                plain.append(".")
            } else if scalar != ",", scalar != "." {
                plain.append(scalar)
            }
        }
        return amount(plain, isNegative, currency)
    }

    /// Between marks of thousands stand exactly three digits.
    private static func groupsAreWhole(
        _ digits: [Unicode.Scalar],
        decimalMark: Unicode.Scalar?
    ) -> Bool {
        let whole = digits.prefix { $0 != decimalMark }
        let groups = whole.split(omittingEmptySubsequences: false) { $0 == "," || $0 == "." }
        guard groups.count > 1 else { return true }
        return (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    }

    private static func amount(
        _ digits: some Sequence<Unicode.Scalar>,
        _ isNegative: Bool,
        _ currency: Currency
    ) -> Amount? {
        var text = String.UnicodeScalarView()
        if isNegative { text.append("-") }
        text.append(contentsOf: digits)
        return Amount(String(text), in: currency)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    /// Blanks, hard and narrow ones too, and the apostrophe of Swiss reports.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "'"
    }
}
