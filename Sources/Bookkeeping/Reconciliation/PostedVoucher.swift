/// A voucher as the ledger has it, read back.
package struct PostedVoucher: Hashable, Sendable {
    /// A movement on one account.
    package struct Line: Hashable, Sendable {
        package var account: AccountNumber
        /// nil: no VAT treatment.
        package var vatCode: VATCode?
        /// Including VAT, debit positive, in øre.
        package var amount: Amount
        /// The VAT inside ``amount``, as the ledger split it off.
        package var vat: Amount

        package init(
            account: AccountNumber,
            vatCode: VATCode?,
            amount: Amount,
            vat: Amount = .zero
        ) {
            self.account = account
            self.vatCode = vatCode
            self.amount = amount
            self.vat = vat
        }
    }

    /// The ledger's own number or id.
    package var id: String
    /// The order that it belongs to by the link both ways; nil when it names none.
    package var orderNumber: String?
    package var date: LocalDate
    package var lines: [Line]
    /// The number that people know the voucher by.
    package var number: String?
    /// The invoice that it is, or belongs to.
    package var invoiceNumber: String?

    package init(
        id: String,
        orderNumber: String?,
        date: LocalDate,
        lines: [Line],
        number: String? = nil,
        invoiceNumber: String? = nil
    ) {
        self.id = id
        self.orderNumber = orderNumber
        self.date = date
        self.lines = lines
        self.number = number
        self.invoiceNumber = invoiceNumber
    }
}
