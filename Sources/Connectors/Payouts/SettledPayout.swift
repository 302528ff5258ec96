package import Bookkeeping

/// A provider's payout with the key under which it is booked once.
package struct SettledPayout: Hashable, Sendable {
    /// The same whenever and however the payout is read: `klarna/XISA93DJ`.
    package var id: String
    package var payout: Payout

    package init(id: String, payout: Payout) {
        self.id = id
        self.payout = payout
    }

    /// The items that belong to no known order: without a reference, or with one that nobody knows.
    ///
    /// They move the clearing account as well, and keep it from reaching zero until a person has explained them.
    package func unmatched(isKnown: (_ reference: String) -> Bool) -> [Payout.Item] {
        payout.items.filter { item in item.reference.map { !isKnown($0) } ?? true }
    }
}
