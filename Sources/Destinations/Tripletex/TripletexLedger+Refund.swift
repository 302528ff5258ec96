import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// Books one refund: the credit note, and the money back to each tender.
    ///
    /// All of a sale is credited by Tripletex's own action, which settles both documents; a part of it by an order
    /// with negative lines that names the invoice.
    func book(
        refund index: Int,
        _ parts: PlanParts,
        sale: SaleDocument,
        invoice: EffectResult,
        _ booking: Booking
    ) async throws -> [EffectResult] {
        var refund = parts.refunds[index]
        refund.note.date = booking.date(refund.note.date)
        for place in refund.money.indices {
            refund.money[place].date = booking.date(refund.money[place].date)
        }
        // Tripletex would credit and pay back any amount.
        let earlier = parts.refunds[..<index].map(\.note.total).total
        guard earlier + refund.note.total <= sale.total,
            refund.money.map(\.amount).total <= refund.note.total
        else {
            throw LedgerFailure.exceedsSale(refund.note.refundID, sale.orderNumber)
        }
        var targets: [PaymentTarget] = []
        for money in refund.money { targets.append(try await target(of: money)) }
        let customer = try await customer(sale.customer, journal: booking.journal)
        var allTyped = targets.allSatisfy(\.isType)
        for payment in parts.payments where allTyped {
            allTyped = try await target(of: payment).isType
        }
        let context = RefundContext(
            refund: refund,
            targets: targets,
            sale: sale,
            customer: customer,
            invoice: invoice,
            parts: parts,
            paid: parts.payments.map(\.amount).total
        )
        return allTyped && index == 0 && refund.note.total == sale.total
            ? try await creditAll(context, booking)
            : try await creditPart(context, booking)
    }

    /// Money back first, which opens the invoice again; then its credit note, which settles it.
    private func creditAll(
        _ context: RefundContext,
        _ booking: Booking
    ) async throws -> [EffectResult] {
        let note = context.refund.note
        let currency = note.currency
        var results: [EffectResult] = []
        var left = context.sale.total - context.paid
        for case (var money, .type(let type)) in zip(context.refund.money, context.targets) {
            money.negate()
            results.append(
                try await pay(
                    InvoicePayment(
                        money,
                        type: type,
                        currency: currency,
                        before: left,
                        key: booking.key("refund", money.id),
                        isFound: InvoiceContent(context.invoice)?.isFound ?? false
                    ),
                    of: context.invoice,
                    booking
                )
            )
            left -= money.amount
        }
        results.append(
            try await creditWhole(
                context.invoice,
                on: note.date,
                total: context.sale.total,
                currency: currency,
                key: booking.key("credit", note.refundID),
                comment: "Retur \(note.refundID)",
                booking
            )
        )
        return results
    }

    /// Tripletex's own credit note for the whole invoice; one that a person made is taken as it is.
    func creditWhole(
        _ invoice: EffectResult,
        on date: LocalDate,
        total: Amount,
        currency: Currency,
        key: String,
        comment: String,
        _ booking: Booking
    ) async throws -> EffectResult {
        try await booking.journal.once(
            key,
            ifInterrupted: { try await creditNote(of: invoice) },
            perform: {
                if let found = try await creditNote(of: invoice) { return found }
                let made = try await calls.send(
                    RemoteRequest<TripletexValue<TripletexInvoice>>(
                        method: .put,
                        path: "/invoice/\(invoice.id)/:createCreditNote",
                        query: [
                            ("date", date.description), ("comment", comment),
                            ("sendToCustomer", "false"),
                        ]
                    )
                ).value
                guard Amount(made.amountCurrency, in: currency) == Amount.zero - total else {
                    throw LedgerFailure.differs(
                        invoice: made.invoiceNumber,
                        what: .init(nb: "totalen", en: "the total"),
                        planned: (Amount.zero - total).text(in: currency),
                        found: made.amountCurrency.description
                    )
                }
                return creditNote(made)
            }
        )
    }

    /// The credit note of an invoice that is credited as a whole.
    private func creditNote(of invoice: EffectResult) async throws -> EffectResult? {
        let original = try await read(invoice: invoice.id)
        guard original.isCredited == true, let customer = original.customer else { return nil }
        let found = try await invoices(
            from: "2000-01-01",
            to: "2100-01-01",
            [("customerId", String(customer.id))]
        )
        .first {
            $0.creditedInvoice == original.id && $0.amountCurrency == -original.amountCurrency
        }
        return found.map(creditNote)
    }

    private func creditNote(_ note: TripletexInvoice) -> EffectResult {
        EffectResult(
            kind: "creditNote",
            id: String(note.id),
            number: String(note.invoiceNumber),
            url: webAddress(ofInvoice: note.id)
        )
    }

    private func creditPart(
        _ context: RefundContext,
        _ booking: Booking
    ) async throws -> [EffectResult] {
        let document = context.creditDocument
        let draft = InvoiceDraft(
            document: document,
            figures: document.figures,
            booking: booking.part("c-\(context.refund.note.refundID)"),
            customer: context.customer,
            payment: nil,
            credits: context.invoice
        )
        let key = booking.key("credit", context.refund.note.refundID)
        try await holdIfChanged(key, isNow: draft.figures, booking)
        let note = try await booking.journal.once(
            key,
            ifInterrupted: { try await adopted(draft) },
            perform: { try await make(draft) }
        )
        let level = try await level(note, context, booking)
        var negative = document
        negative.total = draft.total
        let money = context.refund.money.map { money in
            var money = money
            money.negate()
            return money
        }
        let paid = try await pay(
            Array(zip(money, context.targets)),
            of: note,
            Settlement(
                document: negative,
                customer: context.customer,
                paid: .zero,
                isFound: InvoiceContent(note)?.isFound ?? false,
                parts: context.parts
            ),
            booking.part(nil)
        )
        return [note] + level + paid
    }
}

/// A refund with what it is about.
struct RefundContext: Sendable {
    var refund: PlanParts.Refund
    var targets: [PaymentTarget]
    var sale: SaleDocument
    var customer: TripletexReference
    var invoice: EffectResult
    var parts: PlanParts
    /// What the customer has paid.
    var paid: Amount

    /// The credit note as a document; its lines are made negative when they are sent.
    var creditDocument: SaleDocument {
        var document = sale
        document.date = refund.note.date
        document.dueDate = refund.note.date
        document.deliveryDate = sale.deliveryDate
        document.lines = refund.note.lines
        document.total = refund.note.total
        document.delivery = nil
        document.pricesIncludeVAT = true
        document.comment = "Kreditering av faktura \(invoice.number ?? invoice.id)"
        return document
    }
}

extension PaymentEntry {
    /// The same money in the other direction.
    mutating func negate() {
        amount = Amount.zero - amount
        amountNOK = Amount.zero - amountNOK
    }
}
