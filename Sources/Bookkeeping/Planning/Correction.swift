/// What to do in the books when the facts have changed since they were booked.
///
/// Booked is final (bokføringsloven § 4 no. 9): what is wrong is reversed by a voucher of its own and booked anew, never
/// edited. What did not change stays.
package struct Correction: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        /// The books are as they should be.
        case none
        /// The vouchers are to be made.
        case correct
        /// A person decides: the company does not want corrections made by themselves, or the plan is held.
        case hold
    }

    package let action: Action
    /// What undoes vouchers that are no longer right, in an open period.
    package let reversals: [Voucher]
    /// What is to be booked instead.
    package let replacements: [Voucher]

    /// Compares what stands in the books for the document, with earlier corrections, with what the plan now says.
    ///
    /// Reversals stand on `day`, or the first open day, and so does what is booked instead of them. Vouchers that only
    /// became more (a later payment, a refund) keep their dates and need nobody's consent.
    package init(booked: [Voucher], plan: Plan, on day: LocalDate, rules: Rules) {
        var missing = plan.vouchers
        var wrong = booked.filter { voucher in
            guard let index = missing.firstIndex(where: { $0.isSame(as: voucher) }) else {
                return true
            }
            missing.remove(at: index)
            return false
        }
        wrong.dropCorrected(&missing)
        let open = rules.openDay(on: day)
        reversals = wrong.map { $0.reversed(on: max(open, $0.date)) }
        let isReplacing = !wrong.isEmpty
        replacements = missing.map { voucher in
            isReplacing ? voucher.moved(to: max(rules.openDay(on: voucher.date), open)) : voucher
        }
        if wrong.isEmpty, missing.isEmpty {
            action = .none
        } else if plan.status == .held {
            action = .hold
        } else if isReplacing, rules.settings.changeMode == .hold || !plan.undoesSales {
            action = .hold
        } else {
            action = .correct
        }
    }
}

extension Plan {
    /// Whether what was booked before may go by itself: it is booked otherwise now, or there is no sale any more.
    ///
    /// A later from-date, or a payment or delivery that the shop no longer shows, is no reason to empty the books.
    fileprivate var undoesSales: Bool {
        status == .booked || alerts.contains { $0.code == .cancelled || $0.code == .zeroTotal }
    }
}

extension [Voucher] {
    /// Leaves out what earlier corrections settled: vouchers with their reversals, and then what was booked instead on
    /// a later day than planned.
    fileprivate mutating func dropCorrected(_ missing: inout [Voucher]) {
        var isCorrected = false
        var index = startIndex
        while index < endIndex {
            let undone = self[index].reversed(on: self[index].date)
            if let other = self[(index + 1)...].firstIndex(where: { $0.hasSameLines(as: undone) }) {
                remove(at: other)
                remove(at: index)
                isCorrected = true
            } else {
                index += 1
            }
        }
        guard isCorrected else { return }
        removeAll { voucher in
            let planned = missing.firstIndex {
                $0.hasSameLines(as: voucher) && $0.date < voucher.date
            }
            guard let planned else { return false }
            missing.remove(at: planned)
            return true
        }
    }
}

extension Voucher {
    /// Whether both say the same, whatever the order of postings and the reasons for them.
    fileprivate func isSame(as other: Voucher) -> Bool {
        date == other.date && hasSameLines(as: other)
    }

    /// The same but for the date.
    fileprivate func hasSameLines(as other: Voucher) -> Bool {
        kind == other.kind && currency == other.currency && lines == other.lines
    }

    private struct Line: Hashable {
        var account: AccountNumber
        var code: VATCode?
        var currency: Currency
    }

    private var lines: [Line: [Amount]] {
        var lines: [Line: [Amount]] = [:]
        for posting in postings {
            let line = Line(
                account: posting.account,
                code: posting.vatCode,
                currency: posting.currency
            )
            let sums = lines[line] ?? [.zero, .zero]
            lines[line] = [sums[0] + posting.amount, sums[1] + posting.inCurrency]
        }
        return lines.filter { $0.value != [.zero, .zero] }
    }

    fileprivate func reversed(on date: LocalDate) -> Voucher {
        Voucher(
            balanced: self,
            date: date,
            postings: postings.map { posting in
                var posting = posting
                posting.amount = -posting.amount
                posting.inCurrency = -posting.inCurrency
                posting.vat = -posting.vat
                return posting
            }
        )
    }

    fileprivate func moved(to date: LocalDate) -> Voucher {
        Voucher(balanced: self, date: date, postings: postings)
    }
}
