import Bookkeeping

/// Tables as a PDF in A4, for the month pack: the standard fonts, no compression, no time, so that the same tables
/// give the same bytes.
struct PrintedReport: Sendable {
    /// In points.
    private enum Measure {
        static let width = 842
        static let height = 595
        static let margin = 40
        static let titleSize = 11
        static let size = 8
        static let leading = 11
        /// A letter of Courier is six tenths as wide as high.
        static let columns = (width - 2 * margin) * 10 / (size * 6)
    }

    private enum Line {
        case title(String)
        case row(String, isBold: Bool)
        case space
    }

    private let heading: String
    private let tables: [ReportTable]
    private let language: Language

    init(heading: String, _ tables: [ReportTable], _ language: Language) {
        self.heading = heading
        self.tables = tables
        self.language = language
    }

    var bytes: [UInt8] {
        let pages = self.pages
        var objects: [[UInt8]] = []
        let kids = pages.indices.map { "\(5 + $0 * 2) 0 R" }.joined(separator: " ")
        objects.append(Array("<< /Type /Catalog /Pages 2 0 R >>".utf8))
        objects.append(Array("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>".utf8))
        for font in ["Courier", "Courier-Bold"] {
            objects.append(
                Array(
                    "<< /Type /Font /Subtype /Type1 /BaseFont /\(font) /Encoding /WinAnsiEncoding >>"
                        .utf8
                )
            )
        }
        for (index, page) in pages.enumerated() {
            let content = content(page, number: index + 1, of: pages.count)
            objects.append(
                Array(
                    ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(Measure.width) \(Measure.height)] "
                        + "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents \(6 + index * 2) 0 R >>")
                        .utf8
                )
            )
            objects.append(
                Array("<< /Length \(content.count) >>\nstream\n".utf8) + content
                    + Array("\nendstream".utf8)
            )
        }
        return Self.document(objects)
    }

    private static func document(_ objects: [[UInt8]]) -> [UInt8] {
        var bytes = Array("%PDF-1.4\n".utf8)
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(bytes.count)
            bytes += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = bytes.count
        bytes += Array("xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8)
        for offset in offsets {
            let digits = String(offset)
            let padded = String(repeating: "0", count: 10 - digits.count) + digits
            bytes += Array("\(padded) 00000 n \n".utf8)
        }
        bytes += Array(
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
                .utf8
        )
        return bytes
    }

    // MARK: Pages

    private var pages: [[Line]] {
        let perPage = (Measure.height - 2 * Measure.margin) / Measure.leading - 2
        var pages: [[Line]] = [[]]
        for table in tables where !table.rows.isEmpty {
            let widths = widths(of: table)
            let head = Line.row(line(table.header, table, widths), isBold: true)
            if pages[pages.count - 1].count + 5 > perPage { pages.append([]) }
            pages[pages.count - 1] += [.title(table.title), head]
            for row in table.rows {
                if pages[pages.count - 1].count >= perPage { pages.append([head]) }
                let cells = row.map { $0.text(in: language) }
                pages[pages.count - 1].append(.row(line(cells, table, widths), isBold: false))
            }
            pages[pages.count - 1].append(.space)
        }
        return pages
    }

    /// As wide as the widest cell; what is too much is taken from the widest columns.
    private func widths(of table: ReportTable) -> [Int] {
        var widths = table.header.indices.map { column in
            max(
                table.header[column].count,
                table.rows.map { $0[column].text(in: language).count }.max() ?? 0
            )
        }
        let room = Measure.columns - 2 * (widths.count - 1)
        while widths.reduce(0, +) > room, let widest = widths.max(),
            let index = widths.lastIndex(of: widest)
        {
            widths[index] -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ table: ReportTable, _ widths: [Int]) -> String {
        zip(cells, widths).enumerated().map { column, cell in
            let (text, width) = cell
            let shown = text.count > width ? text.prefix(max(0, width - 1)) + "…" : text[...]
            let space = String(repeating: " ", count: max(0, width - shown.count))
            let isNumber = table.rows.first?[column].isNumber ?? false
            return isNumber ? space + shown : shown + space
        }.joined(separator: "  ")
    }

    private func content(_ lines: [Line], number: Int, of count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var y = Measure.height - Measure.margin
        func put(_ text: String, font: Int, size: Int) {
            bytes += Array("BT /F\(font) \(size) Tf \(Measure.margin) \(y) Td (".utf8)
            bytes += Self.encoded(text)
            bytes += Array(") Tj ET\n".utf8)
        }
        put("\(heading)   \(number) / \(count)", font: 1, size: Measure.size)
        y -= 2 * Measure.leading
        for line in lines {
            switch line {
            case .title(let text): put(text, font: 2, size: Measure.titleSize)
            case .row(let text, let isBold): put(text, font: isBold ? 2 : 1, size: Measure.size)
            case .space: break
            }
            y -= Measure.leading
        }
        return bytes
    }

    private static let special: [Character: UInt8] = [
        "€": 0x80, "…": 0x85, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "–": 0x96, "—": 0x97,
        "−": 0x2D,
    ]

    /// As the standard fonts write it; what they cannot is a question mark.
    private static func encoded(_ text: String) -> [UInt8] {
        text.flatMap { letter -> [UInt8] in
            if "()\\".contains(letter) { return [0x5C] + Array(String(letter).utf8) }
            if let byte = special[letter] { return [byte] }
            guard let scalar = letter.unicodeScalars.first, letter.unicodeScalars.count == 1,
                (0x20...0x7E).contains(scalar.value) || (0xA0...0xFF).contains(scalar.value)
            else { return [0x3F] }
            return [UInt8(scalar.value)]
        }
    }
}
