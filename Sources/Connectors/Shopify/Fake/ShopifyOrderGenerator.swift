package import Foundation
import Remote

/// One order's life in the shop, as the webhooks and answers that show it.
package struct GeneratedOrder: Sendable {
    package let id: Int64
    /// Without `#`, as it is booked.
    package let number: String
    /// Whether it ends paid, fulfilled and consistent.
    package let isBookable: Bool
    /// What the sale comes to in the end, in minor units of `currency`, including VAT.
    package let totalMinor: Int64
    /// What the customer pays in.
    package let currency: String
    package let steps: [GeneratedStep]
}

/// A moment in an order's life: the webhook, and what the API answers from then on.
package struct GeneratedStep: Sendable {
    package let topic: String
    package let eventID: String
    /// When it happens, in seconds since 1970.
    package let moment: Int64
    /// The webhook's body.
    package let body: Data
    /// The order as `GET /orders/{id}.json` wraps it, without the wrapper.
    package let order: Data
    /// The whole answer of `GET /orders/{id}/transactions.json`.
    package let transactions: Data
}

/// Makes orders of a Norwegian shop in the shape of API 2026-01; the same seed makes the same orders.
package struct ShopifyOrderGenerator: Sendable {
    /// What kinds of orders are made.
    package enum Mix: Hashable, Sendable {
        /// Consumers in Norway who pay in NOK; about a fifth of the orders end unpaid, unfulfilled or cancelled.
        case simple
        /// Also businesses, other currencies, gift cards, several tenders, refunds, edits, exchanges, cash, tips.
        case full
    }

    private var random: SplitMix64
    private let mix: Mix
    private var sequence: Int64 = 0
    private let oddPercent: Int
    private let firstNumber: Int64

    /// - `oddPercent`: how many in a hundred state a total that does not tie with their lines.
    /// - `firstNumber`: the number of the first order.
    /// - `mix`: what kinds of orders; the seed of one mix says nothing of another's.
    package init(
        seed: UInt64,
        oddPercent: Int = 0,
        firstNumber: Int64 = 1001,
        mix: Mix = .simple
    ) {
        random = SplitMix64(seed: seed)
        self.mix = mix
        self.oddPercent = oddPercent
        self.firstNumber = firstNumber
    }

    /// The next order.
    package mutating func next() -> GeneratedOrder {
        if mix == .full, !random.chance(percent: oddPercent) { return life() }
        let draft = ShopOrderDraft(
            sequence: sequence,
            number: firstNumber + sequence,
            isOdd: mix == .full || random.chance(percent: oddPercent),
            random: &random
        )
        sequence += 1
        return draft.generated()
    }

    private mutating func life() -> GeneratedOrder {
        // About one order a minute from 2026-01-05 08:00 Oslo time.
        let createdAt = 1_767_596_400 + sequence * 60 + Int64.random(in: 0..<600, using: &random)
        let customers = ShopCustomer.all
        var life = ShopLife(
            number: firstNumber + sequence,
            createdAt: createdAt,
            customer: customers[Int.random(in: 0..<customers.count, using: &random)]
        )
        sequence += 1
        ShopPlot.drawn(&random).live(&life, &random)
        return life.generated
    }

    /// The next so many orders.
    package mutating func orders(_ count: Int) -> [GeneratedOrder] {
        (0..<count).map { _ in next() }
    }
}
