import Remote
package import Foundation

/// One order's life in the shop, as the webhooks and answers that show it.
package struct GeneratedOrder: Sendable {
    package let id: Int64
    /// Without `#`, as it is booked.
    package let number: String
    /// Whether it ends paid, fulfilled and consistent.
    package let isBookable: Bool
    /// What the customer owes, in øre, including VAT.
    package let totalMinor: Int64
    package let steps: [GeneratedStep]
}

/// A moment in an order's life: the webhook, and what the API answers from then on.
package struct GeneratedStep: Sendable {
    package let topic: String
    package let eventID: String
    /// The webhook's body.
    package let body: Data
    /// The order as `GET /orders/{id}.json` wraps it, without the wrapper.
    package let order: Data
    /// The whole answer of `GET /orders/{id}/transactions.json`.
    package let transactions: Data
}

/// Makes orders of a Norwegian shop in the shape of API 2026-01; the same seed makes the same orders.
///
/// Prices include VAT at 25, 15 and 12 %; about a fifth of the orders end unpaid, unfulfilled or cancelled.
package struct ShopifyOrderGenerator: Sendable {
    private var random: SplitMix64
    private var sequence: Int64 = 0
    private let oddPercent: Int
    private let firstNumber: Int64

    /// - `oddPercent`: how many in a hundred state a total that does not tie with their lines.
    /// - `firstNumber`: the number of the first order.
    package init(seed: UInt64, oddPercent: Int = 0, firstNumber: Int64 = 1001) {
        random = SplitMix64(seed: seed)
        self.oddPercent = oddPercent
        self.firstNumber = firstNumber
    }

    /// The next order.
    package mutating func next() -> GeneratedOrder {
        let draft = ShopOrderDraft(
            sequence: sequence,
            number: firstNumber + sequence,
            isOdd: random.chance(percent: oddPercent),
            random: &random
        )
        sequence += 1
        return draft.generated()
    }

    /// The next so many orders.
    package mutating func orders(_ count: Int) -> [GeneratedOrder] {
        (0..<count).map { _ in next() }
    }
}
