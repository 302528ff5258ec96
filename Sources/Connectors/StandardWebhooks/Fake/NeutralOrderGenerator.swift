package import Foundation
import Remote

/// One order's life in a shop that sends the neutral order by Standard Webhooks.
package struct GeneratedNeutralOrder: Sendable {
    package let number: String
    /// Whether it ends paid, delivered and consistent.
    package let isBookable: Bool
    package let steps: [GeneratedNeutralStep]
}

/// A moment in an order's life: the message that tells of it.
package struct GeneratedNeutralStep: Sendable {
    /// The message's id, the same on every retry.
    package let messageID: String
    /// When it happens, in seconds since 1970.
    package let moment: Int64
    package let body: Data
}

/// Makes orders of a Norwegian shop that is none of the known ones; the same seed makes the same orders.
///
/// Consumers and businesses, returns, orders that grow after they were booked; about a tenth are never paid.
package struct NeutralOrderGenerator: Sendable {
    private var random: SplitMix64
    private var sequence: Int64 = 0
    private let firstNumber: Int64

    /// - `firstNumber`: the number of the first order, which is written `P-501`.
    package init(seed: UInt64, firstNumber: Int64 = 501) {
        random = SplitMix64(seed: seed)
        self.firstNumber = firstNumber
    }

    /// The next order.
    package mutating func next() -> GeneratedNeutralOrder {
        let draft = NeutralOrderDraft(
            number: firstNumber + sequence,
            // About one order in ten minutes from 2026-01-05 08:00 Oslo time.
            createdAt: 1_767_596_400 + sequence * 600,
            random: &random
        )
        sequence += 1
        return draft.generated()
    }

    /// The next so many orders.
    package mutating func orders(_ count: Int) -> [GeneratedNeutralOrder] {
        (0..<count).map { _ in next() }
    }
}
