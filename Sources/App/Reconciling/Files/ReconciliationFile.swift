import Bookkeeping
import Dashboard
import Foundation

/// A report as a file; the same report gives the same bytes.
struct ReconciliationFile: Sendable {
    let report: ReconciliationDocument
    /// The company's name, for the heading.
    let name: String
    let language: Language

    init(_ report: ReconciliationDocument, name: String, language: Language) {
        self.report = report
        self.name = name
        self.language = language
    }

    /// Throws `CommandFailure` for a form that there is none of.
    func file(_ format: String) throws -> WorkFile {
        let bytes: [UInt8]
        let type: String
        switch format {
        case "json":
            bytes = Array(try report.json(in: language)) + Array("\n".utf8)
            type = "application/json; charset=utf-8"
        case "text": (bytes, type) = (Array(text.utf8), "text/plain; charset=utf-8")
        case "csv": (bytes, type) = (Array(csv.utf8), "text/csv; charset=utf-8")
        case "xlsx":
            bytes = Workbook(report.tables(in: language)).bytes
            type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case "pdf":
            bytes = PrintedReport(heading: heading, report.tables(in: language), language).bytes
            type = "application/pdf"
        default:
            throw CommandFailure(
                "“\(format)” is no form of a report: text, json, csv, xlsx or pdf.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        let ending = format == "text" ? "txt" : format
        return WorkFile(
            name: "\(report.company)-\(report.period).\(ending)",
            type: type,
            bytes: bytes
        )
    }

    private var heading: String { "\(name) · \(report.from) – \(report.to)" }

    private var text: String {
        let parts = report.tables(in: language).filter { !$0.rows.isEmpty }.map { table in
            var grid = TextTable(header: table.header)
            grid.rows = table.rows.map { row in row.map { $0.text(in: language) } }
            return "\(table.title)\n\n\(grid.text)\n"
        }
        return "\(heading)\n\n" + parts.joined(separator: "\n")
    }

    private var csv: String {
        CSVLine.mark
            + report.tables(in: language).map { table in
                let rows = table.rows.map { row in
                    CSVLine.text(
                        row.map { cell in
                            guard cell.isNumber, language == .nb else { return cell.plain }
                            return cell.plain.replacing(".", with: ",")
                        }
                    )
                }
                return CSVLine.text([table.title]) + CSVLine.text(table.header) + rows.joined()
            }.joined(separator: "\r\n")
    }
}
