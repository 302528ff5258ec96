/// What the books should say about an order, a payout or expired gift cards, and why.
package struct Plan: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable {
        case booked
        /// It waits for something; not an error.
        case notBooked = "not_booked"
        /// A person must act; nothing is booked.
        case held
    }

    /// What an order comes to, in its currency.
    package struct Totals: Hashable, Sendable {
        package var currency: Currency
        package var sale: Amount
        /// What the customer still owes.
        package var outstanding: Amount

        package init(currency: Currency, sale: Amount, outstanding: Amount) {
            self.currency = currency
            self.sale = sale
            self.outstanding = outstanding
        }
    }

    package var status: Status
    package var alerts: [Alert]
    /// What the ledger must make, in this order.
    package var entries: [PlanEntry] = []
    /// The postings it must come to.
    package var vouchers: [Voucher] = []
    /// How a business gets its invoice; nil when no invoice is made for one.
    package var delivery: InvoiceDelivery?
    package var totals: Totals?

    package static func waiting(_ alert: Alert) -> Plan {
        Plan(status: .notBooked, alerts: [alert])
    }

    package static func held(_ alert: Alert) -> Plan { Plan(status: .held, alerts: [alert]) }

    /// The same books, without sending the customer anything: what is booked long afterwards is known to them.
    package var unsent: Plan {
        var plan = self
        plan.delivery = delivery.map { _ in .none }
        plan.alerts.removeAll { $0.code == .noDeliveryChannel }
        plan.entries = entries.map { entry in
            guard case .sale(var document) = entry, document.delivery != nil else { return entry }
            document.delivery = InvoiceDelivery.none
            return .sale(document)
        }
        return plan
    }

    /// For each posting, in the order of the vouchers, the sentence that says why it is there.
    package var explanation: [LocalizedText] {
        vouchers.flatMap { voucher in voucher.postings.map { $0.sentence(in: voucher) } }
    }

    /// Alerts by code, as they are shown; the same alert once.
    static func sorted(_ alerts: [Alert]) -> [Alert] {
        guard alerts.count > 1 else { return alerts }
        var seen: Set<Alert> = []
        return alerts.filter { seen.insert($0).inserted }
            .enumerated()
            .sorted {
                ($0.element.code.rawValue, $0.offset) < ($1.element.code.rawValue, $1.offset)
            }
            .map(\.element)
    }
}

extension Plan {
    /// A plan of which only the postings are known: kept, or read from elsewhere.
    package init(status: Status, vouchers: [Voucher], totals: Totals?) {
        self.init(status: status, alerts: [])
        self.vouchers = vouchers
        self.totals = totals
    }
}

/// Something that a ledger must make.
package enum PlanEntry: Hashable, Sendable {
    case sale(SaleDocument)
    case payment(PaymentEntry)
    case creditNote(CreditNote)
    /// Money given back for a credit note.
    case refundPayment(PaymentEntry)
    /// A voucher of its own: a sale without invoice, a customer advance, a payout, expired gift cards.
    case voucher(Voucher)
}
