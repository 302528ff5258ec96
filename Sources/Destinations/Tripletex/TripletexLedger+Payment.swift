import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// Where a payment is registered: by a payment type of Tripletex, or by a voucher on its account.
enum PaymentTarget: Hashable, Sendable {
    case type(TripletexReference)
    case account(AccountNumber)

    var isType: Bool { if case .type = self { true } else { false } }
}

/// How far a document's claim is settled.
struct Settlement: Sendable {
    var document: SaleDocument
    var customer: TripletexReference
    /// What came with the invoice.
    var paid: Amount
    /// Whether the document was found rather than made: payments may be there already.
    var isFound: Bool
    var parts: PlanParts

    var outstanding: Amount { document.total - paid }
}

extension TripletexLedger {
    /// How a payment gets into Tripletex.
    ///
    /// A type that the user named must exist; an account without one gets a voucher.
    func target(of payment: PaymentEntry) async throws -> PaymentTarget {
        if let type = try await lookups.paymentType(for: payment, through: calls) {
            return .type(type)
        }
        guard payment.paymentType == nil else { throw LedgerFailure.missingPaymentType(payment) }
        // Asked for now, so that a missing account is said before anything is booked.
        _ = try await lookups.account(payment.account.value, through: calls)
        return .account(payment.account)
    }

    /// Registers the payments of an invoice that did not come with it.
    func pay(
        _ payments: [(PaymentEntry, PaymentTarget)],
        of invoice: EffectResult,
        _ settlement: Settlement,
        _ booking: Booking
    ) async throws -> [EffectResult] {
        let currency = settlement.document.currency
        var results: [EffectResult] = []
        var left = settlement.outstanding
        for case (let payment, .type(let type)) in payments {
            results.append(
                try await pay(
                    InvoicePayment(
                        payment,
                        type: type,
                        currency: currency,
                        before: left,
                        key: booking.paymentKey(payment.id),
                        isFound: settlement.isFound
                    ),
                    of: invoice,
                    booking
                )
            )
            left -= payment.amount
        }
        let others = payments.compactMap { payment, target -> PaymentEntry? in
            target.isType ? nil : payment
        }
        for payment in others {
            results.append(
                try await payByVoucher(payment, of: invoice, settlement, booking)
            )
            left -= payment.amount
        }
        if !others.isEmpty, left.isZero {
            try await close(
                invoice,
                with: results.filter { $0.kind == "voucher" },
                key: booking.key("close", invoice.id),
                booking
            )
        }
        return results
    }

    /// Registers a payment, or money back as a negative one.
    ///
    /// Tripletex gives payments no key: whether an interrupted one happened shows in what is outstanding. It sets
    /// no bound either, so the answer is compared.
    func pay(
        _ payment: InvoicePayment,
        of invoice: EffectResult,
        _ booking: Booking
    ) async throws -> EffectResult {
        let result = EffectResult(
            kind: "payment",
            id: "\(invoice.id)/\(payment.id)",
            number: invoice.number,
            url: invoice.url,
            content: payment.amount.text(in: payment.currency)
        )
        try await holdIfChanged(payment.key, isNow: result.content, booking)
        return try await booking.journal.once(
            payment.key,
            ifInterrupted: { try await find(payment, of: invoice) ? result : nil },
            perform: {
                if payment.isFound, try await find(payment, of: invoice) { return result }
                let paid = try await calls.send(
                    RemoteRequest<TripletexValue<TripletexInvoice>>(
                        method: .put,
                        path: "/invoice/\(invoice.id)/:payment",
                        query: payment.query
                    )
                ).value
                guard paid.outstanding(in: payment.currency) == payment.after else {
                    // It is registered: the next try has to look it up, not pay once more.
                    var failure = payment.differs(paid)
                    failure.isOutcomeKnown = false
                    throw failure
                }
                return result
            }
        )
    }

    /// Money that changed after it was booked has been counted wrongly before or now: a person must look.
    func holdIfChanged(
        _ key: String,
        isNow figures: String?,
        _ booking: Booking
    ) async throws {
        guard let figures, let old = try await booking.journal.recorded(key),
            let booked = InvoiceContent(old)?.figures ?? old.content, booked != figures
        else { return }
        throw Held(failure: .changed(booking.subject.orderKey, old, isNow: figures))
    }

    /// Whether the payment happened.
    private func find(_ payment: InvoicePayment, of invoice: EffectResult) async throws -> Bool {
        let found = try await read(invoice: invoice.id)
        guard let left = found.outstanding(in: payment.currency) else {
            throw payment.differs(found)
        }
        if left == payment.before { return false }
        // Later payments may be there too.
        let isThere = payment.amount > .zero ? left <= payment.after : left >= payment.after
        guard isThere else { throw payment.differs(found) }
        return true
    }

    func read(invoice id: String) async throws -> TripletexInvoice {
        try await calls.send(
            RemoteRequest<TripletexValue<TripletexInvoice>>(
                path: "/invoice/\(id)",
                query: [("fields", TripletexInvoice.fields)]
            )
        ).value
    }
}

/// A payment about to be registered on an invoice.
struct InvoicePayment: Sendable {
    var id: String
    /// In the invoice's currency; negative for money back.
    var amount: Amount
    var amountNOK: Amount
    var date: LocalDate
    var type: TripletexReference
    var currency: Currency
    /// What is outstanding before it.
    var before: Amount
    var key: String
    /// Whether it may be there already although the journal does not know it.
    var isFound = false

    var after: Amount { before - amount }

    /// `paidAmount` is in the currency of the payment type's account, which is a NOK account here;
    /// `paidAmountCurrency` in the invoice's, demanded when that is foreign.
    var query: [(name: String, value: String)] {
        var query = [
            ("paymentDate", date.description), ("paymentTypeId", String(type.id)),
        ]
        if currency == .nok {
            query.append(("paidAmount", amount.text(in: .nok)))
        } else {
            query.append(("paidAmount", amountNOK.text(in: .nok)))
            query.append(("paidAmountCurrency", amount.text(in: currency)))
        }
        return query
    }

    func differs(_ invoice: TripletexInvoice) -> LedgerFailure {
        .differs(
            invoice: invoice.invoiceNumber,
            what: .init(nb: "utestående", en: "outstanding"),
            planned: after.text(in: currency),
            found: invoice.outstanding(in: currency)?.text(in: currency)
                ?? invoice.amountOutstanding.description
        )
    }
}

extension TripletexInvoice {
    func outstanding(in currency: Currency) -> Amount? {
        Amount(amountCurrencyOutstanding ?? amountOutstanding, in: currency)
    }
}

extension InvoicePayment {
    init(
        _ entry: PaymentEntry,
        type: TripletexReference,
        currency: Currency,
        before: Amount,
        key: String,
        isFound: Bool
    ) {
        self.init(
            id: entry.id,
            amount: entry.amount,
            amountNOK: entry.amountNOK,
            date: entry.date,
            type: type,
            currency: currency,
            before: before,
            key: key,
            isFound: isFound
        )
    }
}
