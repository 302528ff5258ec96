import Bookkeeping
import Outbox

/// What came of a backfill: how many of what, and in a dry run what would be booked, per month and VAT code.
struct BackfillTally: Codable, Hashable, Sendable {
    struct VATRow: Codable, Hashable, Sendable {
        /// `2026-02`.
        var month: String
        var vatCode: String
        /// In øre; sales positive.
        var basis: Int64
        var vat: Int64
        var gross: Int64
    }

    /// In the books when it was done with: made now, or found there.
    var booked = 0
    /// Handled by an event of its own, or by this backfill before it was stopped.
    var known = 0
    /// Not paid, not fulfilled, cancelled, too old, no order: by cause.
    var skipped: [String: Int] = [:]
    /// A person must look: by cause.
    var failed: [String: Int] = [:]
    /// Tried again by itself.
    var retried = 0
    var rows: [VATRow] = []

    mutating func count(_ verdict: Verdict) {
        switch verdict {
        case .done: booked += 1
        case .skipped(let cause): skipped[cause.code, default: 0] += 1
        case .failed(let cause): failed[cause.code, default: 0] += 1
        case .retry, .waiting: retried += 1
        }
    }

    /// Counts what a plan would book.
    mutating func count(_ plan: Plan) {
        let code = plan.alerts.first?.code.rawValue ?? "UNKNOWN"
        switch plan.status {
        case .notBooked: skipped[code, default: 0] += 1
        case .held: failed[code, default: 0] += 1
        case .booked:
            booked += 1
            for voucher in plan.vouchers {
                let month = String(voucher.date.description.prefix(7))
                for (code, entry) in VATTotals(voucher.postings).byCode {
                    add(entry, under: code.number, in: month)
                }
            }
        }
    }

    private mutating func add(_ entry: VATTotals.Entry, under code: String, in month: String) {
        let index = rows.firstIndex { ($0.month, $0.vatCode) >= (month, code) } ?? rows.count
        if index == rows.count || (rows[index].month, rows[index].vatCode) != (month, code) {
            rows.insert(.init(month: month, vatCode: code, basis: 0, vat: 0, gross: 0), at: index)
        }
        rows[index].basis += entry.basis.minor
        rows[index].vat += entry.vat.minor
        rows[index].gross += entry.gross.minor
    }
}
