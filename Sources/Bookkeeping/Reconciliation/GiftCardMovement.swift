/// How the debt for gift cards moved: opening + issued + refunded to cards − redeemed − returned − expired = closing.
///
/// All in øre and positive as named.
package struct GiftCardMovement: Hashable, Sendable {
    package private(set) var issued = Amount.zero
    package private(set) var redeemed = Amount.zero
    package private(set) var refundedToCard = Amount.zero
    /// Sold cards that were taken back.
    package private(set) var soldCardRefunded = Amount.zero
    package private(set) var expired = Amount.zero

    package init() {}

    /// How much more is owed than before.
    package var change: Amount {
        issued + refundedToCard - redeemed - soldCardRefunded - expired
    }

    /// The debt at the end, which must be the sum of all cards.
    package func closing(opening: Amount) -> Amount { opening + change }

    mutating func add(_ posting: Posting) {
        switch posting.reason.subject {
        case .sale: issued -= posting.amount
        case .payment, .advance: redeemed += posting.amount
        case .moneyBack: refundedToCard -= posting.amount
        case .credit: soldCardRefunded += posting.amount
        case .expiry: expired += posting.amount
        case .receivable, .foreignVAT, .rounding, .exchangeDifference, .payout, .fee: break
        }
    }
}
