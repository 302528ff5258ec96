/// Gift cards whose time is out, as a person has confirmed: never booked by itself.
package struct GiftCardExpiry: Hashable, Sendable {
    package struct Item: Hashable, Sendable {
        package var giftCardID: String
        /// What was left on the card, in øre.
        package var remaining: Amount

        package init(giftCardID: String, remaining: Amount) {
            self.giftCardID = giftCardID
            self.remaining = remaining
        }
    }

    package var date: LocalDate
    package var items: [Item]

    package init(date: LocalDate, items: [Item]) {
        self.date = date
        self.items = items
    }
}
