package import Foundation

extension PayoutProvider {
    /// Whose report a file is, by the columns that only this provider's have.
    ///
    /// Throws ``PayoutImportError`` for what is no CSV; nil for a report of nobody we know.
    package static func of(_ file: Data) throws(PayoutImportError) -> PayoutProvider? {
        let table = try CSVTable(file)
        if table.records.contains(where: {
            ReportSection(heading: $0).has("total_settlement_amount")
        }) {
            return .klarna
        }
        guard let heading = table.records.first.map(ReportSection.init(heading:)) else {
            return nil
        }
        if heading.has("automatic_payout_id") { return .stripe }
        return NetsReport.reads(heading) ? .nets : nil
    }
}
