/// Captured money, or stored value redeemed, for an order.
package struct Payment: Hashable, Sendable {
    /// The source's id of the transaction; part of the key under which the payment is booked.
    package var id: String?
    /// The method of the rules' payment table (`vipps`, `klarna`, `gift_card`), or the shop's own label.
    package var method: String
    package var amount: Amount
    package var date: LocalDate
    package var giftCardID: String?
    /// What really reached the account, when that is known and the order is not in NOK.
    package var amountNOK: Amount?

    package init(
        id: String? = nil,
        method: String,
        amount: Amount,
        date: LocalDate,
        giftCardID: String? = nil,
        amountNOK: Amount? = nil
    ) {
        self.id = id
        self.method = method
        self.amount = amount
        self.date = date
        self.giftCardID = giftCardID
        self.amountNOK = amountNOK
    }

    /// Whether money came; the company's own invoice is a promise, not a payment.
    var isMoney: Bool { method != "invoice" && method.lowercased() != "invoice" }
}
