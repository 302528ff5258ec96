import Remote

/// A generated order before it is written as JSON: what is bought, by whom, and how it ends.
struct WooOrderDraft: Sendable {
    enum Ending: Sendable {
        case delivered, reserved, onHold, pending, cancelled, partlyRefunded, refunded
    }

    /// How a redeemed gift card shows.
    enum Cards: Sendable, CaseIterable { case official, yith, yithFee, hidden }

    struct Article: Sendable {
        var title: String
        var sku: String
        var productID: Int64
        var priceMinor: Int64
        var ratePercent: Int64
    }

    struct Line: Sendable {
        var id: Int64
        var article: Article
        var quantity: Int64
        var isGiftCard = false
        /// In percent of the price; whole.
        var discountPercent: Int64 = 0
        /// As priced, in minor units.
        var fullMinor: Int64 { article.priceMinor * quantity }
        var minor: Int64 { fullMinor - (fullMinor * discountPercent + 50) / 100 }
    }

    var id: Int64
    var isForeign: Bool
    var isBusiness: Bool
    /// Whether prices are entered with tax.
    var includesTax: Bool
    var lines: [Line]
    var shippingMinor: Int64
    /// An invoice fee, as priced.
    var feeMinor: Int64
    var cards: Cards?
    var cardMinor: Int64 = 0
    var gateway: String
    var ending: Ending
    var person: Int
    /// Seconds since 1970.
    var createdAt: Int64

    var currency: String { isForeign ? "EUR" : "NOK" }
    var shippingID: Int64 { id * 100 + 90 }
    var feeID: Int64 { id * 100 + 91 }
    var cardFeeID: Int64 { id * 100 + 92 }

    init(sequence: Int64, id: Int64, isForeign: Bool, random: inout SplitMix64) {
        self.id = id
        self.isForeign = isForeign
        isBusiness = !isForeign && random.chance(percent: 12)
        includesTax = !isBusiness
        person = Int.random(in: 0..<20, using: &random)
        // About one order a minute from 2026-01-05 08:00 Oslo time.
        createdAt = 1_767_596_400 + sequence * 60 + Int64.random(in: 0..<50, using: &random)
        ending =
            switch Int.random(in: 0..<100, using: &random) {
            case ..<66: .delivered
            case ..<74: .partlyRefunded
            case ..<78: .refunded
            case ..<84: .reserved
            case ..<88: .onHold
            case ..<93: .pending
            default: .cancelled
            }
        lines = Self.lines(id: id, isForeign: isForeign, random: &random)
        shippingMinor = ([0, 4_900, 7_900, 9_900].randomElement(using: &random) ?? 0)
        feeMinor = !isForeign && random.chance(percent: 6) ? 4_500 : 0
        gateway = isBusiness ? "kco" : ["vipps", "stripe", "klarna_payments"][person % 3]
        if isForeign { gateway = "woocommerce_payments" }
        addGiftCards(&random)
        if random.chance(percent: 12) {
            for index in lines.indices where !lines[index].isGiftCard {
                lines[index].discountPercent = 10
            }
        }
        if cards != nil {
            cardMinor = min(saleMinor - 100, Int64.random(in: 50...500, using: &random) * 100)
            if cardMinor <= 0 { cards = nil }
        }
        if cards == nil { cardMinor = 0 }
    }

    private mutating func addGiftCards(_ random: inout SplitMix64) {
        guard !isForeign, !isBusiness else { return }
        if random.chance(percent: 6), ending != .partlyRefunded, ending != .refunded {
            let card = Article(
                title: "Gavekort",
                sku: "GAVE",
                productID: 900,
                priceMinor: 50_000,
                ratePercent: 0
            )
            lines.append(
                Line(
                    id: id * 100 + Int64(lines.count),
                    article: card,
                    quantity: 1,
                    isGiftCard: true
                )
            )
        } else if random.chance(percent: 10), ending != .refunded, ending != .partlyRefunded {
            cards = Cards.allCases.randomElement(using: &random)
        }
    }

    private static func lines(
        id: Int64,
        isForeign: Bool,
        random: inout SplitMix64
    ) -> [Line] {
        let count = Int.random(in: 1...5, using: &random)
        return WooCatalogue.articles.shuffled(using: &random).prefix(count).enumerated().map {
            var article = $0.element
            if isForeign {
                article.ratePercent = 0
                article.priceMinor = article.priceMinor / 10
            }
            return Line(
                id: id * 100 + Int64($0.offset),
                article: article,
                quantity: Int64.random(in: 1...4, using: &random)
            )
        }
    }

    // MARK: Sums

    var shippingRate: Int64 { isForeign ? 0 : 25 }

    /// Every priced part with its rate.
    var parts: [(minor: Int64, rate: Int64)] {
        lines.map { ($0.minor, $0.article.ratePercent) }
            + [(shippingMinor, shippingRate), (feeMinor, 25)]
    }

    /// Tax of a part in whole minor units.
    func taxMinor(_ minor: Int64, _ rate: Int64) -> Int64 {
        let exact = exactTax(minor, rate)
        return (exact + 5_000) / 10_000
    }

    /// Tax of a part in millionths of a unit.
    func exactTax(_ minor: Int64, _ rate: Int64) -> Int64 {
        let dividend = minor * 10_000 * rate
        let divisor = includesTax ? 100 + rate : 100
        return (dividend + divisor / 2) / divisor
    }

    /// What the customer pays for everything, cards included.
    var saleMinor: Int64 {
        parts.map { includesTax ? $0.minor : $0.minor + taxMinor($0.minor, $0.rate) }.reduce(0, +)
    }

    /// What the gateway is to take.
    var totalMinor: Int64 { saleMinor - cardMinor }

    /// The first line goes back, with the whole of its quantity.
    var partlyRefundedMinor: Int64 {
        let line = lines[0]
        let tax = includesTax ? 0 : taxMinor(line.minor, line.article.ratePercent)
        return line.minor + tax
    }
}

/// What the generated shop sells; prices in minor units.
enum WooCatalogue {
    static let articles: [WooOrderDraft.Article] = [
        .init(
            title: "Ullgenser",
            sku: "GEN-1",
            productID: 101,
            priceMinor: 99_900,
            ratePercent: 25
        ),
        .init(title: "Sokker", sku: "SOK-1", productID: 102, priceMinor: 14_900, ratePercent: 25),
        .init(title: "Skjorte", sku: "SKJ-1", productID: 103, priceMinor: 79_900, ratePercent: 25),
        .init(title: "Knapp", sku: "KNA-1", productID: 104, priceMinor: 333, ratePercent: 25),
        .init(title: "Termos", sku: "TER-1", productID: 105, priceMinor: 44_990, ratePercent: 25),
        .init(
            title: "Kaffe 500 g",
            sku: "KAF-1",
            productID: 106,
            priceMinor: 14_450,
            ratePercent: 15
        ),
        .init(title: "Sjokolade", sku: "SJO-1", productID: 107, priceMinor: 5_990, ratePercent: 15),
        .init(title: "Honning", sku: "HON-1", productID: 108, priceMinor: 11_933, ratePercent: 15),
        .init(
            title: "Museumsbillett",
            sku: "MUS-1",
            productID: 109,
            priceMinor: 18_000,
            ratePercent: 12
        ),
        .init(
            title: "Kinobillett",
            sku: "KIN-1",
            productID: 110,
            priceMinor: 15_499,
            ratePercent: 12
        ),
    ]
}
