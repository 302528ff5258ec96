/// A movement on one account: debit positive, credit negative, including VAT, in øre.
package struct Posting: Hashable, Sendable {
    package var account: AccountNumber
    /// nil: no VAT treatment.
    package var vatCode: VATCode?
    package var amount: Amount
    /// The VAT inside `amount`.
    package var vat: Amount

    package init(account: AccountNumber, vatCode: VATCode?, amount: Amount, vat: Amount) {
        self.account = account
        self.vatCode = vatCode
        self.amount = amount
        self.vat = vat
    }
}

/// A voucher (bilag): postings that sum to zero. One that exists is balanced.
package struct Voucher: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable {
        case sale
        case payment
    }

    package let kind: Kind
    package let date: LocalDate
    package let postings: [Posting]

    /// nil when the postings do not sum to zero.
    package init?(kind: Kind, date: LocalDate, postings: [Posting]) {
        guard postings.map(\.amount).total.isZero else { return nil }
        self.kind = kind
        self.date = date
        self.postings = postings
    }
}
