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

    /// Compares what was booked with what the plan now says.
    ///
    /// Reversals stand on `day`, or the first open day. Vouchers that only became more (a later payment, a
    /// refund) are replacements without reversal and need nobody's consent.
    package init(booked: [Voucher], plan: Plan, on day: LocalDate, rules: Rules) {
        var wrong = booked
        var missing: [Voucher] = []
        for voucher in plan.vouchers {
            if let index = wrong.firstIndex(where: { $0.isSame(as: voucher) }) {
                wrong.remove(at: index)
            } else {
                missing.append(voucher)
            }
        }
        let open = rules.openDay(on: day)
        reversals = wrong.map { $0.reversed(on: max(open, $0.date)) }
        replacements = missing.map { voucher in
            wrong.isEmpty ? voucher : voucher.moved(to: max(rules.openDay(on: voucher.date), open))
        }
        if wrong.isEmpty, missing.isEmpty {
            action = .none
        } else if plan.status == .held
            || (!wrong.isEmpty && rules.settings.changeMode == .hold)
        {
            action = .hold
        } else {
            action = .correct
        }
    }
}

extension Voucher {
    /// Whether both say the same, whatever the order of postings and the reasons for them.
    fileprivate func isSame(as other: Voucher) -> Bool {
        kind == other.kind && date == other.date && currency == other.currency
            && lines == other.lines
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
