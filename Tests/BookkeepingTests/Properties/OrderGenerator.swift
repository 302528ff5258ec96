@testable import Bookkeeping

/// Makes orders that a shop could have sent: every figure of theirs ties, and their total is computed here and not by
/// the engine.
struct OrderGenerator {
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    static let saleDay = LocalDate(unchecked: 2026, 2, 10)

    /// Rates that change from day to day, so that exchange differences arise.
    static let rates: ExchangeRates = {
        var table: [String: [LocalDate: ExchangeRate]] = [:]
        let start: [(code: String, units: Int64, scale: Int, unit: Int64)] = [
            ("EUR", 114_525, 4, 1), ("SEK", 10_737, 2, 100), ("JPY", 62_871, 4, 100),
            ("KWD", 331_207, 4, 1),
        ]
        for entry in start {
            for offset in 0..<60 {
                guard let day = LocalDate(unchecked: 2026, 2, 1).adding(days: offset) else {
                    continue
                }
                let nok = DecimalNumber(
                    units: entry.units + Int64(offset * offset % 97),
                    scale: entry.scale
                )
                table[entry.code, default: [:]][day] = ExchangeRate(nok: nok, unit: entry.unit)
            }
        }
        return ExchangeRates(table)
    }()

    private static let currencies = ["NOK", "NOK", "NOK", "NOK", "EUR", "SEK", "JPY", "KWD"]
        .compactMap(Currency.init(code:))
    private static let classes: [(productClass: ProductClass, rate: Percentage)] = [
        (.standard, Percentage(basisPoints: 2_500)), (.standard, Percentage(basisPoints: 2_500)),
        (.food, Percentage(basisPoints: 1_500)), (.low12, Percentage(basisPoints: 1_200)),
        (.rawFish, Percentage(basisPoints: 1_111)), (.book, .zero), (.exempt, .zero),
        (.giftCardMultiPurpose, .zero), (.deposit, .zero),
    ]
    private static let places = ["NO", "NO", "NO", "NO", "DE", "GB", "US", "SJ"]
    private static let methods = [
        "vipps", "klarna", "stripe", "paypal", "card", "gift_card", "store_credit", "cash",
    ]

    /// A delivered order, paid in full, with one payment or several.
    mutating func paidOrder() -> Order {
        var order = unpaidOrder()
        order.payments = payments(of: order.total)
        return order
    }

    mutating func unpaidOrder() -> Order {
        let includesVAT = random.chance(75)
        let country = random.pick(Self.places)
        let lines = lines(in: country, includesVAT)
        var order = Order(
            number: "1001",
            source: "shopify",
            orderDate: LocalDate(unchecked: 2026, 2, 8),
            fulfilledDate: Self.saleDay,
            currency: random.pick(Self.currencies),
            pricesIncludeVAT: includesVAT,
            customer: Customer(
                kind: random.chance(80) ? .consumer : .business,
                country: country,
                email: "kunde@example.com"
            ),
            shipTo: ShippingDestination(country: country),
            lines: lines,
            total: .zero
        )
        if random.chance(15) { order.tip = amount(1...5_000) }
        if includesVAT { addShippingAndDiscount(to: &order) }
        order.total = total(of: order)
        if order.total.isZero {
            order.tip += Amount(minor: 100)
            order.total += Amount(minor: 100)
        }
        return order
    }

    private mutating func lines(in country: String, _ includesVAT: Bool) -> [OrderLine] {
        (1...Int(random.number(1...4))).map { number in
            let (productClass, domestic) = random.pick(Self.classes)
            let isLiability = productClass == .giftCardMultiPurpose || productClass == .deposit
            let rate = country == "NO" ? domestic : .zero
            let quantity = random.pick([1, 1, 1, 2, 3, 10])
            var line = OrderLine(
                id: "L\(number)",
                quantity: DecimalNumber(units: Int64(quantity), scale: 0),
                unitPrice: amount(1...200_000),
                productClass: productClass
            )
            if !isLiability, random.chance(10) {
                line.quantity = DecimalNumber(units: 75, scale: 2)
            }
            if !isLiability, random.chance(25) {
                line.discount = amount(0...line.unitPrice.times(line.quantity).minor)
            }
            if !isLiability, random.chance(50) { line.shopVATRate = rate }
            if !includesVAT {
                let net = line.unitPrice.times(line.quantity) - line.discount
                line.shopVATRate = rate
                line.shopVAT = Self.vat(on: net, at: rate)
            }
            return line
        }
    }

    /// Of the lines that a discount on the order may reduce, and freight beside them.
    private mutating func addShippingAndDiscount(to order: inout Order) {
        let bearing = order.lines.filter {
            $0.productClass != .giftCardMultiPurpose && $0.productClass != .deposit
        }
        .map { $0.unitPrice.times($0.quantity) - $0.discount }
        .filter { $0 > .zero }
        if !bearing.isEmpty, random.chance(30) {
            order.orderDiscount = amount(0...bearing.map(\.minor).reduce(0, +) / 2)
        }
        for _ in 0..<random.number(0...2) {
            var charge = ShippingCharge(amount: amount(1...19_900))
            if random.chance(20) { charge.discount = amount(0...charge.amount.minor) }
            order.shipping.append(charge)
        }
        order.discountAppliesToShipping = random.chance(20)
    }

    /// What the shop charges: its own sum, by nothing of the engine but whole numbers.
    private func total(of order: Order) -> Amount {
        var sum: Int64 = order.tip.minor - order.orderDiscount.minor
        for line in order.lines {
            let product = line.unitPrice.minor * line.quantity.units
            let gross = line.quantity.scale == 2 ? (product + 50) / 100 : product
            sum += gross - line.discount.minor + (line.shopVAT?.minor ?? 0)
        }
        for charge in order.shipping { sum += charge.amount.minor - charge.discount.minor }
        return Amount(minor: sum)
    }

    /// Half away from zero, by whole numbers.
    private static func vat(on net: Amount, at rate: Percentage) -> Amount {
        Amount(minor: (net.minor * rate.basisPoints + 5_000) / 10_000)
    }

    mutating func payments(of total: Amount) -> [Payment] {
        parts(of: total, atMost: 3).enumerated().map { index, part in
            Payment(
                id: "p\(index)",
                method: random.pick(Self.methods),
                amount: part,
                date: LocalDate(unchecked: 2026, 2, Int(random.number(8...12)))
            )
        }
    }

    /// The amount cut into so many parts above zero, or fewer.
    mutating func parts(of total: Amount, atMost count: Int64) -> [Amount] {
        var rest = total.minor
        var parts: [Amount] = []
        for _ in 1..<random.number(1...count) where rest > 1 {
            let part = random.number(1...(rest - 1))
            parts.append(Amount(minor: part))
            rest -= part
        }
        return parts + [Amount(minor: rest)]
    }

    mutating func amount(_ range: ClosedRange<Int64>) -> Amount {
        Amount(minor: random.number(range))
    }
}
