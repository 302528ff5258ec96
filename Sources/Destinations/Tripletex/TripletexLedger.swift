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

    /// Books a document with its payments, without what may come after.
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
        let outcome = try await book(
            [.sale(document)] + payments.map(PlanEntry.payment),
            of: LedgerSubject(orderKey: orderKey, fact: fact),
            options: LedgerOptions(today: document.date),
            journal: journal
        )
        if let held = outcome.held { throw held }
        guard let invoice = outcome.document else {
            throw LedgerFailure.unknownInTripletex(
                nb: "fakturaen til",
                en: "the invoice of",
                orderKey
            )
        }
        return invoice
    }
}
