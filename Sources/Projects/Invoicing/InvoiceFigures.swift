import Bookkeeping

/// The amounts of a Rentman invoice in whole øre, tied to what it says it comes to.
struct InvoiceFigures: Hashable, Sendable {
    /// For each line, excluding VAT.
    private(set) var net: [Amount]
    private(set) var vat: [Amount]
    /// Including VAT.
    private(set) var gross: Amount

    private static let lineLimit = 10_000
    /// More than this between lines and totals is no rounding: both are computed from the same numbers.
    private static let tolerance = Amount(minor: 1)

    /// Throws the alert that holds the invoice.
    init(_ invoice: RentalInvoice) throws(Alert) {
        guard invoice.lines.count <= Self.lineLimit else { throw .rentmanTooLong(invoice.number) }
        let checks: [(LocalizedText, UnroundedAmount, UnroundedAmount)] = [
            (.withoutVAT, invoice.lines.map(\.net).total, invoice.net),
            (.onlyVAT, invoice.lines.map(\.vat).total, invoice.vat),
            (.withVAT, invoice.net + invoice.vat, invoice.gross),
        ]
        for (what, lines, stated) in checks {
            guard (lines - stated).rounded.magnitude <= Self.tolerance else {
                throw .rentmanDoesNotTie(invoice.number, what, lines.rounded, stated.rounded)
            }
        }
        net = Self.rounded(invoice.lines.map(\.net), to: invoice.net.rounded)
        vat = Self.rounded(invoice.lines.map(\.vat), to: invoice.vat.rounded)
        // Net and VAT are each rounded; their sum is what the customer is asked for.
        gross = net.total + vat.total
        // A credit note's sign is not promised: whichever it has, it takes back.
        if invoice.isCreditNote, gross > .zero {
            net = net.map { -$0 }
            vat = vat.map { -$0 }
            gross = -gross
        }
    }

    /// Rounds each, then moves single øre where rounding changed most, until they sum to the total.
    private static func rounded(_ amounts: [UnroundedAmount], to total: Amount) -> [Amount] {
        var result = amounts.map(\.rounded)
        let missing = (total - result.total).minor
        let step = Amount(minor: missing < 0 ? -1 : 1)
        // Rounding cannot leave more than half an øre for each; the guard on the totals allows one more.
        let order = amounts.indices.filter { !amounts[$0].isZero }.sorted { left, right in
            let gains = (amounts[left].roundingGain, amounts[right].roundingGain)
            return gains.0 == gains.1
                ? left < right : (missing < 0 ? gains.0 > gains.1 : gains.0 < gains.1)
        }
        for index in order.prefix(Int(missing.magnitude)) { result[index] += step }
        return result
    }
}

extension LocalizedText {
    fileprivate static let withoutVAT = LocalizedText(
        nb: "linjene uten mva.",
        en: "the lines excluding VAT"
    )
    fileprivate static let onlyVAT = LocalizedText(nb: "linjenes mva.", en: "the lines' VAT")
    fileprivate static let withVAT = LocalizedText(
        nb: "summen med mva.",
        en: "the sum including VAT"
    )
}
