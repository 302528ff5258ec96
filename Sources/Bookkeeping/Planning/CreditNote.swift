/// A credit note (kreditnota) to be made in the ledger: what it takes back of a sale.
///
/// Source: bokføringsforskriften § 5-2-7: its own number, a reference to the original, never a change of it.
package struct CreditNote: Hashable, Sendable {
    /// The number of the order whose invoice is credited.
    package var orderNumber: String
    /// The source's id of the refund; part of the key under which the credit note is booked.
    package var refundID: String
    package var date: LocalDate
    package var currency: Currency
    /// What is taken back, positive; the sale's accounts and codes.
    package var lines: [DocumentLine]
    /// Including VAT.
    ///
    /// Equals the sum of the lines' `gross`.
    package var total: Amount

    package init(
        orderNumber: String,
        refundID: String,
        date: LocalDate,
        currency: Currency,
        lines: [DocumentLine],
        total: Amount
    ) {
        self.orderNumber = orderNumber
        self.refundID = refundID
        self.date = date
        self.currency = currency
        self.lines = lines
        self.total = total
    }
}
