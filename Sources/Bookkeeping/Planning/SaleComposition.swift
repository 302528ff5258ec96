/// The parts of a sale: every line and charge with its discount, VAT code, rate, account and gross.
struct SaleComposition: Sendable {
    private(set) var components: [SaleComponent] = []
    private(set) var alerts: [Alert] = []
    let facts: OrderFacts
    var order: Order { facts.order }
    var rules: Rules { facts.rules }
    /// The day whose rules hold: the true day of delivery.
    let date: LocalDate
    /// Where goods go.
    let destination: Destination
    /// What was decided already; lines are often alike.
    private var decisions: [(supply: Supply, decision: VATDecision)] = []

    /// Throws the alert that holds the order.
    init(_ facts: OrderFacts, _ figures: OrderFigures, on date: LocalDate) throws(Alert) {
        self.facts = facts
        self.date = date
        let order = facts.order
        destination = Destination(
            country: order.shipTo.country,
            postalCode: order.shipTo.postalCode
        )
        var lines: [DecidedLine] = []
        lines.reserveCapacity(order.lines.count)
        components.reserveCapacity(order.lines.count + order.shipping.count + 2)
        for (index, net) in figures.lines.enumerated() {
            lines.append(try decided(index, net))
        }
        let discounts = try discounts(lines, shipping: figures.shipping)
        for index in lines.indices {
            lines[index].amount -= discounts[index]
            try addLine(lines[index])
        }
        if !order.shipping.isEmpty {
            let charges = figures.shipping.enumerated().map { index, amount in
                order.discountAppliesToShipping ? amount - discounts[lines.count + index] : amount
            }
            let shipping = try shippingParts(charges, lines)
            components += shipping.components
            alerts += shipping.alerts
        }
        addVAT()
        try check(lines)
        try addTip()
    }

    private func shippingParts(
        _ charges: [Amount],
        _ lines: [DecidedLine]
    ) throws(Alert) -> (components: [SaleComponent], alerts: [Alert]) {
        var shipping = ShippingVAT(lines: lines, composition: self)
        var parts: [SaleComponent] = []
        for (index, amount) in charges.enumerated() where !amount.isZero {
            let charge = order.shipping[index]
            for part in try shipping.parts(of: charge, amount) {
                parts.append(part.component(index, title: charge.title))
            }
        }
        return (parts, shipping.alerts)
    }

    /// The decision on a supply.
    mutating func decide(_ supply: Supply) -> VATDecision? {
        if let known = decisions.firstIndex(where: { $0.supply == supply }) {
            return decisions[known].decision
        }
        guard let decision = rules.decide(supply) else { return nil }
        decisions.append((supply, decision))
        return decision
    }

    /// Remarks of one kind that are kept; a document with more is wrong in the same way all through.
    private static let maximumRemarks = 10

    mutating func note(_ alert: Alert) {
        let alike = alerts.count { $0.code == alert.code }
        if alike < Self.maximumRemarks, !alerts.contains(alert) { alerts.append(alert) }
    }

    /// A rate or an amount that is not the rules': held, or noted when the company wants only a warning.
    mutating func deviate(_ what: String, shop: String, rule: String) throws(Alert) {
        guard rules.isSellerRegistered else { throw .vatByUnregistered(what, shop) }
        let alert = Alert.vatDeviation(what, shop: shop, rule: rule)
        if rules.settings.holdsOnVATDeviation { throw alert }
        note(alert)
    }

    private mutating func addLine(_ line: DecidedLine) throws(Alert) {
        let index = line.index
        let statedVAT = order.lines[index].shopVAT
        if let stated = order.lines[index].shopVATRate, line.foreignVAT == nil,
            !line.amount.isZero, stated != line.decision.rate
        {
            try deviate(line.title, shop: "\(stated) %", rule: "\(line.decision.rate) %")
        }
        if !rules.isSellerRegistered, let vat = statedVAT, !vat.isZero {
            throw .vatByUnregistered(line.title, vat.text(in: order.currency))
        }
        let foreign = line.foreignVAT?.amount ?? .zero
        let revenue = order.pricesIncludeVAT ? line.amount - foreign : line.amount
        var component = SaleComponent(
            origin: .line(index),
            kind: line.decision.code == nil ? .liability : .revenue,
            title: line.title,
            quantity: order.lines[index].quantity,
            sku: order.lines[index].sku,
            decision: line.decision,
            amount: revenue,
            gross: revenue
        )
        if !order.pricesIncludeVAT, line.foreignVAT == nil, let vat = statedVAT {
            component.gross += vat
        }
        components.append(component)
        addForeignVAT(foreign, line.decision, title: line.title, origin: .line(index))
    }

    private mutating func addForeignVAT(
        _ amount: Amount,
        _ decision: VATDecision,
        title: String,
        origin: SaleComponent.Origin
    ) {
        guard !amount.isZero, let account = decision.foreignVATAccount else { return }
        components.append(
            .foreignVAT(amount, decision, account: account, title: title, origin: origin)
        )
    }

    /// Net prices without stated VAT: the VAT of each code on the sum of the document, spread over its parts.
    private mutating func addVAT() {
        guard !order.pricesIncludeVAT else { return }
        var open: [PostingKey: [Int]] = [:]
        for (index, component) in components.enumerated() where component.kind == .revenue {
            let isStated =
                switch component.origin {
                case .line(let line): order.lines[line].shopVAT != nil
                case .shipping(let charge): order.shipping[charge].shopVAT != nil
                case .tip, .rounding: true
                }
            if !isStated, component.decision.rate != .zero {
                // One sum for a code, whatever the accounts.
                var key = component.key
                key.account = AccountNumber.lowest
                open[key, default: []].append(index)
            }
        }
        for (key, indices) in open {
            let sorted = indices.sorted {
                (components[$0].key, $0) < (components[$1].key, $1)
            }
            let sums = sorted.map { components[$0].amount }
            let vat = sums.total.addedVAT(at: key.rate)
            for (index, share) in zip(sorted, vat.spread(over: sums)) {
                components[index].gross += share
            }
        }
    }

    private mutating func check(_ lines: [DecidedLine]) throws(Alert) {
        if rules.isSellerRegistered, let (shop, rule) = VATControl(self).deviation() {
            try deviate(
                "Mva",
                shop: "\(shop.text(in: order.currency)) \(order.currency.code)",
                rule: "\(rule.text(in: order.currency)) \(order.currency.code)"
            )
        }
        let control = ForeignVATControl(lines: lines, facts: facts, date: date)
        if let remark = try control.remark() { note(remark) }
    }

    private mutating func addTip() throws(Alert) {
        if !order.tip.isZero {
            let supply = supply(.tip, .goods, line: nil)
            guard let decision = rules.decide(supply) else { throw .missingVATRule("Tips") }
            components.append(
                SaleComponent(
                    origin: .tip,
                    kind: decision.code == nil ? .liability : .revenue,
                    title: "Tips",
                    decision: decision,
                    amount: order.tip,
                    gross: order.tip
                )
            )
        }
        if !order.rounding.isZero { try addRounding(order.rounding) }
    }

    /// What nobody explains, or cash rounding that the source states.
    mutating func addRounding(_ amount: Amount) throws(Alert) {
        let decision = VATDecision(
            code: nil,
            rate: .zero,
            account: try rules.needed("rounding"),
            row: "7740",
            accountChoice: .table,
            reason: .init(nb: "Øreavrunding uten mva.", en: "Rounding without VAT.")
        )
        components.append(
            SaleComponent(
                origin: .rounding,
                kind: .rounding,
                title: "Øreavrunding",
                decision: decision,
                amount: amount,
                gross: amount
            )
        )
    }
}

extension SaleComponent {
    static func foreignVAT(
        _ amount: Amount,
        _ decision: VATDecision,
        account: AccountNumber,
        title: String,
        origin: Origin
    ) -> SaleComponent {
        var foreign = decision
        foreign.code = nil
        foreign.rate = .zero
        foreign.account = account
        return SaleComponent(
            origin: origin,
            kind: .foreignVAT,
            title: title + " (utenlandsk mva)",
            decision: foreign,
            amount: amount,
            gross: amount
        )
    }
}

extension AccountNumber {
    static let lowest = AccountNumber(unchecked: 1000)
}
