/// The expected books of a period against what the ledger holds, every difference with a named cause.
///
/// Source: the control trail of bokføringsforskriften § 3-1 and § 6-1; the same result whatever the order of input.
package struct Reconciliation: Hashable, Sendable {
    /// What the engine expects and the shop says of one order.
    package struct Expected: Hashable, Sendable {
        /// The order's number, or the reference of another document (a payout, expired gift cards) as its voucher
        /// bears it.
        package var orderNumber: String
        /// The true day of delivery, or of the order.
        package var date: LocalDate
        package var plan: Plan
        /// What the shop says the order came to in NOK; nil when that is not asked.
        package var shopTotal: Amount?
        /// What our own record says of it.
        package var record: Record

        package init(
            orderNumber: String,
            date: LocalDate,
            plan: Plan,
            shopTotal: Amount? = nil,
            record: Record = Record()
        ) {
            self.orderNumber = orderNumber
            self.date = date
            self.plan = plan
            self.shopTotal = shopTotal
            self.record = record
        }
    }

    /// What our own record says of an order.
    package struct Record: Hashable, Sendable {
        /// How many vouchers were made of it.
        package var made = 0
        /// Whether the order still comes to what was booked; nil when that cannot be told.
        package var isUnchanged: Bool?
        /// Whether it was corrected after it was booked.
        package var isCorrected = false

        package init(
            made: Int = 0,
            isUnchanged: Bool? = nil,
            isCorrected: Bool = false
        ) {
            self.made = made
            self.isUnchanged = isUnchanged
            self.isCorrected = isCorrected
        }
    }

    package private(set) var differences: [Difference] = []
    /// What the ledger holds per account, in øre, beside what it should.
    package private(set) var accounts: [AccountNumber: Pair] = [:]

    /// Expected and posted, in øre.
    package struct Pair: Hashable, Sendable {
        package var expected = Amount.zero
        package var posted = Amount.zero
        package var difference: Amount { posted - expected }

        package init() {}
    }

    /// Whether nothing differs but what waits by itself or only moved to a later term.
    package var isBalanced: Bool { differences.allSatisfy { !$0.cause.leavesWork } }

    /// Compares the vouchers of the period from the one day to the other, both included.
    ///
    /// Vouchers outside the period may be given too: they tell one that stands on a wrong day from one that is missing.
    /// `outside` are vouchers that people made without us, and that concern the same accounts.
    package init(
        from: LocalDate,
        to: LocalDate,
        expected: [Expected],
        posted: [PostedVoucher],
        outside: Set<String> = []
    ) {
        let period = from...max(from, to)
        let byOrder = Dictionary(grouping: posted.filter { $0.orderNumber != nil }) {
            $0.orderNumber ?? ""
        }
        let orders = Dictionary(grouping: expected, by: \.orderNumber)
        for (number, entries) in orders {
            let comparison = OrderComparison(
                entries,
                posted: byOrder[number] ?? [],
                period: period
            )
            differences += comparison.differences
            for voucher in entries.flatMap(\.plan.vouchers) where period.contains(voucher.date) {
                for posting in voucher.postings {
                    accounts[posting.account, default: Pair()].expected += posting.amount
                }
            }
        }
        for voucher in posted where period.contains(voucher.date) {
            for line in voucher.lines {
                accounts[line.account, default: Pair()].posted += line.amount
            }
            if voucher.orderNumber.map({ orders[$0] == nil }) ?? true {
                differences.append(
                    Difference(
                        orderNumber: voucher.orderNumber,
                        voucherID: voucher.id,
                        cause: outside.contains(voucher.id)
                            ? .outsideBokbro : .voucherWithoutOrder,
                        amount: voucher.turnover
                    )
                )
            }
        }
        accounts = accounts.filter { !$0.value.expected.isZero || !$0.value.posted.isZero }
        differences.sort()
    }
}

extension PostedVoucher {
    /// What it credits in all, as its size.
    var turnover: Amount { lines.map { max(.zero, -$0.amount) }.total }
}
