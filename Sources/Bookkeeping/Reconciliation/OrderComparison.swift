/// One order's expected vouchers against those that the ledger has for it.
struct OrderComparison {
    private(set) var differences: [Difference] = []
    private let entry: Reconciliation.Expected

    init(
        _ entry: Reconciliation.Expected,
        posted: [PostedVoucher],
        period: ClosedRange<LocalDate>
    ) {
        self.entry = entry
        let due = entry.plan.vouchers.filter { period.contains($0.date) }
        if entry.plan.status != .booked {
            if posted.isEmpty {
                if period.contains(entry.date) {
                    add(entry.plan.status == .held ? .held : .waiting, entry.shopTotal ?? .zero)
                }
            } else {
                add(.voucherWithoutOrder, posted.map(\.turnover).total)
            }
            return
        }
        compareShop(period)
        if period.contains(entry.date),
            let sale = entry.plan.vouchers.first(where: { $0.kind == .sale }),
            sale.date > period.upperBound
        {
            add(.bookedInLaterTerm, sale.turnover)
        }
        guard !due.isEmpty || !posted.isEmpty else { return }
        compare(due, posted)
    }

    private mutating func add(_ cause: Difference.Cause, _ amount: Amount) {
        differences.append(
            Difference(orderNumber: entry.orderNumber, cause: cause, amount: amount)
        )
    }

    private mutating func compareShop(_ period: ClosedRange<LocalDate>) {
        guard let shop = entry.shopTotal, let totals = entry.plan.totals, totals.currency == .nok,
            period.contains(entry.date), shop != totals.sale
        else { return }
        add(.shopTotal, shop - totals.sale)
    }

    private mutating func compare(_ due: [Voucher], _ posted: [PostedVoucher]) {
        guard !due.isEmpty else {
            add(.otherDate, posted.map(\.turnover).total)
            return
        }
        guard !posted.isEmpty else {
            add(.orderWithoutVoucher, due.map(\.turnover).total)
            return
        }
        let expected = Sums(due)
        let found = Sums(posted)
        if expected == found {
            if Set(due.map(\.date)) != Set(posted.map(\.date)) { add(.otherDate, .zero) }
            return
        }
        if found == expected.doubled {
            add(.bookedTwice, due.map(\.turnover).total)
            return
        }
        let difference = found.largestDifference(from: expected)
        if expected.byAmount == found.byAmount {
            add(.otherAccountOrCode, difference)
        } else if difference.minor <= Int64(due.reduce(0) { $0 + $1.postings.count }),
            expected.keys == found.keys
        {
            add(.rounding, difference)
        } else {
            add(.otherAmount, difference)
        }
    }
}

/// What vouchers come to per account and VAT code; sums of zero left out.
private struct Sums: Equatable {
    struct Key: Hashable {
        var account: AccountNumber
        var code: VATCode?
    }

    private var amounts: [Key: Amount]

    init(_ vouchers: [Voucher]) {
        self.init(
            vouchers.flatMap(\.postings).map {
                (Key(account: $0.account, code: $0.vatCode), $0.amount)
            }
        )
    }

    init(_ vouchers: [PostedVoucher]) {
        self.init(
            vouchers.flatMap(\.lines).map {
                (Key(account: $0.account, code: $0.vatCode), $0.amount)
            }
        )
    }

    private init(_ movements: [(Key, Amount)]) {
        amounts = movements.reduce(into: [:]) { $0[$1.0, default: .zero] += $1.1 }
            .filter { !$0.value.isZero }
    }

    var keys: Set<Key> { Set(amounts.keys) }
    var byAmount: [Amount] { amounts.values.sorted() }

    var doubled: Sums {
        var sums = self
        sums.amounts = amounts.mapValues { $0 + $0 }
        return sums
    }

    func largestDifference(from other: Sums) -> Amount {
        keys.union(other.keys).map {
            ((amounts[$0] ?? .zero) - (other.amounts[$0] ?? .zero)).magnitude
        }.max() ?? .zero
    }
}

extension Voucher {
    /// What it credits in all, as its size.
    var turnover: Amount { postings.map { max(.zero, -$0.amount) }.total }
}
