/// What the books should say about an order, and why.
package struct Plan: Hashable, Sendable {
    package enum Status: String, Hashable, Sendable {
        case booked
        /// It waits for something; not an error.
        case notBooked = "not_booked"
        /// A person must act; nothing is booked.
        case held
    }

    package var status: Status
    package var alerts: [Alert]
    /// What the ledger must make, in this order.
    package var entries: [PlanEntry] = []
    /// The postings it must come to.
    package var vouchers: [Voucher] = []
    package var explanation: [LocalizedText] = []

    package static func waiting(_ alert: Alert) -> Plan {
        Plan(status: .notBooked, alerts: [alert])
    }

    package static func held(_ alert: Alert) -> Plan { Plan(status: .held, alerts: [alert]) }
}

/// Something that a ledger must make.
package enum PlanEntry: Hashable, Sendable {
    case sale(SaleDocument)
    case payment(PaymentEntry)
}
