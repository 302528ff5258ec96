import Bookkeeping
import Foundation

extension WooOrderDraft {
    /// How the order looks at one moment.
    struct State: Sendable {
        var status: String
        var modifiedAt: Int64
        var isPaid = false
        var isCaptured = false
        var completedAt: Int64?
        var refund: Refund?
    }

    struct Refund: Sendable {
        var isFull: Bool
        var at: Int64
    }

    /// The order from its making to its end, as the shop tells of it.
    func generated() -> GeneratedWooOrder {
        let states = states
        return GeneratedWooOrder(
            id: id,
            number: String(id),
            currency: currency,
            isBookable: [.delivered, .partlyRefunded, .refunded].contains(ending),
            saleMinor: saleMinor,
            creditedMinor: credited,
            steps: states.enumerated().map { index, state in
                let order = json(state)
                return GeneratedWooStep(
                    topic: index == 0 ? "order.created" : "order.updated",
                    deliveryID: "d\(id)-\(index)",
                    moment: state.modifiedAt,
                    body: WooJSONText.data(WooRendering.shown(order, decimals: 2)),
                    order: WooJSONText.data(order),
                    refunds: WooJSONText.data(.array(refunds(state)))
                )
            }
        )
    }

    private var credited: Int64 {
        switch ending {
        case .partlyRefunded: partlyRefundedMinor
        case .refunded: saleMinor
        default: 0
        }
    }

    private var states: [State] {
        let made = State(status: ending == .onHold ? "on-hold" : "pending", modifiedAt: createdAt)
        guard ending != .onHold, ending != .pending else { return [made] }
        // Cards are charged at once, Vipps and Klarna only reserve.
        let isCharged = gateway == "stripe" || gateway == "woocommerce_payments"
        let reserved = State(
            status: "processing",
            modifiedAt: createdAt + 30,
            isPaid: true,
            isCaptured: isCharged
        )
        if ending == .reserved { return [made, reserved] }
        if ending == .cancelled {
            return [made, State(status: "cancelled", modifiedAt: createdAt + 3_600)]
        }
        let completed = State(
            status: "completed",
            modifiedAt: createdAt + 86_400,
            isPaid: true,
            isCaptured: true,
            completedAt: createdAt + 86_400
        )
        guard ending != .delivered else { return [made, reserved, completed] }
        var refunded = completed
        refunded.modifiedAt = createdAt + 5 * 86_400
        refunded.refund = Refund(isFull: ending == .refunded, at: refunded.modifiedAt)
        if ending == .refunded { refunded.status = "refunded" }
        return [made, reserved, completed, refunded]
    }
}
