import Bookkeeping
import Dashboard

/// Tells which vouchers of the ledger concern our orders, and which of them people made without us.
///
/// A company's ledger holds wages and rent too: only what touches an account that the orders of the period touch
/// is of interest, and of the receivables only what names an order.
struct OutsideVouchers: Sendable {
    private let orders: Set<String>
    private let known: Set<String>
    /// Where money of the providers stands, and the debt for gift cards: these must tie to zero.
    private let clearing: Set<AccountNumber>
    private let revenue: Set<AccountNumber>
    private let days: ClosedRange<LocalDate>

    init(_ orders: [ExpectedOrder], known: Set<String>, period: ReportPeriod) {
        self.orders = Set(orders.map(\.orderKey))
        self.known = known
        days = period.from...max(period.from, period.to)
        var clearing: Set<AccountNumber> = []
        var revenue: Set<AccountNumber> = []
        for order in orders {
            for posting in order.documents.flatMap(\.postings) {
                guard let account = AccountNumber(posting.account) else { continue }
                switch posting.subject {
                case "payment", "moneyBack": clearing.insert(account)
                case "sale", "credit": revenue.insert(account)
                default: break
                }
            }
        }
        self.clearing = clearing
        self.revenue = revenue.subtracting(clearing)
    }

    /// Whether the voucher belongs into the comparison.
    func concerns(_ voucher: PostedVoucher) -> Bool {
        isOurs(voucher)
            || days.contains(voucher.date)
                && voucher.lines.contains {
                    clearing.contains($0.account) || revenue.contains($0.account)
                }
    }

    /// Whether it is what people book without us in the ordinary way of things: a payout or a fee from a clearing
    /// account to the bank, or an invoice of their own.
    func isOutside(_ voucher: PostedVoucher) -> Bool {
        guard !isOurs(voucher) else { return false }
        let accounts = Set(voucher.lines.map(\.account))
        let reachesBank = accounts.contains {
            (1_900...1_999).contains($0.value) && !clearing.contains($0)
        }
        if !accounts.isDisjoint(with: clearing) {
            return reachesBank && accounts.isDisjoint(with: revenue)
        }
        return voucher.invoiceNumber != nil
    }

    private func isOurs(_ voucher: PostedVoucher) -> Bool {
        voucher.orderNumber.map { orders.contains($0) || known.contains($0) } ?? false
    }
}
