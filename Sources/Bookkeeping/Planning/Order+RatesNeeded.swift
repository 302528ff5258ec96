/// A currency on a day whose rate is to be known.
package struct RateQuestion: Hashable, Sendable {
    package let currency: Currency
    package let day: LocalDate

    package init(_ currency: Currency, _ day: LocalDate) {
        self.currency = currency
        self.day = day
    }
}

extension Bookkeeper {
    /// The rates that planning the order may ask for: none for an order wholly in NOK.
    ///
    /// A few more than are used in the end: whether a day counts is the planner's decision. At most three
    /// currencies, and a day for the sale and for each payment and refund.
    package func ratesNeeded(for order: Order) -> Set<RateQuestion> {
        var currencies: Set<Currency> = [order.currency]
        // Limits of foreign VAT schemes are in the scheme's currency.
        let isForeignVAT =
            order.lines.contains { $0.foreignVAT != nil }
            || order.shipping.contains { $0.foreignVAT != nil }
        if isForeignVAT {
            currencies.formUnion(["EUR", "GBP"].compactMap { Currency(code: $0) })
        } else if rules.settings.isIOSSRegistered,
            Destination(country: order.shipTo.country, postalCode: nil) == .europeanUnion
        {
            // Whether the consignment is one of low value, for which the shop should have collected.
            currencies.formUnion(["EUR"].compactMap { Currency(code: $0) })
        }
        currencies.remove(.nok)
        guard !currencies.isEmpty else { return [] }
        let sale = order.fulfilledDate ?? order.orderDate
        var days: Set<LocalDate> = [sale, rules.openDay(on: sale)]
        for date in order.payments.map(\.date) + order.refunds.map(\.date) {
            days.formUnion([date, rules.openDay(on: date)])
        }
        return Set(currencies.flatMap { currency in days.map { RateQuestion(currency, $0) } })
    }
}
