/// A movement on one account: debit positive, credit negative, including VAT.
package struct Posting: Hashable, Sendable {
    package var account: AccountNumber
    /// nil: no VAT treatment.
    package var vatCode: VATCode?
    /// In øre.
    package var amount: Amount
    package var currency: Currency
    /// In minor units of ``currency``; zero for exchange differences.
    package var inCurrency: Amount
    /// The VAT inside ``amount``, in øre.
    package var vat: Amount
    /// Why it is there.
    package var reason: PostingReason

    package init(
        account: AccountNumber,
        vatCode: VATCode?,
        amount: Amount,
        currency: Currency,
        inCurrency: Amount,
        vat: Amount,
        reason: PostingReason
    ) {
        self.account = account
        self.vatCode = vatCode
        self.amount = amount
        self.currency = currency
        self.inCurrency = inCurrency
        self.vat = vat
        self.reason = reason
    }
}
