/// A voucher (bilag): postings that sum to zero.
///
/// One that exists is balanced, and no amount in it is beyond ``limit``.
package struct Voucher: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case advance
        case sale
        case payment
        case creditNote
        case refundPayment
        /// Credit and money back in one, when sales are booked without invoices.
        case refund
        case payout
        case giftCardExpiry
    }

    /// The largest absolute amount of a posting: what an amount from outside can be in NOK.
    static let limit = Amount(minor: Amount.limit * 100)

    package let kind: Kind
    package let date: LocalDate
    package let currency: Currency
    package let postings: [Posting]
    /// The refund this voucher books, by the source's id.
    package let refundID: String?

    /// Whether the postings are in several currencies, so that only NOK must balance.
    package var isMixed: Bool { postings.contains { $0.currency != currency } }

    /// nil when the postings do not sum to zero in NOK and, unless mixed, in their currency.
    package init?(
        kind: Kind,
        date: LocalDate,
        currency: Currency,
        postings: [Posting],
        refundID: String? = nil
    ) {
        let isMixed = postings.contains { $0.currency != currency }
        // Summed wider than an amount is, so that nothing can hide in an overflow.
        var sum: Int128 = 0
        var inCurrency: Int128 = 0
        for posting in postings {
            guard max(posting.amount.magnitude, posting.inCurrency.magnitude) <= Self.limit else {
                return nil
            }
            sum += Int128(posting.amount.minor)
            inCurrency += Int128(posting.inCurrency.minor)
        }
        guard sum == 0, isMixed || inCurrency == 0 else { return nil }
        self.kind = kind
        self.date = date
        self.currency = currency
        self.postings = postings
        self.refundID = refundID
    }

    /// The same voucher on another day, with postings that balance because its own do.
    init(balanced other: Voucher, date: LocalDate, postings: [Posting]) {
        kind = other.kind
        self.date = date
        currency = other.currency
        self.postings = postings
        refundID = other.refundID
    }
}
