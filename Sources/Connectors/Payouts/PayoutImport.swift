package import Foundation

/// The providers whose settlement reports are imported as files.
package enum PayoutProvider: String, Hashable, Sendable, CaseIterable {
    case klarna
    case nets
    case stripe
}

/// Reads a provider's settlement report.
///
/// Pure. All figures of the report are checked against each other; a report with one wrong figure is refused
/// whole.
package enum PayoutImport {
    package static func read(
        _ file: Data,
        from provider: PayoutProvider
    ) throws(PayoutImportError) -> [SettledPayout] {
        let table = try CSVTable(file)
        let payouts =
            switch provider {
            case .klarna: try KlarnaReport(table).payouts()
            case .nets: try NetsReport(table).payouts()
            case .stripe: try StripeReport(table).payouts()
            }
        guard !payouts.isEmpty else { throw .nothingInIt }
        return payouts
    }
}
