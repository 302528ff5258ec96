/// Whether VAT of the EU or the United Kingdom may be collected on a consignment of this value.
///
/// Source: Directive 2006/112/EC art. 369l (EUR 150); gov.uk, goods sold directly to customers (GBP 135).
struct ForeignVATControl {
    let lines: [DecidedLine]
    let facts: OrderFacts
    let date: LocalDate
    private var order: Order { facts.order }
    private var rules: Rules { facts.rules }

    /// A remark for the books; throws the alert that holds the order.
    func remark() throws(Alert) -> Alert? {
        let isAsked = rules.settings.isIOSSRegistered || lines.contains { $0.foreignVAT != nil }
        guard isAsked else { return nil }
        let goods = lines.filter {
            $0.supply.supplyType == .goods && $0.decision.code != nil && !$0.supply.isBusiness
        }
        guard let first = goods.first,
            let limit = limit(of: first.supply.destination)
        else { return nil }
        let collects = goods.contains { $0.foreignVAT != nil }
        let mayRemark = rules.settings.isIOSSRegistered && limit.currency.code == "EUR"
        guard collects || mayRemark else { return nil }
        guard let isAbove = isAbove(limit, value: intrinsicValue(goods)) else {
            if collects { throw .missingRate(limit.currency, on: date) }
            return nil
        }
        if collects, isAbove { throw .foreignVATThreshold(limit.amount, in: limit.currency) }
        return !collects && !isAbove ? .lowValueNoIOSS(limit.amount, in: limit.currency) : nil
    }

    private func limit(of destination: Destination) -> (amount: Amount, currency: Currency)? {
        switch destination {
        case .europeanUnion: Currency(code: "EUR").map { (rules.settings.iossLimit, $0) }
        case .unitedKingdom: Currency(code: "GBP").map { (rules.settings.ukLimit, $0) }
        default: nil
        }
    }

    /// The goods without freight and without VAT.
    private func intrinsicValue(_ goods: [DecidedLine]) -> Amount {
        goods.reduce(.zero) { sum, line in
            let vat = order.pricesIncludeVAT ? line.foreignVAT?.amount ?? .zero : .zero
            return sum + line.amount - vat
        }
    }

    private func isAbove(
        _ limit: (amount: Amount, currency: Currency),
        value: Amount
    ) -> Bool? {
        if limit.currency == order.currency { return value > limit.amount }
        let age = rules.settings.maximumRateAge
        guard let own = facts.rates.rate(of: order.currency, on: date, maximumAge: age),
            let other = facts.rates.rate(of: limit.currency, on: date, maximumAge: age),
            let valueNOK = own.converted(value, from: order.currency),
            let limitNOK = other.converted(limit.amount, from: limit.currency)
        else { return nil }
        return valueNOK > limitNOK
    }
}
