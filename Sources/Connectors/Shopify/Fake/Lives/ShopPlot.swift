import Remote

/// What a generated order goes through.
enum ShopPlot: Sendable, CaseIterable {
    case card, twoTenders, klarna, klarnaPartly, terms, businessCard, abroad
    case giftCardSold, giftCardPaid, tipped, freeShipping, nothingToPay, overCounter
    case oneBack, allBack, lateBack, goodwill, lineCancelled, restCancelled, restCancelledAndOneBack
    case added, removed, exchanged
    case cancelledEarly, cancelledLate, unpaid, unsent

    /// How many of a hundred and forty-four orders go this way.
    private var weight: Int {
        switch self {
        case .card: 30
        case .klarna, .abroad, .oneBack: 10
        case .twoTenders, .terms, .businessCard, .giftCardSold, .giftCardPaid, .lateBack: 6
        case .added, .removed, .lineCancelled, .allBack, .cancelledEarly, .unpaid, .unsent: 4
        default: 2
        }
    }

    static func drawn(_ random: inout SplitMix64) -> ShopPlot {
        var left = Int.random(in: 0..<allCases.map(\.weight).reduce(0, +), using: &random)
        for plot in allCases {
            left -= plot.weight
            if left < 0 { return plot }
        }
        return .card
    }

    /// Lets the order live.
    func live(_ life: inout ShopLife, _ random: inout SplitMix64) {
        switch self {
        case .card, .twoTenders, .unpaid, .unsent, .klarna, .klarnaPartly:
            livePlainly(&life, &random)
        case .terms, .businessCard, .abroad: liveAbroadOrAsBusiness(&life, &random)
        case .giftCardSold, .giftCardPaid, .tipped, .freeShipping, .nothingToPay, .overCounter:
            liveWithOddTenders(&life, &random)
        case .oneBack, .allBack, .lateBack, .goodwill, .lineCancelled, .restCancelled,
            .restCancelledAndOneBack:
            liveWithRefunds(&life, &random)
        case .added, .removed, .exchanged: liveWithEdits(&life, &random)
        case .cancelledEarly, .cancelledLate: liveUntilCancelled(&life, &random)
        }
    }
}

// MARK: Beginnings

extension ShopPlot {
    static func fillBasket(
        _ life: inout ShopLife,
        _ random: inout SplitMix64,
        atLeast: Int = 1,
        minimumQuantity: Int64 = 1,
        canBeDiscounted: Bool = true
    ) {
        let count = Int.random(in: atLeast...4, using: &random)
        let articles = ShopCatalogue.articles.shuffled(using: &random).prefix(count)
        for article in articles {
            let percent: Int64 = canBeDiscounted && random.chance(percent: 20) ? 15 : 0
            life.buy(
                article,
                quantity: Int64.random(in: minimumQuantity...4, using: &random),
                discountPercent: percent
            )
        }
        life.ship(for: [0, 4_900, 7_900, 9_900].randomElement(using: &random) ?? 0)
    }

    static func payByCard(_ life: inout ShopLife, _ gateway: String = "shopify_payments") {
        let authorization = life.transact(
            "authorization",
            gateway,
            life.currentTotal.customer
        )
        life.tell("orders/create")
        life.pass(30)
        life.capture(authorization, authorization.minor)
        life.tell("orders/paid")
    }

    static func send(_ life: inout ShopLife, _ random: inout SplitMix64) {
        life.pass(86_400)
        if life.lines.count > 1, random.chance(percent: 20) {
            life.fulfill(limit: 1)
            life.tell("orders/partially_fulfilled")
            life.pass(7_200)
        }
        life.fulfill()
        life.tell("orders/fulfilled")
    }

    private func livePlainly(_ life: inout ShopLife, _ random: inout SplitMix64) {
        Self.fillBasket(&life, &random)
        let total = life.currentTotal.customer
        switch self {
        case .twoTenders:
            life.transact("sale", "Vipps", total / 3)
            life.tell("orders/create")
            life.pay("shopify_payments")
            life.tell("orders/paid")
        case .klarna, .klarnaPartly:
            let authorization = life.transact("authorization", "Klarna", total)
            life.tell("orders/create")
            if self == .klarna { Self.send(&life, &random) } else { life.pass(3_600) }
            life.pass(600)
            life.capture(authorization, self == .klarna ? total : total / 2)
            life.tell(self == .klarna ? "orders/paid" : "orders/updated")
            return
        case .unpaid:
            life.transact("sale", "bank_transfer", total, status: "pending")
            life.tell("orders/create")
            return
        default: Self.payByCard(&life, random.chance(percent: 40) ? "Vipps" : "shopify_payments")
        }
        if self != .unsent { Self.send(&life, &random) }
    }

    private func liveAbroadOrAsBusiness(_ life: inout ShopLife, _ random: inout SplitMix64) {
        let business = ShopBusinesses.ids.randomElement(using: &random)
        switch self {
        case .abroad:
            let places = [
                ("SE", "SEK", 10_450), ("DE", "EUR", 114_500), ("DK", "DKK", 15_350),
                ("US", "USD", 103_200),
            ]
            let place = places.randomElement(using: &random) ?? places[0]
            life.country = place.0
            life.currency = place.1
            life.rate = Int64(place.2)
        case .businessCard:
            life.includesTax = false
            life.noteNumber = business.flatMap { ShopBusinesses.all[$0]?.taxRegistrationID }
        default:
            life.includesTax = false
            life.companyID = business
            life.dueDays = [14, 30].randomElement(using: &random)
        }
        Self.fillBasket(&life, &random)
        guard self == .terms else {
            Self.payByCard(&life)
            Self.send(&life, &random)
            return
        }
        life.tell("orders/create")
        Self.send(&life, &random)
        life.pass(20 * 86_400)
        life.pay("bank_transfer")
        life.tell("orders/paid")
    }

    private func liveWithOddTenders(_ life: inout ShopLife, _ random: inout SplitMix64) {
        switch self {
        case .giftCardSold:
            let card = ShopOrderDraft.Article(
                title: "Gavekort",
                sku: "GAVE-500",
                priceMinor: 50_000,
                ratePercent: 0
            )
            life.buy(card, quantity: Int64.random(in: 1...2, using: &random), isGiftCard: true)
            if random.chance(percent: 50) { Self.fillBasket(&life, &random) }
            life.ship(for: life.lines.count > 1 ? 7_900 : 0)
        case .nothingToPay:
            life.buy(ShopCatalogue.articles[0], quantity: 1, discountPercent: 100)
        case .overCounter:
            life.isOverCounter = true
            life.buy(ShopCatalogue.articles[4], quantity: Int64.random(in: 1...3, using: &random))
        default:
            Self.fillBasket(&life, &random)
            if self == .tipped { life.tip(4_000) }
            if self == .freeShipping { life.ship(for: 7_900, isFree: true) }
        }
        payOddly(&life, &random)
    }

    private func payOddly(_ life: inout ShopLife, _ random: inout SplitMix64) {
        let total = life.currentTotal.customer
        switch self {
        case .overCounter:
            let rounding = (total + 50) / 100 * 100 - total
            life.transact("sale", "cash", total, roundingMinor: rounding)
            life.fulfill()
            life.tell("orders/create")
            return
        case .giftCardPaid:
            let part = min(total, 20_000)
            let card = 900_000_000_000 + life.number
            life.transact("sale", "gift_card", part, giftCard: card)
            if part < total { life.pay("shopify_payments") }
            life.tell("orders/paid")
        case .nothingToPay: life.tell("orders/create")
        default: Self.payByCard(&life)
        }
        Self.send(&life, &random)
    }
}
