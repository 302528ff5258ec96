import Bookkeeping

/// Tables as an Excel workbook (Office Open XML), one sheet for each.
struct Workbook: Sendable {
    private static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    private static let office = "http://schemas.openxmlformats.org"
    /// Longer names of sheets are refused by the programs that open them.
    private static let nameLimit = 31
    /// Longer texts do not fit a cell.
    private static let textLimit = 32_767

    private let tables: [ReportTable]

    init(_ tables: [ReportTable]) {
        self.tables = tables
    }

    var bytes: [UInt8] {
        var archive = ZipArchive()
        archive.add("[Content_Types].xml", Array(contentTypes.utf8))
        archive.add("_rels/.rels", Array(rootRelations.utf8))
        archive.add("xl/workbook.xml", Array(workbook.utf8))
        archive.add("xl/_rels/workbook.xml.rels", Array(relations.utf8))
        archive.add("xl/styles.xml", Array(Self.styles.utf8))
        for (index, table) in tables.enumerated() {
            archive.add("xl/worksheets/sheet\(index + 1).xml", Array(sheet(table).utf8))
        }
        return archive.bytes
    }

    private var contentTypes: String {
        let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
        let sheets = tables.indices.map {
            #"<Override PartName="/xl/worksheets/sheet\#($0 + 1).xml" ContentType="\#(kind).worksheet+xml"/>"#
        }
        return Self.head + #"<Types xmlns="\#(Self.office)/package/2006/content-types">"#
            + #"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
            + #"<Default Extension="xml" ContentType="application/xml"/>"#
            + #"<Override PartName="/xl/workbook.xml" ContentType="\#(kind).sheet.main+xml"/>"#
            + #"<Override PartName="/xl/styles.xml" ContentType="\#(kind).styles+xml"/>"#
            + sheets.joined() + "</Types>"
    }

    private var rootRelations: String {
        Self.head + #"<Relationships xmlns="\#(Self.office)/package/2006/relationships">"#
            + #"<Relationship Id="rId1" Type="\#(Self.office)/officeDocument/2006/relationships/officeDocument" "#
            + #"Target="xl/workbook.xml"/></Relationships>"#
    }

    private var relations: String {
        let type = "\(Self.office)/officeDocument/2006/relationships"
        let sheets = tables.indices.map {
            #"<Relationship Id="rId\#($0 + 1)" Type="\#(type)/worksheet" Target="worksheets/sheet\#($0 + 1).xml"/>"#
        }
        return Self.head + #"<Relationships xmlns="\#(Self.office)/package/2006/relationships">"#
            + sheets.joined()
            + #"<Relationship Id="rId\#(tables.count + 1)" Type="\#(type)/styles" Target="styles.xml"/>"#
            + "</Relationships>"
    }

    private var workbook: String {
        let sheets = tables.enumerated().map { index, table in
            #"<sheet name="\#(Self.name(table.title))" sheetId="\#(index + 1)" r:id="rId\#(index + 1)"/>"#
        }
        return Self.head + #"<workbook xmlns="\#(Self.office)/spreadsheetml/2006/main" "#
            + #"xmlns:r="\#(Self.office)/officeDocument/2006/relationships"><sheets>"#
            + sheets.joined() + "</sheets></workbook>"
    }

    /// 0 plain, 1 heading, 2 money with two decimals, 3 money without, 4 with three.
    private static let styles =
        head + #"<styleSheet xmlns="\#(office)/spreadsheetml/2006/main">"#
        + ##"<numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00"/>"##
        + ##"<numFmt numFmtId="165" formatCode="#,##0"/><numFmt numFmtId="166" formatCode="#,##0.000"/></numFmts>"##
        + #"<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>"#
        + #"<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>"#
        + #"<fills count="2"><fill><patternFill patternType="none"/></fill>"#
        + #"<fill><patternFill patternType="gray125"/></fill></fills>"#
        + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        + #"<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>"#
        + #"<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#
        + #"<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>"#
        + [164, 165, 166].map {
            #"<xf numFmtId="\#($0)" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"#
        }.joined()
        + "</cellXfs></styleSheet>"

    private func sheet(_ table: ReportTable) -> String {
        let header = table.header.enumerated().map { Self.text($1, at: $0, row: 1, style: 1) }
        let rows = table.rows.enumerated().map { index, row in
            let cells = row.enumerated().map { Self.cell($1, at: $0, row: index + 2) }
            return #"<row r="\#(index + 2)">\#(cells.joined())</row>"#
        }
        let widths = table.header.indices.map { column in
            let longest = table.rows.map { $0[column].plain.count }.max() ?? 0
            let width = min(60, max(longest, table.header[column].count) + 3)
            return
                #"<col min="\#(column + 1)" max="\#(column + 1)" width="\#(width)" customWidth="1"/>"#
        }
        return Self.head + #"<worksheet xmlns="\#(Self.office)/spreadsheetml/2006/main">"#
            + "<cols>\(widths.joined())</cols><sheetData>"
            + #"<row r="1">\#(header.joined())</row>"# + rows.joined()
            + "</sheetData></worksheet>"
    }

    private static func cell(_ cell: ReportTable.Cell, at column: Int, row: Int) -> String {
        let place = "\(letter(column))\(row)"
        switch cell {
        case .text(let text): return self.text(text, at: column, row: row, style: 0)
        case .count(let number): return #"<c r="\#(place)"><v>\#(number)</v></c>"#
        case .money(_, let currency):
            let style = currency.decimals == 0 ? 3 : currency.decimals == 3 ? 4 : 2
            return #"<c r="\#(place)" s="\#(style)"><v>\#(cell.plain)</v></c>"#
        }
    }

    private static func text(_ text: String, at column: Int, row: Int, style: Int) -> String {
        let shown = escaped(String(text.prefix(textLimit)))
        return #"<c r="\#(letter(column))\#(row)" s="\#(style)" t="inlineStr"><is>"#
            + #"<t xml:space="preserve">\#(shown)</t></is></c>"#
    }

    /// A table has far fewer columns than letters.
    private static func letter(_ column: Int) -> String {
        String(UnicodeScalar(UInt8(65 + min(column, 25))))
    }

    private static func name(_ title: String) -> String {
        escaped(String(title.filter { !"[]:*?/\\".contains($0) }.prefix(nameLimit)))
    }

    /// Also without the control characters that XML cannot hold.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case _ where scalar.value < 0x20 && !"\t\n\r".unicodeScalars.contains(scalar): continue
            case _ where scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
