/// One order's expected vouchers against those that the ledger has for it.
///
/// Two sources may have an order of one number; together they are compared with all vouchers of that number.
struct OrderComparison {
    private(set) var differences: [Difference] = []
    private let number: String
    /// Whether our record says that all of it was booked.
    private let isBooked: Bool
    private let isUnchanged: Bool?
    private let isCorrected: Bool

    init(
        _ entries: [Reconciliation.Expected],
        posted: [PostedVoucher],
        period: ClosedRange<LocalDate>
    ) {
        number = entries.first?.orderNumber ?? ""
        let made = entries.map(\.record.made).reduce(0, +)
        isBooked = made > 0 && made >= entries.reduce(0) { $0 + $1.plan.vouchers.count }
        isUnchanged = entries.count == 1 ? entries.first?.record.isUnchanged : nil
        isCorrected = entries.contains(where: \.record.isCorrected)
        for entry in entries { look(at: entry, period) }
        let due = entries.flatMap(\.plan.vouchers).filter { period.contains($0.date) }
        let found = posted.filter { period.contains($0.date) }
        if entries.contains(where: { $0.plan.status == .booked }) {
            let all = entries.flatMap(\.plan.vouchers)
            if Sums(due) != Sums(found), Sums(all) == Sums(posted) {
                nameTiming(all, posted, due, found)
            } else {
                compare(due, found)
            }
        } else if !found.isEmpty {
            add(.voucherWithoutOrder, found.map(\.turnover).total)
        }
        if differences.contains(where: { $0.cause == .voucherWithoutOrder }) {
            // It does not wait: the ledger has it.
            differences.removeAll { $0.cause == .waiting || $0.cause == .held }
        }
    }

    private mutating func add(_ cause: Difference.Cause, _ amount: Amount) {
        differences.append(Difference(orderNumber: number, cause: cause, amount: amount))
    }

    /// What one order's plan tells without the ledger.
    private mutating func look(
        at entry: Reconciliation.Expected,
        _ period: ClosedRange<LocalDate>
    ) {
        guard period.contains(entry.date) else { return }
        guard entry.plan.status == .booked else {
            add(entry.plan.status == .held ? .held : .waiting, entry.shopTotal ?? .zero)
            return
        }
        if let shop = entry.shopTotal, let totals = entry.plan.totals, totals.currency == .nok,
            shop != totals.sale
        {
            add(.shopTotal, shop - totals.sale)
        }
        if let sale = entry.plan.vouchers.first(where: { $0.kind == .sale }),
            sale.date > period.upperBound
        {
            add(.bookedInLaterTerm, sale.turnover)
        }
    }

    /// All of it is in the ledger, in another period than it should.
    private mutating func nameTiming(
        _ all: [Voucher],
        _ posted: [PostedVoucher],
        _ due: [Voucher],
        _ found: [PostedVoucher]
    ) {
        let amount = due.isEmpty ? found.map(\.turnover).total : due.map(\.turnover).total
        let first = all.map(\.date).min()
        let isLater = first.map { first in posted.allSatisfy { first <= $0.date } } ?? false
        let terms = Set(all.map { VATTerm(of: $0.date) })
        if isCorrected {
            add(.corrected, amount)
        } else if isLater, isBooked, !posted.allSatisfy({ terms.contains(VATTerm(of: $0.date)) }) {
            add(.bookedInLaterTerm, amount)
        } else {
            add(.otherDate, amount)
        }
    }

    private mutating func compare(_ due: [Voucher], _ posted: [PostedVoucher]) {
        let expected = Sums(due)
        let found = Sums(posted)
        if expected == found {
            if Set(due.map(\.date)) != Set(posted.map(\.date)) { add(.otherDate, .zero) }
            return
        }
        if due.isEmpty {
            add(isCorrected ? .corrected : .otherDate, posted.map(\.turnover).total)
        } else if posted.isEmpty {
            add(isBooked ? .deletedInLedger : .orderWithoutVoucher, due.map(\.turnover).total)
        } else {
            name(expected, found, due, posted)
        }
    }

    private mutating func name(
        _ expected: Sums,
        _ found: Sums,
        _ due: [Voucher],
        _ posted: [PostedVoucher]
    ) {
        if let extra = doubled(expected, posted) {
            add(.bookedTwice, extra)
            return
        }
        if let missing = missing(due, posted) {
            add(isBooked ? .deletedInLedger : .partlyMissing, missing)
            return
        }
        let difference = found.largestDifference(from: expected)
        if expected.byAmount == found.byAmount {
            add(.otherAccountOrCode, difference)
        } else if difference.minor <= Int64(due.reduce(0) { $0 + $1.postings.count }) {
            add(.rounding, difference)
        } else if isCorrected {
            add(.corrected, difference)
        } else {
            switch isUnchanged {
            case true?: add(.changedInLedger, difference)
            case false?: add(.changedInShop, difference)
            case nil: add(.otherAmount, difference)
            }
        }
    }

    /// What stands a second time: everything, or vouchers of which the ledger has two alike.
    private func doubled(_ expected: Sums, _ posted: [PostedVoucher]) -> Amount? {
        var once: [PostedVoucher] = []
        var seen: Set<Sums> = []
        var extra = Amount.zero
        for voucher in posted {
            if seen.insert(Sums([voucher])).inserted {
                once.append(voucher)
            } else {
                extra += voucher.turnover
            }
        }
        return !extra.isZero && Sums(once) == expected ? extra : nil
    }

    /// What is missing, when every voucher that is there is one of the expected.
    private func missing(_ due: [Voucher], _ posted: [PostedVoucher]) -> Amount? {
        var left = due.map { (sums: Sums([$0]), turnover: $0.turnover) }
        for voucher in posted {
            let sums = Sums([voucher])
            guard let index = left.firstIndex(where: { $0.sums == sums }) else { return nil }
            left.remove(at: index)
        }
        return left.isEmpty ? nil : left.map(\.turnover).total
    }
}

/// What vouchers come to per account and VAT code; sums of zero left out.
private struct Sums: Hashable {
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
