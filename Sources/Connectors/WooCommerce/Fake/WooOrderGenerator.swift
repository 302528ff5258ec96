package import Foundation
import Remote

/// One order's life in the shop, as the webhooks and answers that show it.
package struct GeneratedWooOrder: Sendable {
    package let id: Int64
    package let number: String
    /// ISO 4217.
    package let currency: String
    /// Whether it ends paid, delivered and consistent, given `hiddenTenders: [{gap: gift_card}]`.
    package let isBookable: Bool
    /// What was sold, stored value included, in minor units.
    package let saleMinor: Int64
    /// What was credited in all.
    package let creditedMinor: Int64
    package let steps: [GeneratedWooStep]
}

/// A moment in an order's life: the webhook, and what the API answers from then on.
package struct GeneratedWooStep: Sendable {
    package let topic: String
    /// As `X-WC-Webhook-Delivery-ID` has it.
    package let deliveryID: String
    /// When it happens, in seconds since 1970.
    package let moment: Int64
    /// The webhook's body, with the shop's decimals.
    package let body: Data
    /// The order with six decimals, as ``FakeWooCommerce`` takes it.
    package let order: Data
    /// The answer of `GET /orders/{id}/refunds` with six decimals.
    package let refunds: Data
}

/// Makes orders of a Norwegian shop in the shape of `wc/v3`; the same seed makes the same orders.
///
/// Consumers and businesses, prices with and without VAT, coupons, fees, gift cards sold and redeemed by four ways
/// of three plugins, exports in euro, refunds in part and in full; about a quarter end unpaid, undelivered or
/// cancelled.
package struct WooOrderGenerator: Sendable {
    private var random: SplitMix64
    private var sequence: Int64 = 0
    private let firstNumber: Int64
    private let foreignPercent: Int

    /// - `firstNumber`: id and number of the first order.
    /// - `foreignPercent`: how many in a hundred are exports in euro, which need an exchange rate.
    package init(seed: UInt64, firstNumber: Int64 = 7_001, foreignPercent: Int = 8) {
        random = SplitMix64(seed: seed)
        self.firstNumber = firstNumber
        self.foreignPercent = foreignPercent
    }

    /// The next order.
    package mutating func next() -> GeneratedWooOrder {
        let draft = WooOrderDraft(
            sequence: sequence,
            id: firstNumber + sequence,
            isForeign: random.chance(percent: foreignPercent),
            random: &random
        )
        sequence += 1
        return draft.generated()
    }

    /// The next so many orders.
    package mutating func orders(_ count: Int) -> [GeneratedWooOrder] {
        (0..<count).map { _ in next() }
    }
}
