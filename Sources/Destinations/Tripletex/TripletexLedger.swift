package import Bookkeeping
import Foundation
package import Remote

/// Brings a company's Tripletex to what a plan says, each fact once.
package struct TripletexLedger: Sendable {
    let calls: TripletexCalls
    let lookups: TripletexLookups
    /// Where people look at things: `https://tripletex.no`.
    let webAddress: String

    package init(calls: TripletexCalls, lookups: TripletexLookups, webAddress: String) {
        self.calls = calls
        self.lookups = lookups
        self.webAddress = webAddress
    }

    /// The same ledger, whose calls are told to somebody.
    package func recording(
        to record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> TripletexLedger {
        TripletexLedger(
            calls: calls.recording(to: record),
            lookups: lookups,
            webAddress: webAddress
        )
    }

    /// Books the document with its payments.
    ///
    /// `orderKey` becomes the number of the order in Tripletex, which refuses a second one: it must be unique in
    /// the company and the same on every try. `fact` names the order for the journal: `shop/order/1001`. What is
    /// already there is found and kept. Throws ``LedgerFailure``.
    @discardableResult
    package func book(
        _ document: SaleDocument,
        payments: [PaymentEntry],
        orderKey: String,
        fact: String,
        journal: any EffectJournal
    ) async throws -> EffectResult {
        // Everything that may be missing is asked for first, so that nothing is booked by halves.
        let types = try await paymentTypes(for: payments)
        let customer = try await customer(document.customer, journal: journal)
        let draft = InvoiceDraft(
            document: document,
            orderKey: orderKey,
            customer: customer,
            payment: Array(zip(payments, types)).first.flatMap { payment, type in
                payment.date <= document.date ? (payment, type) : nil
            }
        )
        let invoice = try await journal.once(
            "invoice/\(fact)",
            ifInterrupted: { try await adopted(draft) },
            perform: { try await make(draft) }
        )
        var outstanding = document.total - (draft.payment?.entry.amount ?? .zero)
        for (payment, type) in zip(payments, types).dropFirst(draft.payment == nil ? 0 : 1) {
            let after = outstanding - payment.amount
            try await pay(
                payment,
                type: type,
                of: invoice,
                document,
                outstanding: (before: outstanding, after: after),
                fact: fact,
                journal: journal
            )
            outstanding = after
        }
        return invoice
    }

    private func paymentTypes(for payments: [PaymentEntry]) async throws -> [TripletexReference] {
        var types: [TripletexReference] = []
        for payment in payments {
            types.append(try await lookups.paymentType(for: payment, through: calls))
        }
        return types
    }
}

/// An invoice about to be made.
struct InvoiceDraft: Sendable {
    var document: SaleDocument
    var orderKey: String
    var customer: TripletexReference
    /// The payment that is made with the invoice, in the same call.
    var payment: (entry: PaymentEntry, type: TripletexReference)?

    init(
        document: SaleDocument,
        orderKey: String,
        customer: TripletexReference,
        payment: (PaymentEntry, TripletexReference)?
    ) {
        self.document = document
        self.orderKey = orderKey
        self.customer = customer
        self.payment = payment
    }

    /// What is left to pay right after the invoice is made.
    var outstanding: Amount { document.total - (payment?.entry.amount ?? .zero) }

    /// How the payment is told to Tripletex.
    var paymentQuery: [(name: String, value: String)] {
        guard let payment else { return [] }
        return [
            ("paymentTypeId", String(payment.type.id)),
            ("paidAmount", payment.entry.amount.text(in: document.currency)),
        ]
    }
}
