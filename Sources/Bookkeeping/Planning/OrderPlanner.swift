/// Plans one order that is to be booked: the sale, its payments and its refunds.
struct OrderPlanner {
    let facts: OrderFacts
    var order: Order { facts.order }
    var rules: Rules { facts.rules }
    var rates: ExchangeRates { facts.rates }
    /// The true day of delivery.
    let delivered: LocalDate
    /// The day of the sale's voucher: of delivery, or the first open one.
    let saleDate: LocalDate
    let rate: ExchangeRate
    var alerts: [Alert] = []
    var entries: [PlanEntry] = []
    var builder: VoucherBuilder
    var components: [SaleComponent]
    /// Refunds before delivery that made the sale smaller, and those that could not.
    var netted: [Refund] = []
    private var refused: Set<String> = []

    init(_ facts: OrderFacts, _ figures: OrderFigures, delivered: LocalDate) throws(Alert) {
        self.facts = facts
        self.delivered = delivered
        let (order, rules) = (facts.order, facts.rules)
        saleDate = rules.openDay(on: delivered)
        builder = VoucherBuilder(currency: order.currency)
        var composition = try SaleComposition(facts, figures, on: delivered)
        let difference = order.total - composition.components.total
        if difference.magnitude.minor > rules.settings.totalTolerance {
            throw .totalMismatch(
                lines: composition.components.total,
                order: order.total,
                order.currency
            )
        }
        if !difference.isZero {
            try composition.addRounding(difference)
            composition.note(.rounding(difference, in: order.currency))
        }
        components = composition.components
        alerts = composition.alerts
        rate = try facts.rates.needed(order.currency, on: saleDate, rules)
    }

    mutating func plan(_ remarks: [Alert]) throws(Alert) -> Plan {
        alerts += remarks
        if saleDate != delivered { alerts.append(.periodClosed(delivered, bookedOn: saleDate)) }
        netEarlyRefunds()
        var receipts = Receipts(try self.receipts())
        let receivableAccount = try rules.needed("receivable")
        let advanceAccount = try rules.needed("customerAdvance")
        try bookAdvances(&receipts, on: advanceAccount)
        var sale = try SalePostings(components, currency: order.currency, rate: rate)
        var receivable = receipts.spread(
            sale.totalNOK,
            of: sale.total,
            advance: advanceAccount,
            receivable: receivableAccount
        )
        let delivery = invoiceDelivery()
        try bookSale(sale, receipts, receivable, delivery: delivery)
        var refunds = RefundPlanner(
            components: components,
            facts: facts,
            saleDate: saleDate,
            receivable: receivableAccount
        )
        for event in later(receipts) {
            switch event {
            case .payment(let receipt):
                try bookLater(receipt, &receivable, receivableAccount)
            case .refund(let refund):
                try refunds.book(refund, &sale, &receivable, into: &self)
            }
        }
        if rules.settings.bookingModel == .voucher {
            entries = builder.vouchers.map(PlanEntry.voucher)
        }
        return Plan(
            status: .booked,
            alerts: Plan.sorted(alerts),
            entries: entries,
            vouchers: builder.vouchers,
            delivery: delivery,
            totals: Plan.Totals(
                currency: order.currency,
                sale: sale.total,
                outstanding: receivable.open
            )
        )
    }

    /// Goods taken back before delivery were never sold: the sale is made smaller.
    private mutating func netEarlyRefunds() {
        guard !order.refunds.isEmpty else { return }
        var taking = RefundTaking(components, of: order)
        for refund in order.earlyRefunds(deliveredOn: delivered) {
            do throws(Alert) {
                let parts = try taking.take(refund)
                for (index, part) in parts.enumerated() where !part.isZero {
                    components[index].take(part)
                }
                netted.append(refund)
            } catch {
                refused.insert(refund.id)
                alerts.append(error)
            }
        }
        if !netted.isEmpty { components.removeAll { $0.gross.isZero } }
    }

    enum Event {
        case payment(Receipt)
        case refund(Refund)

        var date: LocalDate {
            switch self {
            case .payment(let receipt): receipt.date
            case .refund(let refund): refund.date
            }
        }
    }

    /// What happens after the sale, in its order; money in before money out on the same day.
    private mutating func later(_ receipts: Receipts) -> [Event] {
        let payments = receipts.list.filter { $0.time == .later }.map(Event.payment)
        let settled = refused.union(netted.map(\.id))
        var refunds: [Refund] = []
        for refund in order.refunds where !settled.contains(refund.id) {
            if refund.date >= delivered {
                refunds.append(refund)
            } else {
                alerts.append(.refundMismatch(refund.id, .money(refund, order.currency)))
            }
        }
        return
            (payments
            + refunds.sorted { ($0.date, $0.id) < ($1.date, $1.id) }.map(Event.refund))
            .enumerated()
            .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
            .map(\.element)
    }
}

extension SaleComponent {
    /// Makes the part smaller by an amount including VAT.
    fileprivate mutating func take(_ part: Amount) {
        amount -= amount.share(part, of: gross)
        gross -= part
    }
}

extension AlertCode {
    fileprivate var isOfRefund: Bool { self == .refundMismatch || self == .refundExceedsSale }
}

extension Rules {
    /// The day itself, or the first open day after a closed period.
    func openDay(on day: LocalDate) -> LocalDate {
        guard let closed = settings.closedThrough, day <= closed else { return day }
        return closed.adding(days: 1) ?? day
    }
}

extension ExchangeRates {
    /// The rate that a voucher of that day has.
    ///
    /// Throws the alert that holds it.
    func needed(
        _ currency: Currency,
        on day: LocalDate,
        _ rules: Rules
    ) throws(Alert) -> ExchangeRate {
        guard
            let rate = rate(of: currency, on: day, maximumAge: rules.settings.maximumRateAge)
        else { throw .missingRate(currency, on: day) }
        return rate
    }
}
