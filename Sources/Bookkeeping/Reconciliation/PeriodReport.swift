/// What the books should hold for a period: the expected side of a reconciliation.
///
/// The same whatever the order in which the plans are given.
package struct PeriodReport: Hashable, Sendable {
    /// A document that falls into the period or not, with its plan.
    package struct Entry: Hashable, Sendable {
        /// The order's number; nil for payouts and expired gift cards.
        package var orderNumber: String?
        /// The day that decides where a document without voucher belongs: of delivery, else of the order.
        package var date: LocalDate
        package var plan: Plan
        /// The debt account for gift cards by the rules under which it was planned.
        package var giftCardAccount: AccountNumber?

        package init(
            orderNumber: String?,
            date: LocalDate,
            plan: Plan,
            giftCardAccount: AccountNumber?
        ) {
            self.orderNumber = orderNumber
            self.date = date
            self.plan = plan
            self.giftCardAccount = giftCardAccount
        }
    }

    /// Movements on one account, in øre, both positive.
    package struct AccountMovement: Hashable, Sendable {
        package var debit = Amount.zero
        package var credit = Amount.zero
        package var net: Amount { debit - credit }

        package init() {}

        mutating func add(_ amount: Amount) {
            if amount > .zero { debit += amount } else { credit -= amount }
        }
    }

    /// Orders sold in a currency, and what they came to in it.
    package struct CurrencyTotal: Hashable, Sendable {
        package var orders = 0
        package var sale = Amount.zero

        package init() {}
    }

    /// An order that has no voucher, and why.
    package struct Unbooked: Hashable, Sendable {
        package var orderNumber: String
        package var status: Plan.Status
        package var alerts: [AlertCode]
    }

    package let from: LocalDate
    package let to: LocalDate
    package private(set) var accounts: [AccountNumber: AccountMovement] = [:]
    package private(set) var vat: VATTotals
    package private(set) var currencies: [Currency: CurrencyTotal] = [:]
    package private(set) var giftCards = GiftCardMovement()
    /// By order number.
    package private(set) var unbooked: [Unbooked] = []

    /// The report for vouchers dated from the one day to the other, both included.
    package init(from: LocalDate, to: LocalDate, entries: [Entry]) {
        self.from = from
        self.to = to
        let period = from...max(from, to)
        var postings: [Posting] = []
        for entry in entries {
            for voucher in entry.plan.vouchers where period.contains(voucher.date) {
                postings += voucher.postings
                for posting in voucher.postings {
                    accounts[posting.account, default: AccountMovement()].add(posting.amount)
                    if posting.account == entry.giftCardAccount { giftCards.add(posting) }
                }
                if voucher.kind == .sale, let totals = entry.plan.totals {
                    currencies[totals.currency, default: CurrencyTotal()].orders += 1
                    currencies[totals.currency, default: CurrencyTotal()].sale += totals.sale
                }
            }
            if let number = entry.orderNumber, entry.plan.status != .booked,
                period.contains(entry.date)
            {
                unbooked.append(
                    Unbooked(
                        orderNumber: number,
                        status: entry.plan.status,
                        alerts: entry.plan.alerts.map(\.code)
                    )
                )
            }
        }
        vat = VATTotals(postings)
        unbooked.sort {
            ($0.orderNumber, $0.status.rawValue) < ($1.orderNumber, $1.status.rawValue)
        }
    }
}
