import Bookkeeping

/// The money of an order: what was captured, and what went back.
struct ShopifyPayments: Sendable {
    private(set) var payments: [Payment] = []
    /// Captured less paid back, without the rounding of cash.
    private(set) var netCaptured = Amount.zero

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
        for transaction in transactions where transaction.isCaptured || transaction.isPaidBack {
            let amount = try amount(of: transaction)
            if transaction.isPaidBack {
                netCaptured -= amount
                continue
            }
            netCaptured += amount
            let rounding = try transaction.amountRounding.map { (decimal) throws(Alert) in
                try figures.read(decimal, "transactions.amount_rounding")
            }
            paymentIndexOfTransaction[transaction.id] = payments.count
            payments.append(
                Payment(
                    id: String(transaction.id),
                    method: Self.method(of: transaction),
                    amount: amount + (rounding ?? .zero),
                    date: try day(of: transaction),
                    giftCardID: transaction.receipt?.giftCardID
                )
            )
        }
    }

    /// The successful transactions of a refund.
    func money(of refund: ShopifyRefund) throws(Alert) -> [Refund.Transaction] {
        var money: [Refund.Transaction] = []
        for transaction in refund.transactions ?? [] where transaction.isPaidBack {
            money.append(
                Refund.Transaction(
                    id: String(transaction.id),
                    method: Self.method(of: transaction),
                    amount: try amount(of: transaction)
                )
            )
        }
        return money
    }

    /// Takes the money of a refund that reduces the sale off the payments it was paid back from.
    mutating func reduce(by refund: ShopifyRefund) throws(Alert) {
        for transaction in refund.transactions ?? [] where transaction.isPaidBack {
            var left = try amount(of: transaction)
            let method = Self.method(of: transaction)
            let parent = transaction.parentId.flatMap { paymentIndexOfTransaction[$0] }
            let candidates =
                (parent.map { [$0] } ?? [])
                + payments.indices.filter { $0 != parent && payments[$0].method == method }
            for index in candidates {
                let taken = min(left, payments[index].amount)
                payments[index].amount -= taken
                left -= taken
            }
            guard left.isZero else { throw .shopifyRefundedMore }
        }
    }

    /// The payments of which something is left.
    var remaining: [Payment] { payments.filter { !$0.amount.isZero } }

    private func amount(of transaction: ShopifyTransaction) throws(Alert) -> Amount {
        if let code = transaction.currency, code != figures.currency.code {
            throw .shopifyPaidIn(code, insteadOf: figures.currency)
        }
        guard let decimal = transaction.amount else {
            throw .shopifyUnreadable("transactions.amount")
        }
        let amount = try figures.read(decimal, "transactions.amount")
        guard amount >= .zero else { throw .shopifyUnreadable("transactions.amount") }
        return amount
    }

    private func day(of transaction: ShopifyTransaction) throws(Alert) -> LocalDate {
        guard let day = calendar.day(of: transaction.processedAt ?? transaction.createdAt) else {
            throw .shopifyUnreadable("transactions.processed_at")
        }
        return day
    }

    /// The gateway's label as the shop writes it; the company's rules map it.
    private static func method(of transaction: ShopifyTransaction) -> String {
        transaction.gateway.unlessEmpty ?? "unknown"
    }
}
