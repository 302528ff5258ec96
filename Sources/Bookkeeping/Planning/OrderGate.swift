/// Whether an order is to be booked as things are.
struct OrderGate {
    enum Decision {
        case waits(Alert)
        /// Paid, but not delivered, by a company that books customer advances.
        case advanceOnly
        /// The true day of delivery, and what is to be remarked.
        case books(LocalDate, [Alert])
    }

    private let order: Order
    private let rules: Rules
    private let early: [Refund]

    init(_ order: Order, rules: Rules) {
        self.order = order
        self.rules = rules
        early = order.earlyRefunds(deliveredOn: Self.saleDay(of: order, rules))
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
        if order.cancelledDate != nil, order.fulfilledDate == nil { return .waits(.cancelledOrder) }
        let total = order.total - early.map(\.credited).total
        let paid = order.capturedPayments.map(\.amount).total - early.map(\.money).total
        if total.isZero { return .waits(.zeroTotal) }
        if let day, let from = rules.settings.fromDate, day < from {
            return .waits(.beforeFromDate(day, from))
        }
        if total < .zero, order.documentType != .invoice || !paid.isZero {
            throw .impossibleFigure("total")
        }
        if paid > max(total, .zero) { throw .paymentMismatch(paid, of: total, in: order.currency) }
        if day == nil, rules.settings.advanceMode == .advance, paid > .zero { return .advanceOnly }
        var remarks: [Alert] = []
        if paid < total, !isPaidLater {
            let alert = Alert.notPaid(paid, of: total, in: order.currency)
            guard !paid.isZero, rules.settings.allowsPartiallyPaid else { return .waits(alert) }
            remarks.append(alert)
        }
        guard let day else { return .waits(.notFulfilled) }
        return .books(day, remarks)
    }

    /// Whether the order is booked although money is still to come.
    private var isPaidLater: Bool {
        order.documentType == .invoice || !rules.settings.requiresPaid
            || (order.customer.kind == .business && order.invoiceDueDate != nil
                && rules.settings.booksUnpaidOnTerms)
    }
}

extension Order {
    /// Money that came; the company's own invoice is a promise, not a payment.
    var capturedPayments: [Payment] { payments.filter { $0.method.lowercased() != "invoice" } }

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
