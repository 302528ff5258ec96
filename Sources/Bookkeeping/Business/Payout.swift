/// What a payment provider paid out: its settlement report as bookkeeping sees it.
package struct Payout: Hashable, Sendable {
    /// One line of the report; refunds and chargebacks are negative.
    package struct Item: Hashable, Sendable {
        /// `charge`, `refund` … as the provider names it.
        package var type: String
        /// The order or payment that it is about.
        package var reference: String?
        package var amount: Amount

        package init(type: String, reference: String? = nil, amount: Amount) {
            self.type = type
            self.reference = reference
            self.amount = amount
        }
    }

    package var method: String
    package var date: LocalDate
    package var currency: Currency
    package var items: [Item]
    package var fee: Amount
    /// The VAT code of the fee; nil: none, as payment services are exempt (mval § 3-6 c).
    package var feeVATCode: VATCode?
    package var bankCurrency: Currency
    /// What reached the bank; negative when the company had to pay.
    package var bankAmount: Amount
    /// The book value of the items, in øre, when they are not in NOK.
    package var clearingNOK: Amount?

    package init(
        method: String,
        date: LocalDate,
        currency: Currency,
        items: [Item],
        fee: Amount = .zero,
        feeVATCode: VATCode? = nil,
        bankCurrency: Currency,
        bankAmount: Amount,
        clearingNOK: Amount? = nil
    ) {
        self.method = method
        self.date = date
        self.currency = currency
        self.items = items
        self.fee = fee
        self.feeVATCode = feeVATCode
        self.bankCurrency = bankCurrency
        self.bankAmount = bankAmount
        self.clearingNOK = clearingNOK
    }
}
