/// Says what the books should be for an order: a pure function of the order and the company's rules.
package struct Bookkeeper: Hashable, Sendable {
    package let rules: Rules

    package init(rules: Rules) {
        self.rules = rules
    }

    /// The plan. Whatever the order holds, there is one: a refusal is a plan that holds it back and says why.
    ///
    /// The figures are checked before anything else, then whether the order is to be booked at all, then how.
    package func plan(_ order: Order) -> Plan {
        let pricing = OrderPricing(order)
        let difference = order.total - pricing.total
        guard difference.magnitude.minor <= rules.totalTolerance else {
            return .held(
                .totalMismatch(
                    .init(
                        nb:
                            "linjene gir \(pricing.total.text(in: order.currency)), ordren sier \(order.total.text(in: order.currency)).",
                        en:
                            "the lines come to \(pricing.total.text(in: order.currency)), the order says \(order.total.text(in: order.currency))."
                    )
                )
            )
        }
        if let waiting = gate(order) { return waiting }
        guard order.currency == .nok else { return .held(.missingRate(order.currency)) }
        guard let delivered = order.fulfilledDate else { return .waiting(.notFulfilled) }
        do throws(Alert) {
            return try book(order, pricing, delivered: delivered, unexplained: difference)
        } catch {
            return .held(error)
        }
    }

    /// Why the order is not to be booked as things are.
    private func gate(_ order: Order) -> Plan? {
        if order.cancelledDate != nil, order.fulfilledDate == nil {
            return .waiting(.cancelledOrder)
        }
        if order.total.isZero { return .waiting(.zeroTotal) }
        if let delivered = order.fulfilledDate, let from = rules.fromDate, delivered < from {
            return .waiting(.beforeFromDate(delivered, from))
        }
        let paid = order.payments.map(\.amount).total
        if paid < order.total {
            return .waiting(.notPaid(paid, of: order.total, in: order.currency))
        }
        if paid > order.total {
            return .held(.paymentMismatch(paid, of: order.total, in: order.currency))
        }
        return order.fulfilledDate == nil ? .waiting(.notFulfilled) : nil
    }

    private func book(
        _ order: Order,
        _ pricing: OrderPricing,
        delivered: LocalDate,
        unexplained: Amount
    ) throws(Alert) -> Plan {
        var alerts: [Alert] = []
        let date = try openDay(on: delivered, alerts: &alerts)
        var lines = try SaleLines(order, pricing, rules: rules, date: delivered)
        if !unexplained.isZero {
            try lines.addRounding(unexplained, rules: rules)
            alerts.append(.rounding(unexplained, in: order.currency))
        }
        let document = SaleDocument(
            orderNumber: order.number,
            customer: order.customer,
            date: date,
            deliveryDate: delivered,
            dueDate: max(order.invoiceDueDate ?? date, date),
            currency: order.currency,
            pricesIncludeVAT: true,
            lines: lines.lines,
            total: order.total,
            customerReference: order.customerReference
        )
        let payments = try payments(of: order, notBefore: date)
        alerts += order.refunds.map { Alert.refundNotBooked($0.id) }
        return Plan(
            status: .booked,
            alerts: alerts.sorted { $0.code.rawValue < $1.code.rawValue },
            entries: [.sale(document)] + payments.map(PlanEntry.payment),
            vouchers: try vouchers(document, payments),
            explanation: lines.explanation
                + payments.map { explanation(of: $0, in: order.currency) }
        )
    }

    /// The delivery day, or the first open day after a closed period.
    private func openDay(
        on day: LocalDate,
        alerts: inout [Alert]
    ) throws(Alert) -> LocalDate {
        guard let closed = rules.closedThrough, day <= closed, let open = closed.adding(days: 1)
        else {
            return day
        }
        alerts.append(.periodClosed(day, bookedOn: open))
        return open
    }

    private func payments(
        of order: Order,
        notBefore date: LocalDate
    ) throws(Alert) -> [PaymentEntry] {
        var entries: [PaymentEntry] = []
        for (index, payment) in order.payments.enumerated() {
            let target = try rules.paymentTarget(payment.method)
            entries.append(
                PaymentEntry(
                    id: payment.id ?? String(index + 1),
                    method: target.method,
                    account: target.account,
                    paymentType: target.paymentType,
                    amount: payment.amount,
                    date: max(payment.date, date)
                )
            )
        }
        return entries
    }

    private func vouchers(
        _ document: SaleDocument,
        _ payments: [PaymentEntry]
    ) throws(Alert) -> [Voucher] {
        guard let receivable = rules.account("receivable") else {
            throw .missingAccount(for: "receivable")
        }
        var postings = [
            Posting(account: receivable, vatCode: nil, amount: document.total, vat: .zero)
        ]
        postings += document.lines.groupedPostings()
        let sale = Voucher(kind: .sale, date: document.date, postings: postings)
        let paid = payments.map { payment in
            Voucher(
                kind: .payment,
                date: payment.date,
                postings: [
                    Posting(
                        account: payment.account,
                        vatCode: nil,
                        amount: payment.amount,
                        vat: .zero
                    ),
                    Posting(account: receivable, vatCode: nil, amount: -payment.amount, vat: .zero),
                ]
            )
        }
        let vouchers = ([sale] + paid).compactMap { $0 }
        guard vouchers.count == payments.count + 1 else {
            throw .totalMismatch(
                .init(nb: "bilaget går ikke i null.", en: "the voucher does not sum to zero.")
            )
        }
        return vouchers
    }

    private func explanation(of payment: PaymentEntry, in currency: Currency) -> LocalizedText {
        let amount = payment.amount.text(in: currency)
        return LocalizedText(
            nb:
                "Betaling \(amount) med \(payment.method) \(payment.date) føres på konto \(payment.account).",
            en:
                "Payment of \(amount) by \(payment.method) on \(payment.date) goes to account \(payment.account)."
        )
    }
}

/// What postings are summed by.
private struct PostingKey: Hashable {
    var account: AccountNumber
    var code: VATCode?
    var rate: Percentage
}

extension [DocumentLine] {
    /// One posting per account and VAT code, as the ledger will have them.
    fileprivate func groupedPostings() -> [Posting] {
        var sums: [PostingKey: Amount] = [:]
        for line in self {
            let key = PostingKey(account: line.account, code: line.vatCode, rate: line.vatRate)
            sums[key, default: .zero] += line.gross
        }
        return sums.map { key, gross in
            Posting(
                account: key.account,
                vatCode: key.code,
                amount: -gross,
                vat: -gross.includedVAT(at: key.rate)
            )
        }.sorted { ($0.account, $0.vatCode?.number ?? "") < ($1.account, $1.vatCode?.number ?? "") }
    }
}
