/// Whether an order is to be booked as things are.
struct OrderGate {
    enum Decision {
        case waits(Alert)
        /// Nothing is sold (yet), but money moved, by a company that books customer advances; and why.
        case advanceOnly(Alert)
        /// The true day of delivery, and what is to be remarked.
        case books(LocalDate, [Alert])
    }

    private let facts: OrderFacts
    private var order: Order { facts.order }
    private var rules: Rules { facts.rules }
    private let early: [Refund]

    init(_ facts: OrderFacts) {
        self.facts = facts
        early =
            facts.order.refunds.isEmpty
            ? [] : facts.order.earlyRefunds(deliveredOn: Self.saleDay(of: facts.order, facts.rules))
    }

    /// The day of delivery.
    ///
    /// A document that already is an invoice stands on its own date.
    private static func saleDay(of order: Order, _ rules: Rules) -> LocalDate? {
        if let day = order.fulfilledDate { return day }
        return order.documentType == .invoice || !rules.settings.requiresFulfilled
            ? order.orderDate : nil
    }

    /// Throws the alert that holds the order.
    func decision() throws(Alert) -> Decision {
        let day = Self.saleDay(of: order, rules)
        let captured = order.capturedPayments.map(\.amount).total
        if let cancelled = order.cancelledDate, order.fulfilledDate == nil {
            return unsold(.cancelledOrder(on: cancelled), captured)
        }
        let total = order.total - early.map(\.credited).total
        let paid = captured - early.map(\.money).total
        if total.isZero { return unsold(.zeroTotal(in: order.currency), captured) }
        if let day, let from = rules.settings.fromDate, day < from {
            return .waits(.beforeFromDate(day, from))
        }
        if total < .zero, order.documentType != .invoice || !paid.isZero {
            throw .impossibleFigure("total")
        }
        if paid > max(total, .zero) { throw .paymentMismatch(paid, of: total, in: order.currency) }
        if day == nil, paid > .zero, rules.settings.advanceMode == .advance {
            return .advanceOnly(.notFulfilled(total, in: order.currency))
        }
        var remarks: [Alert] = []
        if paid < total, !isPaidLater {
            let alert = Alert.notPaid(paid, of: total, in: order.currency)
            guard !paid.isZero, rules.settings.allowsPartiallyPaid else { return .waits(alert) }
            remarks.append(alert)
        }
        guard let day else { return .waits(.notFulfilled(total, in: order.currency)) }
        return .books(day, remarks)
    }

    /// What never becomes a sale still leaves the advances that were booked, and the money given back.
    private func unsold(_ alert: Alert, _ captured: Amount) -> Decision {
        captured.isZero || rules.settings.advanceMode == .none || movedBeforeFromDate
            ? .waits(alert) : .advanceOnly(alert)
    }

    /// Whether all its money moved before the day from which bokbro keeps the books.
    private var movedBeforeFromDate: Bool {
        guard let from = rules.settings.fromDate else { return false }
        return (order.capturedPayments.map(\.date) + order.refunds.map(\.date))
            .allSatisfy { $0 < from }
    }

    /// Whether the order is booked although money is still to come.
    private var isPaidLater: Bool {
        order.documentType == .invoice || !rules.settings.requiresPaid
            || (order.customer.kind == .business && order.invoiceDueDate != nil
                && rules.settings.booksUnpaidOnTerms)
    }
}

extension Order {
    /// Money that came.
    var capturedPayments: [Payment] { payments.filter(\.isMoney) }

    /// Refunds before delivery, which make the sale smaller; of an order that is not delivered, all of them.
    ///
    /// One whose money is not what it takes back is no such refund: it is held beside the sale. Less money than
    /// goods is right only while the order is not paid in full.
    func earlyRefunds(deliveredOn day: LocalDate?) -> [Refund] {
        let isPaid = capturedPayments.map(\.amount).total >= total
        return refunds.filter { refund in
            (day.map { refund.date < $0 } ?? true)
                && (refund.credited == refund.money
                    || (refund.credited > refund.money && !isPaid))
        }
    }
}
