import Bookkeeping

/// The money of an order: what was captured, and what went back.
struct ShopifyPayments: Sendable {
    private(set) var payments: [Payment] = []
    /// Captured less paid back, without the rounding of cash.
    private(set) var netCaptured = Amount.zero
    /// What is announced to go back, and has not gone.
    private(set) var onItsWayBack = Amount.zero

    private let figures: ShopifyFigures
    private let calendar: ShopCalendar
    /// Transactions in a refund that are newer than the list of transactions still tell their parent.
    private var paymentIndexOfTransaction: [Int64: Int] = [:]

    init(
        _ transactions: [ShopifyTransaction],
        figures: ShopifyFigures,
        calendar: ShopCalendar
    ) throws(Alert) {
        self.figures = figures
        self.calendar = calendar
        for transaction in transactions {
            if transaction.isPaidBack {
                netCaptured -= try figures.amount(of: transaction)
            } else if transaction.isOnItsWayBack {
                onItsWayBack += try figures.amount(of: transaction)
            } else if transaction.isCaptured {
                try add(transaction)
            }
        }
    }

    private mutating func add(_ transaction: ShopifyTransaction) throws(Alert) {
        let amount = try figures.amount(of: transaction)
        netCaptured += amount
        let rounding = try transaction.amountRounding.map { (decimal) throws(Alert) in
            try figures.read(decimal, "transactions.amount_rounding")
        }
        paymentIndexOfTransaction[transaction.id] = payments.count
        payments.append(
            Payment(
                id: String(transaction.id),
                method: transaction.method,
                amount: amount + (rounding ?? .zero),
                date: try day(of: transaction),
                giftCardID: transaction.receipt?.giftCardID,
                amountNOK: amountNOK(of: transaction)
            )
        )
    }

    /// What the provider converted the payment to; only a shop that is kept in NOK is told.
    private func amountNOK(of transaction: ShopifyTransaction) -> Amount? {
        guard figures.currency != .nok, let adjustment = transaction.currencyExchangeAdjustment,
            adjustment.currency == Currency.nok.code, let text = adjustment.finalAmount?.text,
            let amount = Amount(text, in: .nok), amount > .zero
        else { return nil }
        return amount
    }

    /// Takes the money of a refund that reduces the sale off the payments it is paid back from.
    mutating func reduce(by refund: ShopifyRefunds.Entry) throws(Alert) {
        for money in refund.money {
            var left = money.amount
            let parent = money.parentID.flatMap { paymentIndexOfTransaction[$0] }
            let candidates =
                (parent.map { [$0] } ?? [])
                + payments.indices.filter { $0 != parent && payments[$0].method == money.method }
            for index in candidates where !left.isZero {
                let taken = min(left, payments[index].amount)
                payments[index].amount -= taken
                // What is left of a payment was not converted by itself.
                payments[index].amountNOK = nil
                left -= taken
            }
            guard left.isZero else { throw .shopifyRefundedMore }
        }
    }

    /// The payments of which something is left.
    var remaining: [Payment] { payments.filter { !$0.amount.isZero } }

    private func day(of transaction: ShopifyTransaction) throws(Alert) -> LocalDate {
        guard let day = calendar.day(of: transaction.processedAt ?? transaction.createdAt) else {
            throw .shopifyUnreadable("transactions.processed_at")
        }
        return day
    }
}

extension ShopifyTransaction {
    /// The gateway's label as the shop writes it; the company's rules map it.
    var method: String { gateway.unlessEmpty ?? "unknown" }
}
