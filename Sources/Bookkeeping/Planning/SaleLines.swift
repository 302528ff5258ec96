/// The lines of a sales document with the VAT code, rate and account of each, and why.
struct SaleLines: Sendable {
    private(set) var lines: [DocumentLine] = []
    private(set) var explanation: [LocalizedText] = []
    private let currency: Currency

    /// Decides every line and shipping charge. Throws the alert that holds the order.
    init(_ order: Order, _ pricing: OrderPricing, rules: Rules, date: LocalDate) throws(Alert) {
        currency = order.currency
        for (line, part) in zip(order.lines, pricing.lines) {
            try add(line, part, of: order, rules: rules, date: date)
        }
        try check(order, rules: rules)
        for (charge, part) in zip(order.shipping, pricing.shipping) where !part.gross.isZero {
            try add(charge, part, of: order, rules: rules, date: date)
        }
        if !order.tip.isZero {
            try addFixed(order.tip, "Tips", .tip, order, rules: rules, date: date)
        }
        if !order.rounding.isZero { try addRounding(order.rounding, rules: rules) }
    }

    private mutating func add(
        _ line: OrderLine,
        _ part: OrderPricing.Part,
        of order: Order,
        rules: Rules,
        date: LocalDate
    ) throws(Alert) {
        if let foreign = line.foreignVAT { throw .foreignVAT(foreign.country) }
        let title = line.title ?? line.sku ?? line.id
        let chosen = rules.productRule(for: line)
        let supply = Rules.Supply(
            productClass: try productClass(of: line, chosen?.rule, order, date, title),
            supplyType: chosen?.rule.supplyType ?? line.supplyType,
            country: line.placeCountry ?? order.shipTo.country,
            postalCode: order.shipTo.postalCode,
            isBusiness: order.customer.kind == .business,
            isForResale: line.isForResale,
            date: date
        )
        guard var decision = rules.decide(supply) else { throw .missingVATRule(title) }
        if let account = chosen?.rule.account ?? line.account { decision.account = account }
        if let stated = line.shopVATRate, decision.code != nil, stated != decision.rate,
            !part.gross.isZero
        {
            guard rules.isSellerRegistered else { throw .vatByUnregistered(title) }
            if rules.holdsOnVATDeviation {
                throw .vatDeviation(title, shop: "\(stated) %", rule: "\(decision.rate) %")
            }
        }
        append(title, line.quantity, part, decision, sku: line.sku, chosen: chosen?.number)
    }

    /// The product's class: the company's rule, the source's word, else by the rate the shop charged.
    private func productClass(
        of line: OrderLine,
        _ rule: Rules.ProductRule?,
        _ order: Order,
        _ date: LocalDate,
        _ title: String
    ) throws(Alert) -> ProductClass {
        if let chosen = rule?.productClass ?? line.productClass { return chosen }
        guard order.shipTo.country == "NO", let rate = line.shopVATRate else { return .standard }
        if rate == .general { return .standard }
        if rate == .food { return .food }
        if rate == .low(on: date) { return .low12 }
        if rate == .zero {
            let isAbroad = !Rules.Supply(
                productClass: .standard,
                supplyType: .goods,
                country: order.shipTo.country,
                postalCode: order.shipTo.postalCode,
                isBusiness: false,
                isForResale: false,
                date: date
            ).isDomestic
            if isAbroad { return .standard }
            throw .missingVATRule(title)
        }
        throw .vatDeviation(title, shop: "\(rate) %", rule: "25, 15, 12, 0 %")
    }

    private mutating func add(
        _ charge: ShippingCharge,
        _ part: OrderPricing.Part,
        of order: Order,
        rules: Rules,
        date: LocalDate
    ) throws(Alert) {
        if let foreign = charge.foreignVAT { throw .foreignVAT(foreign.country) }
        let title = charge.title ?? "Frakt"
        if rules.shippingVATMode == .shop, let rate = charge.shopVATRate, rate != .zero {
            let classes: [Percentage: ProductClass] = [
                .general: .standard, .food: .food, .low(on: date): .low12,
            ]
            guard let productClass = classes[rate] else {
                throw .vatDeviation(title, shop: "\(rate) %", rule: "25, 15, 12 %")
            }
            try addFixed(part.gross, title, productClass, order, rules: rules, date: date)
            return
        }
        try follow(part.gross, title)
    }

    /// Shipping takes the rates of what it brings, in proportion to their value (§ 4-2).
    private mutating func follow(_ gross: Amount, _ title: String) throws(Alert) {
        let goods = lines.filter { $0.vatCode != nil }
        guard !goods.isEmpty else { throw .missingVATRule(title) }
        var sums: [(line: DocumentLine, value: Amount)] = []
        for line in goods {
            if let index = sums.firstIndex(where: { $0.line.vatCode == line.vatCode }) {
                sums[index].value += line.gross
            } else {
                sums.append((line, line.gross))
            }
        }
        for (sum, share) in zip(sums, gross.allocated(by: sums.map(\.value))) where !share.isZero {
            let decision = VATDecision(
                code: sum.line.vatCode,
                rate: sum.line.vatRate,
                account: sum.line.account,
                row: "§ 4-2",
                reason: .init(
                    nb: "Frakt følger varene den bringer (mval § 4-2).",
                    en: "Shipping follows the goods it brings (VAT Act § 4-2)."
                )
            )
            append(title, .one, .init(amount: share, gross: share), decision, sku: nil, chosen: nil)
        }
    }

    private mutating func addFixed(
        _ gross: Amount,
        _ title: String,
        _ productClass: ProductClass,
        _ order: Order,
        rules: Rules,
        date: LocalDate
    ) throws(Alert) {
        let supply = Rules.Supply(
            productClass: productClass,
            supplyType: .goods,
            country: order.shipTo.country,
            postalCode: order.shipTo.postalCode,
            isBusiness: order.customer.kind == .business,
            isForResale: false,
            date: date
        )
        guard let decision = rules.decide(supply) else { throw .missingVATRule(title) }
        append(title, .one, .init(amount: gross, gross: gross), decision, sku: nil, chosen: nil)
    }

    mutating func addRounding(_ amount: Amount, rules: Rules) throws(Alert) {
        guard let account = rules.account("rounding") else {
            throw .missingAccount(for: "rounding")
        }
        let decision = VATDecision(
            code: nil,
            rate: .zero,
            account: account,
            row: "7740",
            reason: .init(nb: "Øreavrunding uten mva.", en: "Rounding without VAT.")
        )
        append(
            "Øreavrunding",
            .one,
            .init(amount: amount, gross: amount),
            decision,
            sku: nil,
            chosen: nil
        )
    }

    private mutating func append(
        _ title: String,
        _ quantity: DecimalNumber,
        _ part: OrderPricing.Part,
        _ decision: VATDecision,
        sku: String?,
        chosen: Int?
    ) {
        lines.append(
            DocumentLine(
                description: title,
                quantity: quantity,
                amount: part.gross,
                gross: part.gross,
                vatCode: decision.code,
                vatRate: decision.rate,
                account: decision.account,
                sku: sku
            )
        )
        let amount = part.gross.text(in: currency)
        let own = chosen.map {
            (nb: " (egen vareregel nr. \($0))", en: " (your product rule no. \($0))")
        }
        let code = decision.code?.number
        explanation.append(
            LocalizedText(
                nb: "«\(title)» \(amount) føres på konto \(decision.account) "
                    + (code.map { "med mva-kode \($0)" } ?? "uten mva-behandling")
                    + ": \(decision.reason.nb) Regel \(decision.row)\(own?.nb ?? "").",
                en: "“\(title)” \(amount) goes to account \(decision.account) "
                    + (code.map { "with VAT code \($0)" } ?? "without VAT treatment")
                    + ": \(decision.reason.en) Rule \(decision.row)\(own?.en ?? "")."
            )
        )
    }

    /// The VAT the shop says it charged against the VAT by the rules, within what rounding explains.
    ///
    /// Tolerance: one øre, and one for every two pieces of a line, never above the cap; tested only when the shop
    /// states VAT for every line.
    private func check(_ order: Order, rules: Rules) throws(Alert) {
        let stated = order.lines.compactMap(\.shopVAT)
        guard stated.count == order.lines.count, rules.holdsOnVATDeviation else { return }
        let byRule = lines.map { $0.gross.includedVAT(at: $0.vatRate) }.total
        let pieces = order.lines.reduce(Int64(0)) { sum, line in
            sum + (max(1, Amount(minor: 1).times(line.quantity).minor) + 1) / 2
        }
        let tolerance = min(rules.vatToleranceCap, 1 + pieces + Int64(order.shipping.count))
        guard (byRule - stated.total).magnitude.minor <= tolerance else {
            throw .vatDeviation(
                "Mva",
                shop: stated.total.text(in: order.currency),
                rule: byRule.text(in: order.currency)
            )
        }
    }
}
