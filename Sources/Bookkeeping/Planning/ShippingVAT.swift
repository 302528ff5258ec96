/// The VAT of shipping: part of the price of what is delivered, and of its rate (merverdiavgiftsloven § 4-2).
struct ShippingVAT: Sendable {
    /// A share of a charge under one VAT code.
    struct Part: Sendable {
        var decision: VATDecision
        var amount: Amount
        var gross: Amount
        var kind = SaleComponent.Kind.revenue

        func component(_ index: Int, title: String?) -> SaleComponent {
            SaleComponent(
                origin: .shipping(index),
                kind: kind,
                title: kind == .foreignVAT
                    ? "\(title ?? "Frakt") (utenlandsk mva)" : title ?? "Frakt",
                decision: decision,
                amount: amount,
                gross: gross
            )
        }
    }

    /// The goods' values by VAT code, lower account first.
    private var goods: [(decision: VATDecision, value: Amount)] = []
    private var composition: SaleComposition
    var alerts: [Alert] { composition.alerts.filter { $0.code == .vatDeviation } }

    init(lines: [DecidedLine], composition: SaleComposition) {
        self.composition = composition
        for isAfterDiscount in [true, false] where goods.allSatisfy({ $0.value.isZero }) {
            goods = []
            for line in lines where line.decision.code != nil {
                let value =
                    isAfterDiscount
                    ? line.amount : composition.order.lines[line.index].listPrice
                if let index = goods.firstIndex(where: { $0.decision.code == line.decision.code }) {
                    goods[index].value += value
                } else {
                    goods.append((line.decision, value))
                }
            }
        }
        for index in goods.indices {
            goods[index].value = max(.zero, goods[index].value)
            adopt(shippingAccountOf: &goods[index].decision)
        }
        goods.sort {
            ($0.decision.account, $0.decision.code?.number ?? "")
                < ($1.decision.account, $1.decision.code?.number ?? "")
        }
    }

    /// The charge's parts, after its discounts.
    ///
    /// Throws the alert that holds the order.
    mutating func parts(of charge: ShippingCharge, _ amount: Amount) throws(Alert) -> [Part] {
        if let foreign = charge.foreignVAT, !foreign.amount.isZero {
            return try foreignParts(charge, foreign, amount)
        }
        let title = charge.title ?? "Frakt"
        if !composition.rules.isSellerRegistered, let vat = charge.shopVAT, !vat.isZero {
            throw .vatByUnregistered(title, vat.text(in: composition.order.currency))
        }
        let includesVAT = composition.order.pricesIncludeVAT
        let gross = includesVAT ? amount : amount + (charge.shopVAT ?? .zero)
        switch composition.rules.settings.shippingVATMode {
        case .shop:
            if let rate = charge.shopVATRate {
                return [Part(decision: try shopDecision(rate, title), amount: amount, gross: gross)]
            }
        case .fixed(let code):
            if standardSupply.destination == .norway {
                let decision = try fixedDecision(code, title)
                try check(charge, [decision], title)
                return [Part(decision: decision, amount: amount, gross: gross)]
            }
        case .follow: break
        }
        let parts = try followed(amount, gross, title)
        try check(charge, parts.map(\.decision), title)
        return parts
    }

    /// The goods' codes in proportion to their value; alone, or with a gift card, an ordinary supply.
    private func followed(
        _ amount: Amount,
        _ gross: Amount,
        _ title: String
    ) throws(Alert) -> [Part] {
        guard goods.contains(where: { !$0.value.isZero }) else {
            guard var decision = goods.first?.decision ?? composition.rules.decide(standardSupply)
            else { throw .missingVATRule(title) }
            adopt(shippingAccountOf: &decision)
            return [Part(decision: decision, amount: amount, gross: gross)]
        }
        let weights = goods.map(\.value)
        let amounts = amount.spread(over: weights)
        let grosses = gross == amount ? amounts : gross.spread(over: weights)
        return goods.indices.compactMap { index in
            amounts[index].isZero && grosses[index].isZero
                ? nil
                : Part(
                    decision: goods[index].decision,
                    amount: amounts[index],
                    gross: grosses[index]
                )
        }
    }

    private var standardSupply: Supply { composition.supply(.standard, .goods, line: nil) }

    /// The code whose rate the shop charged: that of the goods if one has it, else an ordinary one.
    private mutating func shopDecision(
        _ rate: Percentage,
        _ title: String
    ) throws(Alert) -> VATDecision {
        let same = goods.filter { $0.decision.rate == rate }.max { $0.value < $1.value }
        if let same { return same.decision }
        var supply = standardSupply
        let stated = ProductClass(rate: rate, on: composition.date)
        supply.productClass = stated ?? .standard
        guard var decision = composition.rules.decide(supply) else { throw .missingVATRule(title) }
        if decision.rate != rate {
            try composition.deviate(title, shop: "\(rate) %", rule: "\(decision.rate) %")
        }
        adopt(shippingAccountOf: &decision)
        decision.row = "§ 11-4"
        decision.reason = .init(
            nb: "Frakt etter mva nettbutikken har oppgitt (mval § 11-4).",
            en: "Shipping by the VAT that the shop stated (VAT Act § 11-4)."
        )
        return decision
    }

    private func fixedDecision(_ code: VATCode, _ title: String) throws(Alert) -> VATDecision {
        guard let rate = VATCodeTable.rate(of: code, on: composition.date),
            let account = composition.rules.salesAccount(code)
        else { throw .missingVATRule(title) }
        var decision = VATDecision(
            code: code,
            rate: rate,
            account: account,
            row: "shippingVatMode",
            accountChoice: .table,
            reason: .init(
                nb: "Frakt har alltid denne koden (egen innstilling).",
                en: "Shipping always has this code (your own setting)."
            )
        )
        adopt(shippingAccountOf: &decision)
        return decision
    }

    private mutating func check(
        _ charge: ShippingCharge,
        _ decisions: [VATDecision],
        _ title: String
    ) throws(Alert) {
        guard let stated = charge.shopVATRate,
            let other = decisions.first(where: { $0.rate != stated })
        else { return }
        try composition.deviate(title, shop: "\(stated) %", rule: "\(other.rate) %")
    }

    private func foreignParts(
        _ charge: ShippingCharge,
        _ foreign: ForeignVAT,
        _ amount: Amount
    ) throws(Alert) -> [Part] {
        var supply = standardSupply
        supply.hasForeignVAT = true
        let settings = composition.rules.settings
        let isRegistered =
            supply.destination == .unitedKingdom
            ? settings.isUKVATRegistered : settings.isIOSSRegistered
        guard isRegistered, var decision = composition.rules.decide(supply),
            let account = decision.foreignVATAccount
        else { throw .foreignVAT(foreign, composition.order.currency) }
        adopt(shippingAccountOf: &decision)
        let net = composition.order.pricesIncludeVAT ? amount - foreign.amount : amount
        let debt = SaleComponent.foreignVAT(
            foreign.amount,
            decision,
            account: account,
            title: charge.title ?? "Frakt",
            origin: .tip
        )
        return [
            Part(decision: decision, amount: net, gross: net),
            Part(
                decision: debt.decision,
                amount: foreign.amount,
                gross: foreign.amount,
                kind: .foreignVAT
            ),
        ]
    }

    /// Shipping goes where the code's sales go, unless the company has an account for it.
    private func adopt(shippingAccountOf decision: inout VATDecision) {
        guard let code = decision.code else { return }
        decision.accountChoice = .table
        if let own = composition.rules.shippingAccounts[code] {
            decision.account = own
            decision.accountChoice = .shipping
        } else if let account = composition.rules.salesAccount(code) {
            decision.account = account
        }
        decision.row = "§ 4-2"
        decision.reason = .init(
            nb: "Frakt følger varene den bringer (mval § 4-2).",
            en: "Shipping follows the goods it brings (VAT Act § 4-2)."
        )
    }
}

extension OrderLine {
    /// Before any discount.
    fileprivate var listPrice: Amount { unitPrice.times(quantity) }
}
