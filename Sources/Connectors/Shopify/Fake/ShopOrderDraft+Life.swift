import Bookkeeping

extension ShopOrderDraft {
    /// What has happened to the order so far.
    struct State: Sendable {
        var isPaid = false
        var isFulfilled = false
        var isCancelled = false
        /// Seconds since 1970.
        var updatedAt: Int64
    }

    /// The order with its whole life, written as JSON.
    func generated() -> GeneratedOrder {
        GeneratedOrder(
            id: id,
            number: String(number),
            isBookable: ending == .fulfilled && !isOdd,
            totalMinor: totalMinor,
            currency: "NOK",
            steps: life.enumerated().map { index, moment in
                let order = json(moment.state).data
                return GeneratedStep(
                    topic: moment.topic,
                    eventID: Self.eventID(number: number, step: index),
                    moment: moment.state.updatedAt,
                    body: order,
                    order: order,
                    transactions: transactionsJSON(moment.state).data
                )
            }
        )
    }

    private var life: [(topic: String, state: State)] {
        let created = State(updatedAt: createdAt)
        let paid = State(isPaid: true, updatedAt: createdAt + 30)
        let fulfilled = State(isPaid: true, isFulfilled: true, updatedAt: createdAt + 86_400)
        let cancelled = State(isCancelled: true, updatedAt: createdAt + 3_600)
        return switch ending {
        case .fulfilled:
            [("orders/create", created), ("orders/paid", paid), ("orders/fulfilled", fulfilled)]
        case .unpaid: [("orders/create", created)]
        case .unfulfilled: [("orders/create", created), ("orders/paid", paid)]
        case .cancelled: [("orders/create", created), ("orders/cancelled", cancelled)]
        }
    }

    /// Looks like a UUID; unique for each order and step.
    private static func eventID(number: Int64, step: Int) -> String {
        let digits = String(number * 8 + Int64(step), radix: 16)
        return "98880550-7158-44d4-b7cd-" + String(repeating: "0", count: max(0, 12 - digits.count))
            + digits
    }
}

/// Writes moments as Shopify does, in the shop's zone without summer time.
enum ShopTime {
    /// `2026-01-05T10:12:00+01:00`; the generated orders lie in winter.
    static func text(_ seconds: Int64) -> String {
        let local = seconds + 3_600
        let days = local / 86_400
        let rest = local % 86_400
        guard let date = LocalDate(daysSince1970: Int(days)) else {
            return "1970-01-01T00:00:00+00:00"
        }
        return "\(date)T\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60))+01:00"
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
}
