/// Orders of which nothing is left to chance, for counting and timing what they cost.
package enum PlainShopOrder: Sendable {
    /// A consumer pays by card and gets the goods.
    case consumer
    /// A business gets the goods, and pays within its terms.
    case business
    /// A consumer sends everything back.
    case returned

    /// The order; the same `customer` is the same customer.
    package func generated(number: Int64, customer: Int64) -> GeneratedOrder {
        var life = ShopLife(
            number: number,
            createdAt: 1_767_596_400 + number % 10_000 * 60,
            customer: ShopCustomer(
                id: 8_200_000_000_000 + customer,
                firstName: "Kunde",
                lastName: "Nummer \(customer)"
            )
        )
        if self == .business {
            life.includesTax = false
            life.companyID = ShopBusinesses.ids[Int(customer) % ShopBusinesses.ids.count]
            life.dueDays = 14
        }
        life.buy(ShopCatalogue.articles[0], quantity: 1)
        life.ship(for: 7_900)
        life.tell("orders/create")
        life.pass(30)
        life.pay(self == .business ? "bank_transfer" : "shopify_payments")
        life.tell("orders/paid")
        life.pass(86_400)
        life.fulfill()
        life.tell("orders/fulfilled")
        if self == .returned {
            life.pass(3 * 86_400)
            life.give(life.refundOfAll(restockType: "return"))
            life.tell("refunds/create", body: life.refunds.last.map(life.refundJSON))
        }
        return life.generated
    }
}
