/// Books what is paid for an order that is not delivered yet as the customer's advance.
///
/// Source: mval § 15-10: no sales document before delivery; the money is a debt until then.
struct AdvancePlanner {
    private let order: Order
    private let rules: Rules
    private let rates: ExchangeRates
    private let reason: Alert

    /// Plans the advances of an order that is no sale, for the reason given.
    init(_ order: Order, reason: Alert, rules: Rules, rates: ExchangeRates) {
        self.order = order
        self.reason = reason
        self.rules = rules
        self.rates = rates
    }

    func plan() throws(Alert) -> Plan {
        var builder = VoucherBuilder(currency: order.currency)
        let advance = try rules.needed("customerAdvance")
        var alerts = [reason]
        for payment in order.capturedPayments where !payment.amount.isZero {
            try add(
                payment.method,
                payment.amount,
                payment.amountNOK,
                payment.date,
                advance,
                &builder,
                &alerts
            )
        }
        for refund in order.earlyRefunds(deliveredOn: nil) {
            for transaction in refund.transactions where !transaction.amount.isZero {
                try add(
                    transaction.method,
                    -transaction.amount,
                    nil,
                    refund.date,
                    advance,
                    &builder,
                    &alerts
                )
            }
        }
        return Plan(
            status: .booked,
            alerts: Plan.sorted(alerts),
            entries: builder.vouchers.map(PlanEntry.voucher),
            vouchers: builder.vouchers
        )
    }

    private func add(
        _ method: String,
        _ amount: Amount,
        _ known: Amount?,
        _ captured: LocalDate,
        _ advance: AccountNumber,
        _ builder: inout VoucherBuilder,
        _ alerts: inout [Alert]
    ) throws(Alert) {
        let date = rules.openDay(on: captured)
        if date != captured { alerts.append(.periodClosed(captured, bookedOn: date)) }
        let target = try rules.paymentTarget(method)
        let rate = try rates.needed(order.currency, on: date, rules)
        let converted = rate.converted(amount, from: order.currency)
        guard let nok = order.currency == .nok ? amount : known ?? converted else {
            throw .impossibleFigure("payments")
        }
        let subject: PostingReason.Subject =
            amount < .zero ? .moneyBack(target.method) : .payment(target.method)
        try builder.add(
            .advance,
            on: date,
            [
                builder.balance(target.account, amount, nok: nok, subject, rate: rate),
                builder.balance(advance, -amount, nok: -nok, .advance, rate: rate),
            ]
        )
    }
}
