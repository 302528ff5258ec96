import Remote

/// A generated order before it is written as JSON: what is bought, by whom, and how it ends.
struct ShopOrderDraft: Sendable {
    enum Ending: Sendable { case fulfilled, unpaid, unfulfilled, cancelled }

    struct Article: Sendable {
        var title: String
        var sku: String
        var priceMinor: Int64
        var ratePercent: Int64
    }

    struct Line: Sendable {
        var id: Int64
        var article: Article
        var quantity: Int64
        var lineDiscountMinor: Int64 = 0
        var orderDiscountMinor: Int64 = 0

        var netMinor: Int64 {
            article.priceMinor * quantity - lineDiscountMinor - orderDiscountMinor
        }

        var taxMinor: Int64 { ShopOrderDraft.tax(netMinor, percent: article.ratePercent) }
    }

    struct Part: Sendable {
        var gateway: String
        var minor: Int64
    }

    var id: Int64
    var number: Int64
    var isOdd: Bool
    var ending: Ending
    var customer: ShopCustomer
    var lines: [Line]
    var shippingMinor: Int64
    var parts: [Part]
    /// Seconds since 1970.
    var createdAt: Int64

    var goodsMinor: Int64 { lines.map { $0.article.priceMinor * $0.quantity }.reduce(0, +) }
    var discountMinor: Int64 {
        lines.map { $0.lineDiscountMinor + $0.orderDiscountMinor }.reduce(0, +)
    }
    var subtotalMinor: Int64 { goodsMinor - discountMinor }
    var shippingTaxMinor: Int64 { Self.tax(shippingMinor, percent: 25) }
    var taxMinor: Int64 { lines.map(\.taxMinor).reduce(shippingTaxMinor, +) }
    /// What the order says it comes to; an odd one is five kroner off.
    var totalMinor: Int64 { subtotalMinor + shippingMinor + (isOdd ? 500 : 0) }

    init(sequence: Int64, number: Int64, isOdd: Bool, random: inout SplitMix64) {
        self.number = number
        self.isOdd = isOdd
        id = 6_200_000_000_000 + number
        customer = ShopCustomer.all[Int.random(in: 0..<ShopCustomer.all.count, using: &random)]
        // About one order a minute from 2026-01-05 08:00 Oslo time.
        createdAt = 1_767_596_400 + sequence * 60 + Int64.random(in: 0..<600, using: &random)
        ending =
            switch Int.random(in: 0..<100, using: &random) {
            case ..<80: .fulfilled
            case ..<87: .unpaid
            case ..<94: .unfulfilled
            default: .cancelled
            }
        lines = Self.lines(number: number, random: &random)
        shippingMinor = [0, 4_900, 7_900, 9_900].randomElement(using: &random) ?? 0
        parts = []
        parts = Self.parts(of: totalMinor, random: &random)
    }

    private static func lines(number: Int64, random: inout SplitMix64) -> [Line] {
        let count = Int.random(in: 1...5, using: &random)
        var lines = ShopCatalogue.articles.shuffled(using: &random).prefix(count).enumerated().map {
            Line(
                id: 14_600_000_000_000 + number * 10 + Int64($0.offset),
                article: $0.element,
                quantity: Int64.random(in: 1...4, using: &random)
            )
        }
        if random.chance(percent: 20) {
            lines[0].lineDiscountMinor = lines[0].article.priceMinor * lines[0].quantity / 10
        }
        if random.chance(percent: 20) {
            for index in lines.indices {
                lines[index].orderDiscountMinor = lines[index].netMinor / 20
            }
        }
        return lines
    }

    private static func parts(of total: Int64, random: inout SplitMix64) -> [Part] {
        let gateways = ["Vipps", "Klarna", "shopify_payments"].shuffled(using: &random)
        guard random.chance(percent: 10), total > 20_000 else {
            return [Part(gateway: gateways[0], minor: total)]
        }
        let first = total / 3 / 100 * 100
        return [
            Part(gateway: gateways[0], minor: first),
            Part(gateway: gateways[1], minor: total - first),
        ]
    }

    /// The tax inside an amount, rounded half up to the øre.
    static func tax(_ grossMinor: Int64, percent: Int64) -> Int64 {
        (grossMinor * percent * 2 + 100 + percent) / ((100 + percent) * 2)
    }
}

/// What the generated shop sells.
enum ShopCatalogue {
    static let articles: [ShopOrderDraft.Article] = [
        .init(title: "Ullgenser", sku: "GEN-1", priceMinor: 129_900, ratePercent: 25),
        .init(title: "Sokker", sku: "SOK-1", priceMinor: 14_900, ratePercent: 25),
        .init(title: "Skjorte", sku: "SKJ-1", priceMinor: 79_900, ratePercent: 25),
        .init(title: "Lue", sku: "LUE-1", priceMinor: 34_950, ratePercent: 25),
        .init(title: "Termos", sku: "TER-1", priceMinor: 44_990, ratePercent: 25),
        .init(title: "Kaffe 500 g", sku: "KAF-1", priceMinor: 14_450, ratePercent: 15),
        .init(title: "Sjokolade", sku: "SJO-1", priceMinor: 5_990, ratePercent: 15),
        .init(title: "Honning", sku: "HON-1", priceMinor: 11_933, ratePercent: 15),
        .init(title: "Museumsbillett", sku: "MUS-1", priceMinor: 18_000, ratePercent: 12),
        .init(title: "Kinobillett", sku: "KIN-1", priceMinor: 15_499, ratePercent: 12),
    ]
}

/// A customer of the generated shop; invented, and coming back.
struct ShopCustomer: Sendable {
    var id: Int64
    var firstName: String
    var lastName: String

    var email: String { "kunde\(id % 1_000_000_000)@example.com" }

    static let all: [ShopCustomer] = {
        let firstNames = ["Kari", "Ola", "Ingrid", "Per", "Åse"]
        let lastNames = ["Eksempel", "Prøve", "Oppdiktet", "Tenkt"]
        return (0..<20).map { index in
            ShopCustomer(
                id: 8_200_000_000_000 + Int64(index),
                firstName: firstNames[index % firstNames.count],
                lastName: lastNames[index / firstNames.count]
            )
        }
    }()
}
