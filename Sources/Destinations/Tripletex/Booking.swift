import Bookkeeping
import Foundation
import Remote

/// One plan on its way into Tripletex: under which names, and how.
struct Booking: Sendable {
    /// Corrections of one fact; more is a loop, not a change.
    static let maximumRevisions = 50
    /// Letters that Tripletex keeps of a voucher's number of ours.
    static let maximumVoucherNumber = 70

    let subject: LedgerSubject
    let options: LedgerOptions
    let journal: any EffectJournal
    /// 1 for what was booked first; each correction of the sale makes the next.
    var revision = 1
    /// The day of the correction that made this revision.
    var correctedOn: LocalDate?
    /// What of the order a document is about, when it is not the sale: `c-7`.
    var part: String?
    /// Whether money goes back: refunds' ids are not payments'.
    var isMoneyBack = false

    /// The journal's name of a fact of this revision.
    func key(_ kind: String, _ id: String? = nil) -> String {
        ([kind, subject.fact] + (revision == 1 ? [] : ["r\(revision)"]) + (id.map { [$0] } ?? []))
            .joined(separator: "/")
    }

    /// The order's number in Tripletex.
    var orderKey: String {
        ([subject.orderKey] + (revision == 1 ? [] : ["r\(revision)"]) + (part.map { [$0] } ?? []))
            .joined(separator: "/")
    }

    /// The same booking for a credit note of the order, or for the money that goes back.
    func part(_ part: String?) -> Booking {
        var booking = self
        booking.part = part
        booking.isMoneyBack = true
        return booking
    }

    /// The journal's name of a payment, or of money back.
    func paymentKey(_ id: String) -> String { key(isMoneyBack ? "refund" : "payment", id) }

    /// The number of ours that a voucher carries.
    func voucherNumber(_ name: String) -> String {
        let number = "\(orderKey)/\(name)"
        guard number.count > Self.maximumVoucherNumber else { return number }
        // Long ids of a source are shortened in the middle, where they differ least.
        let half = Self.maximumVoucherNumber / 2 - 1
        return "\(number.prefix(half))..\(number.suffix(half))"
    }

    /// A date of the plan in this revision: corrections stand on the day they are made.
    func date(_ planned: LocalDate) -> LocalDate {
        guard let correctedOn else { return planned }
        return max(options.openDay(planned), correctedOn)
    }
}

/// The parts of a plan, in the order in which the ledger makes them.
struct PlanParts: Sendable {
    /// A credit note with the money that goes back for it.
    struct Refund: Sendable {
        var note: CreditNote
        var money: [PaymentEntry] = []
    }

    private(set) var vouchers: [(name: String, voucher: Voucher)] = []
    private(set) var sale: SaleDocument?
    private(set) var payments: [PaymentEntry] = []
    private(set) var refunds: [Refund] = []
    private var paymentVouchers: [String: Voucher] = [:]
    private var creditVouchers: [String: Voucher] = [:]

    /// The postings that a payment comes to by the plan.
    func voucher(of payment: PaymentEntry, isMoneyBack: Bool) -> Voucher? {
        paymentVouchers[(isMoneyBack ? "b-" : "p-") + payment.id]
    }

    /// The postings that a credit note comes to by the plan.
    func voucher(of note: CreditNote) -> Voucher? { creditVouchers[note.refundID] }

    init(_ entries: [PlanEntry], vouchers planned: [Voucher] = []) {
        // Payments and their vouchers stand in the same order, each kind for itself.
        var incoming = planned.filter { $0.kind == .payment }[...]
        var outgoing = planned.filter { $0.kind == .refundPayment }[...]
        for voucher in planned where voucher.kind == .creditNote {
            creditVouchers[voucher.refundID ?? ""] = voucher
        }
        var counts: [Voucher.Kind: Int] = [:]
        for entry in entries {
            switch entry {
            case .sale(let document): sale = document
            case .payment(let payment):
                payments.append(payment)
                paymentVouchers["p-" + payment.id] = incoming.popFirst()
            case .creditNote(let note): refunds.append(Refund(note: note))
            case .refundPayment(let payment):
                if !refunds.isEmpty { refunds[refunds.count - 1].money.append(payment) }
                paymentVouchers["b-" + payment.id] = outgoing.popFirst()
            case .voucher(let voucher):
                counts[voucher.kind, default: 0] += 1
                let id = voucher.refundID ?? String(counts[voucher.kind] ?? 1)
                vouchers.append(("\(voucher.kind.rawValue)-\(id)", voucher))
            }
        }
    }
}

/// What was booked of a sale, kept with its invoice.
struct InvoiceContent: Codable, Hashable, Sendable {
    /// The figures by which a change of the facts is told.
    var figures: String
    /// The payment that was made with the invoice.
    var payment: String?
    /// What that payment was, in minor units.
    var paid: Int64?
    /// The way it was sent.
    var sent: String?
    /// Whether the customer could not receive EHF.
    var isRefusedByEHF: Bool?
    /// Whether it was found rather than made: what belongs to it may be there already.
    var isFound: Bool?

    init(figures: String) {
        self.figures = figures
    }

    init?(_ result: EffectResult) {
        guard let text = result.content,
            let content = try? JSONDecoder().decode(Self.self, from: Data(text.utf8))
        else { return nil }
        self = content
    }

    var text: String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(self)).flatMap { String(bytes: $0, encoding: .utf8) }
    }
}

extension SaleDocument {
    /// What the source says, as far as the books care: sums by VAT code, and the term of the delivery.
    ///
    /// Neither accounts nor voucher dates: those are the company's choices, and a change of its rules must not
    /// correct what was booked under the old ones.
    var figures: String {
        let codes = Dictionary(grouping: lines) { $0.vatCode?.number ?? "-" }
            .map { "\($0.key):\($0.value.map(\.gross).total.minor)" }.sorted()
        return (["\(currency.code)", "\(VATTerm(of: deliveryDate))"] + codes).joined(separator: " ")
    }
}

extension Voucher {
    /// As a document's figures: sums by VAT code in the voucher's currency.
    var figures: String {
        let codes = Dictionary(grouping: postings.filter { !$0.inCurrency.isZero }) {
            $0.vatCode?.number ?? "-"
        }
        .map {
            "\($0.key):\($0.value.filter { $0.inCurrency < .zero }.map(\.inCurrency).total.minor)"
        }
        .sorted()
        let debit = postings.map(\.inCurrency).filter { $0 > .zero }.total.minor
        return ([kind.rawValue, currency.code, "\(debit)"] + codes).joined(separator: " ")
    }
}
