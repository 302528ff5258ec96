@testable import Bookkeeping

extension Order {
    /// An order of one article at 25 % VAT, delivered and paid by Vipps; a test names only what it is about.
    static func sample(
        number: String = "1001",
        delivered: String? = "2026-02-10",
        currency: Currency = .nok,
        total: Int64 = 125_00,
        lines: [OrderLine]? = nil,
        payments: [Payment]? = nil,
        refunds: [Refund] = []
    ) -> Order {
        let day = delivered.flatMap { LocalDate($0) }
        return Order(
            number: number,
            source: "shopify",
            orderDate: LocalDate(unchecked: 2026, 2, 1),
            fulfilledDate: day,
            currency: currency,
            pricesIncludeVAT: true,
            customer: Customer(kind: .consumer, country: "NO"),
            shipTo: ShippingDestination(country: "NO"),
            lines: lines ?? [.sample(price: total)],
            total: Amount(minor: total),
            payments: payments ?? [.sample(total, on: delivered ?? "2026-02-01")],
            refunds: refunds
        )
    }
}

extension OrderLine {
    static func sample(
        _ id: String = "1",
        price: Int64 = 125_00,
        _ productClass: ProductClass = .standard
    ) -> OrderLine {
        OrderLine(
            id: id,
            quantity: .one,
            unitPrice: Amount(minor: price),
            productClass: productClass
        )
    }
}

extension Payment {
    static func sample(
        _ amount: Int64 = 125_00,
        by method: String = "vipps",
        on day: String = "2026-02-10",
        id: String? = nil
    ) -> Payment {
        Payment(
            id: id,
            method: method,
            amount: Amount(minor: amount),
            date: LocalDate(day) ?? .latest
        )
    }
}

extension Refund {
    /// Money and goods of one line.
    static func sample(
        _ id: String = "r1",
        _ amount: Int64 = 125_00,
        of line: String = "1",
        by method: String = "vipps",
        on day: String = "2026-02-20"
    ) -> Refund {
        Refund(
            id: id,
            date: LocalDate(day) ?? .latest,
            lines: [.init(lineID: line, amount: Amount(minor: amount))],
            transactions: [.init(method: method, amount: Amount(minor: amount))]
        )
    }
}

extension Bookkeeper {
    static let standard = Bookkeeper(rules: .standard)

    /// The standard rules with something changed.
    static func with(
        rates: ExchangeRates = .none,
        _ change: (inout Settings) -> Void
    ) -> Bookkeeper {
        var rules = Rules.standard
        change(&rules.settings)
        return Bookkeeper(rules: rules, rates: rates)
    }
}
