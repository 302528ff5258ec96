/// Says what the books should be for an order: a pure function of the order, the company's rules and the rates.
package struct Bookkeeper: Hashable, Sendable {
    package let rules: Rules
    package let rates: ExchangeRates

    package init(rules: Rules, rates: ExchangeRates = .none) {
        self.rules = rules
        self.rates = rates
    }

    /// The plan.
    ///
    /// Whatever the order holds, there is one: a refusal is a plan that holds it back and says why.
    ///
    /// The figures are checked before anything else, then whether the order is to be booked at all, then how.
    package func plan(_ order: Order) -> Plan {
        do throws(Alert) {
            let figures = try OrderFigures(order)
            if let total = figures.total {
                let difference = order.total - total
                guard difference.magnitude.minor <= rules.settings.totalTolerance else {
                    return .held(.totalMismatch(lines: total, order: order.total, order.currency))
                }
            }
            let facts = OrderFacts(order, rules: rules, rates: rates)
            switch try OrderGate(facts).decision() {
            case .waits(let alert): return .waiting(alert)
            case .advanceOnly(let reason):
                return try AdvancePlanner(order, reason: reason, rules: rules, rates: rates).plan()
            case .books(let day, let alerts):
                var planner = try OrderPlanner(facts, figures, delivered: day)
                return try planner.plan(alerts)
            }
        } catch {
            return .held(error)
        }
    }
}
