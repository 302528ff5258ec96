/// A line of an order with what the rules make of it.
struct DecidedLine: Sendable {
    /// Its place in the order.
    var index: Int
    var title: String
    var decision: VATDecision
    var supply: Supply
    /// As priced; after the order's discount once that is spread.
    var amount: Amount
    /// VAT of another country that is to be owed there.
    var foreignVAT: ForeignVAT?
}

extension SaleComposition {
    /// Decides one line.
    ///
    /// Throws the alert that holds the order.
    mutating func decided(_ index: Int, _ net: Amount) throws(Alert) -> DecidedLine {
        let line = order.lines[index]
        let title = line.title ?? line.sku ?? line.id
        let chosen = rules.products.isEmpty ? nil : rules.productRule(for: line)
        let supplyType = chosen?.rule.supplyType ?? line.supplyType
        let foreign = line.foreignVAT.flatMap { $0.amount.isZero ? nil : $0 }
        var supply = supply(.standard, supplyType, line: line)
        supply.hasForeignVAT = foreign != nil
        supply.productClass = try productClass(of: line, chosen?.rule, supply, title)
        guard var decision = decide(supply) else { throw .missingVATRule(title) }
        if let account = chosen?.rule.account {
            decision.account = account
            decision.accountChoice = .productRule(chosen?.number ?? 0)
        } else if let account = line.account {
            decision.account = account
            decision.accountChoice = .line
        }
        if decision.code == nil, supply.productClass != .deposit, !line.discount.isZero {
            throw .giftCardDiscount(title, line.discount, order.currency)
        }
        if let foreign { try check(foreign, decision, supply) }
        return DecidedLine(
            index: index,
            title: title,
            decision: decision,
            supply: supply,
            amount: net,
            foreignVAT: foreign
        )
    }

    /// What VAT wants to know of a supply: goods count where they go, remote services where the recipient
    /// belongs, physical services and rental where they are performed or used (Norway unless stated).
    func supply(_ productClass: ProductClass, _ type: SupplyType, line: OrderLine?) -> Supply {
        Supply(
            productClass: productClass,
            supplyType: type,
            destination: place(of: type, stated: line?.placeCountry),
            isBusiness: order.customer.kind == .business,
            hasTaxID: order.customer.organizationNumber != nil || order.customer.taxID != nil,
            isForResale: line?.isForResale ?? false,
            date: date
        )
    }

    private func place(of type: SupplyType, stated: String?) -> Destination {
        if let stated {
            return stated == order.shipTo.country
                ? destination : Destination(country: stated, postalCode: nil)
        }
        switch type {
        case .goods: return destination
        case .serviceRemote:
            let country = order.customer.country
            return country == order.shipTo.country
                ? destination
                : Destination(country: country, postalCode: order.customer.address?.postalCode)
        case .serviceLocal, .rental: return .norway
        }
    }

    /// The product's class: the company's rule, the source's word, else by the rate the shop charged.
    private func productClass(
        of line: OrderLine,
        _ rule: ProductRule?,
        _ supply: Supply,
        _ title: String
    ) throws(Alert) -> ProductClass {
        if let chosen = rule?.productClass ?? line.productClass {
            guard chosen == .giftCardSinglePurpose, rules.settings.voucherTreatment == .taxAtSale
            else { return chosen }
            guard let content = line.voucherClass else { throw .missingVATRule(title) }
            return content
        }
        guard supply.destination == .norway, rules.isSellerRegistered,
            let rate = line.shopVATRate
        else { return .standard }
        if rate == .zero { throw .missingVATRuleAtZero(title) }
        if let known = ProductClass(rate: rate, on: date) { return known }
        throw .vatDeviation(title, shop: "\(rate) %", rule: "25, 15, 12, 0 %")
    }

    private func check(
        _ foreign: ForeignVAT,
        _ decision: VATDecision,
        _ supply: Supply
    ) throws(Alert) {
        let settings = rules.settings
        let isRegistered =
            switch (supply.destination, supply.supplyType) {
            case (.unitedKingdom, _): settings.isUKVATRegistered
            case (_, .serviceRemote): settings.isOSSRegistered
            default: settings.isIOSSRegistered
            }
        guard isRegistered, decision.foreignVATAccount != nil else {
            throw .foreignVAT(foreign, order.currency)
        }
    }

    /// The order's discount over the lines that can bear it, and over shipping when the shop says so.
    ///
    /// Largest remainder; ties go to the lower account, so that the order of lines changes nothing.
    func discounts(
        _ lines: [DecidedLine],
        shipping: [Amount]
    ) throws(Alert) -> [Amount] {
        var shares = [Amount](repeating: .zero, count: lines.count + shipping.count)
        guard !order.orderDiscount.isZero else { return shares }
        // Stored value and deposits are not sold cheaper by a discount on the order.
        var bearing = lines.indices.filter {
            lines[$0].decision.code != nil && lines[$0].amount > .zero
        }
        .sorted { left, right in
            let (first, second) = (lines[left].decision, lines[right].decision)
            let keys = (
                PostingKey(account: first.account, code: first.code, rate: first.rate),
                PostingKey(account: second.account, code: second.code, rate: second.rate)
            )
            return keys.0 == keys.1 ? left < right : keys.0 < keys.1
        }
        if order.discountAppliesToShipping {
            bearing += shipping.indices.filter { shipping[$0] > .zero }.map { $0 + lines.count }
        }
        let weights = bearing.map {
            $0 < lines.count ? lines[$0].amount : shipping[$0 - lines.count]
        }
        guard weights.total >= order.orderDiscount else {
            throw lines.contains { $0.decision.code == nil }
                ? .giftCardDiscount(
                    lines.first { $0.decision.code == nil }?.title ?? "",
                    order.orderDiscount,
                    order.currency
                )
                : .impossibleFigure("orderDiscount")
        }
        for (index, share) in zip(bearing, order.orderDiscount.spread(over: weights)) {
            shares[index] = share
        }
        return shares
    }
}

extension ProductClass {
    /// The class that a rate charged in Norway tells of; nil for a rate that Norway does not have on that day.
    init?(rate: Percentage, on date: LocalDate) {
        let known = Self.taxed.first { VATCodeTable.rate(of: $0.code, on: date) == rate }
        guard let known else { return nil }
        self = known.productClass
    }

    private static let taxed: [(code: VATCode, productClass: ProductClass)] = [
        (VATCode("3"), .standard), (VATCode("31"), .food), (VATCode("33"), .low12),
        (VATCode("32"), .rawFish),
    ]
}
