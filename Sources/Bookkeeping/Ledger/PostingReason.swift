/// Why a posting is there: what it books and by which rules, kept as values until somebody asks for the sentence.
package struct PostingReason: Hashable, Sendable {
    /// What a posting books.
    package enum Subject: Hashable, Sendable {
        case receivable
        /// Money or stored value received, by its method.
        case payment(String)
        case advance
        /// Sold: revenue, or a debt that a sale makes (gift card, tip, deposit).
        case sale
        case foreignVAT
        case rounding
        /// What a refund takes back of a sale.
        case credit
        /// Money given back, by its method.
        case moneyBack(String)
        case exchangeDifference
        /// Paid out by a provider.
        case payout
        case fee
        case expiry
    }

    package var subject: Subject
    /// The rules that decided, in the order in which they first applied.
    package var decisions: [VATDecision]
    /// The rate of exchange; nil in NOK.
    package var rate: ExchangeRate?

    package init(_ subject: Subject, decisions: [VATDecision] = [], rate: ExchangeRate? = nil) {
        self.subject = subject
        self.decisions = decisions
        self.rate = rate
    }
}
