import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// Undoes what was booked of a sale that has changed since; afterwards `booking` is at the revision to be made.
    ///
    /// Booked is final (bokføringsloven § 4 no. 9): the payments are taken back, the invoice is credited, and all
    /// is booked anew under a number of its own. A correction that was decided is finished, whatever the facts say
    /// by then.
    func correct(
        _ sale: SaleDocument,
        _ parts: PlanParts,
        _ booking: inout Booking
    ) async throws -> [EffectResult] {
        var results: [EffectResult] = []
        for _ in 1...Booking.maximumRevisions {
            guard let invoice = try await booking.journal.recorded(booking.key("invoice")) else {
                return results
            }
            let mark = booking.key("correction", "sale")
            var decided = try await booking.journal.recorded(mark)
            if decided == nil {
                // What was booked before figures were kept cannot be told from the plan.
                guard let content = InvoiceContent(invoice), content.figures != sale.figures else {
                    return results
                }
                decided = try await decide(invoice, sale, parts, booking)
            }
            guard let undo = decided.flatMap(SaleReversal.init) else { return results }
            results += [invoice]
            results += try await self.undo(undo, invoice, booking)
            booking.revision += 1
            booking.correctedOn = undo.day
        }
        throw LedgerFailure.tooManyChanges(booking.subject.orderKey)
    }

    /// Notes what is to be undone, after making sure that it is all there is.
    private func decide(
        _ invoice: EffectResult,
        _ sale: SaleDocument,
        _ parts: PlanParts,
        _ booking: Booking
    ) async throws -> EffectResult {
        let changed = LedgerFailure.changed(
            booking.subject.orderKey,
            invoice,
            isNow: sale.figures
        )
        guard booking.options.changeMode == .correct else { throw Held(failure: changed) }
        for refund in parts.refunds {
            let key = booking.key("credit", refund.note.refundID)
            if try await booking.journal.recorded(key) != nil { throw Held(failure: changed) }
        }
        let content = InvoiceContent(invoice)
        var payments: [SaleReversal.Payment] = []
        for payment in parts.payments {
            let key = booking.paymentKey(payment.id)
            guard try await booking.journal.recorded(key) != nil || content?.payment == payment.id
            else { continue }
            guard case .type(let type) = try await target(of: payment) else {
                throw Held(failure: changed)
            }
            payments.append(SaleReversal.Payment(payment, type: type.id))
        }
        // A payment that the plan no longer knows, or one made by hand, is a person's to take back.
        let found = try await read(invoice: invoice.id)
        let paid = payments.map { Amount(minor: $0.minor) }.total
        guard found.isCredited != true, let total = Amount(found.amountCurrency, in: sale.currency),
            let left = found.outstanding(in: sale.currency), total - paid == left
        else { throw Held(failure: changed) }
        let reversal = SaleReversal(
            day: max(booking.options.openDay(booking.options.today), sale.date),
            currency: sale.currency,
            total: total.minor,
            payments: payments
        )
        return try await booking.journal.once(
            booking.key("correction", "sale"),
            ifInterrupted: { nil },
            perform: {
                EffectResult(kind: "correction", id: invoice.id, content: reversal.text)
            }
        )
    }

    private func undo(
        _ reversal: SaleReversal,
        _ invoice: EffectResult,
        _ booking: Booking
    ) async throws -> [EffectResult] {
        var results: [EffectResult] = []
        let paid = reversal.payments.map { Amount(minor: $0.minor) }.total
        var left = Amount(minor: reversal.total) - paid
        for payment in reversal.payments {
            let back = InvoicePayment(
                id: payment.id,
                amount: Amount(minor: -payment.minor),
                amountNOK: Amount(minor: -payment.minorNOK),
                date: reversal.day,
                type: TripletexReference(id: payment.type),
                currency: reversal.currency,
                before: left,
                key: booking.key("reversal", payment.id)
            )
            results.append(try await pay(back, of: invoice, booking))
            left -= back.amount
        }
        results.append(
            try await creditWhole(
                invoice,
                on: reversal.day,
                total: Amount(minor: reversal.total),
                currency: reversal.currency,
                key: booking.key("reversal", "invoice"),
                comment: "Ordren er endret; ny faktura følger.",
                booking
            )
        )
        return results
    }
}

/// What is undone of a sale, kept from the moment it was decided.
struct SaleReversal: Sendable {
    struct Payment: Codable, Sendable {
        var id: String
        var type: Int
        var minor: Int64
        var minorNOK: Int64

        init(_ payment: PaymentEntry, type: Int) {
            id = payment.id
            self.type = type
            minor = payment.amount.minor
            minorNOK = payment.amountNOK.minor
        }
    }

    private struct Stored: Codable {
        var day: String
        var currency: String
        var total: Int64
        var payments: [Payment]
    }

    let day: LocalDate
    let currency: Currency
    let total: Int64
    let payments: [Payment]

    init(day: LocalDate, currency: Currency, total: Int64, payments: [Payment]) {
        self.day = day
        self.currency = currency
        self.total = total
        self.payments = payments
    }

    init?(_ result: EffectResult) {
        guard let text = result.content,
            let stored = try? JSONDecoder().decode(Stored.self, from: Data(text.utf8)),
            let day = LocalDate(stored.day), let currency = Currency(code: stored.currency)
        else { return nil }
        self.init(day: day, currency: currency, total: stored.total, payments: stored.payments)
    }

    var text: String? {
        let stored = Stored(
            day: day.description,
            currency: currency.code,
            total: total,
            payments: payments
        )
        return (try? JSONEncoder().encode(stored)).flatMap { String(bytes: $0, encoding: .utf8) }
    }
}
