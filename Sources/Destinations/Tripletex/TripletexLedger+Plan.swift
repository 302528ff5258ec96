package import Bookkeeping
import Foundation
package import Remote

extension TripletexLedger {
    /// A fact changed after it was booked, and a person is to decide.
    struct Held: Error {
        var failure: LedgerFailure
    }

    /// Brings Tripletex to the plan, each fact once; what is already there is found and kept.
    ///
    /// Throws ``LedgerFailure``; what waits for a person's decision is in the outcome instead.
    package func book(
        _ plan: Plan,
        of subject: LedgerSubject,
        options: LedgerOptions,
        journal: any EffectJournal
    ) async throws -> LedgerOutcome {
        try await book(
            plan.entries,
            vouchers: plan.vouchers,
            of: subject,
            options: options,
            journal: journal
        )
    }

    func book(
        _ entries: [PlanEntry],
        vouchers: [Voucher] = [],
        of subject: LedgerSubject,
        options: LedgerOptions,
        journal: any EffectJournal
    ) async throws -> LedgerOutcome {
        let parts = PlanParts(entries, vouchers: vouchers)
        var booking = Booking(
            subject: try await placed(subject, options),
            options: options,
            journal: journal
        )
        var outcome = LedgerOutcome()
        do {
            for (name, voucher) in parts.vouchers {
                outcome.booked += try await book(voucher, named: name, booking)
            }
            guard let sale = parts.sale else { return outcome }
            if sale.isLiability, try await bookAsVouchers(vouchers, booking, &outcome) {
                return outcome
            }
            outcome.booked += try await correct(sale, parts, &booking)
            let invoice = try await book(
                sale,
                parts,
                vouchers.receivableNOK,
                booking,
                &outcome
            )
            for index in parts.refunds.indices {
                outcome.booked += try await book(
                    refund: index,
                    parts,
                    sale: sale,
                    invoice: invoice,
                    booking
                )
            }
        } catch let held as Held {
            outcome.held = held.failure
        }
        return outcome
    }

    /// Gift cards and deposits alone, where Tripletex takes no product on a debt's account: the plan's vouchers.
    ///
    /// False when it takes one. What was once booked in one way goes on in it.
    private func bookAsVouchers(
        _ vouchers: [Voucher],
        _ booking: Booking,
        _ outcome: inout LedgerOutcome
    ) async throws -> Bool {
        let named = PlanParts(vouchers.filter { $0.kind != .advance }.map(PlanEntry.voucher))
            .vouchers
        guard let first = named.first,
            try await booking.journal.recorded(booking.key("invoice")) == nil
        else { return false }
        if try await booking.journal.recorded(booking.key("voucher", first.name)) == nil {
            do {
                for posting in first.voucher.postings
                where posting.account.value != Self.receivable {
                    _ = try await product(
                        on: posting.account,
                        code: posting.vatCode,
                        booking.journal
                    )
                }
                return false
            } catch let failure as LedgerFailure
                where failure.refusal == .vatCode || failure.refusal == .lockedAccount
            {
                // Refused: the vouchers stand in for the invoice.
            }
        }
        for (name, voucher) in named {
            outcome.booked += try await book(voucher, named: name, booking)
        }
        return true
    }

    /// The sale's document and its payments.
    private func book(
        _ planned: SaleDocument,
        _ parts: PlanParts,
        _ receivableNOK: Amount?,
        _ booking: Booking,
        _ outcome: inout LedgerOutcome
    ) async throws -> EffectResult {
        let ready = try await ready(planned, parts.payments, receivableNOK, booking)
        let invoice = try await booking.journal.once(
            booking.key("invoice"),
            ifInterrupted: { try await adopted(ready.draft) },
            perform: { try await make(ready.draft) }
        )
        outcome.booked.append(invoice)
        if let content = InvoiceContent(invoice), content.isRefusedByEHF == true {
            outcome.notices.append(
                .notOnEHF(planned.customer, sentByMail: content.sent == "EMAIL")
            )
        }
        outcome.booked += try await settle(ready, invoice, parts)
        return invoice
    }

    /// Everything that may be missing is asked for before anything is booked, so that nothing is by halves.
    func ready(
        _ planned: SaleDocument,
        _ payments: [PaymentEntry],
        _ receivableNOK: Amount?,
        _ booking: Booking
    ) async throws -> ReadySale {
        var document = planned
        document.date = booking.date(planned.date)
        document.dueDate = max(document.date, planned.dueDate)
        var dated: [PaymentEntry] = []
        var targets: [PaymentTarget] = []
        for var payment in payments {
            payment.date = max(booking.date(payment.date), document.date)
            dated.append(payment)
            targets.append(try await target(of: payment))
        }
        let draft = InvoiceDraft(
            document: document,
            figures: planned.figures,
            booking: booking,
            customer: try await customer(document.customer, journal: booking.journal),
            receivableNOK: receivableNOK,
            payment: InvoiceDraft.first(dated, targets, of: document)
        )
        return ReadySale(draft: draft, payments: dated, targets: targets)
    }

    /// The payments that did not come with the invoice.
    private func settle(
        _ sale: ReadySale,
        _ invoice: EffectResult,
        _ parts: PlanParts
    ) async throws -> [EffectResult] {
        let draft = sale.draft
        let content = InvoiceContent(invoice)
        // What was paid with the invoice is kept with it: the plan's dates may have moved since.
        let paid = content == nil ? draft.payment?.entry.id : content?.payment
        let first = sale.payments.first { $0.id == paid }
        if let amount = content?.paid, amount != first?.amount.minor {
            let now = first?.amount.text(in: draft.document.currency) ?? "–"
            throw Held(failure: .changed(draft.booking.subject.orderKey, invoice, isNow: now))
        }
        return try await pay(
            zip(sale.payments, sale.targets).filter { $0.0.id != paid },
            of: invoice,
            Settlement(
                document: draft.document,
                customer: draft.customer,
                paid: first?.amount ?? .zero,
                isFound: content?.isFound ?? false,
                parts: parts
            ),
            draft.booking
        )
    }
}

extension SaleDocument {
    /// Whether nothing in it is turnover.
    fileprivate var isLiability: Bool { lines.allSatisfy { $0.vatCode == nil } }
}

/// A sale of which everything is known that Tripletex will ask for.
struct ReadySale: Sendable {
    var draft: InvoiceDraft
    var payments: [PaymentEntry]
    var targets: [PaymentTarget]
}

extension [Voucher] {
    /// What the sale's claim on the customer comes to in NOK; nil for a document in NOK.
    var receivableNOK: Amount? {
        guard let sale = first(where: { $0.kind == .sale }), sale.currency != .nok else {
            return nil
        }
        return sale.postings.map(\.amount).filter { $0 > .zero }.total
    }
}
