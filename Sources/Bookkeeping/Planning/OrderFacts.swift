/// What an order is planned from, in one place that all parts of the planner share.
///
/// Order and rules are large values: each copy of one counts dozens of references.
final class OrderFacts: Sendable {
    let order: Order
    let rules: Rules
    let rates: ExchangeRates

    init(_ order: Order, rules: Rules, rates: ExchangeRates) {
        self.order = order
        self.rules = rules
        self.rates = rates
    }
}
