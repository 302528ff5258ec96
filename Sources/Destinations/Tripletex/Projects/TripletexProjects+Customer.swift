package import Bookkeeping
import Foundation
package import Remote

extension TripletexProjects {
    /// The customer's id in Tripletex, matched or made once; the one in its place if it was deleted there.
    ///
    /// Throws ``LedgerFailure``.
    package func customer(
        _ customer: Customer,
        journal: any EffectJournal
    ) async throws -> Int {
        try await ledger.customer(customer, journal: journal).id
    }

    /// The customer in place of the draft's, if that one is no longer in Tripletex and the buyer is known.
    func replacedCustomer(
        of draft: ProjectDraft,
        journal: any EffectJournal
    ) async throws -> Int? {
        guard let id = draft.customer, let buyer = draft.buyer else { return nil }
        let list = try await calls.exchange(
            RemoteRequest<TripletexList<TripletexReference>>(
                path: "/customer",
                query: [("id", "\(id)"), ("fields", "id")]
            )
        )
        guard !list.values.contains(where: { $0.id == id }) else { return nil }
        await lookups.customers.forget(id)
        // The journal remembers the deleted one under the customer's own key.
        let later = LaterJournal(journal: journal, ending: "/after/\(id)")
        let replacement = try await ledger.customer(buyer, journal: later).id
        let result = EffectResult(kind: "customer", id: String(replacement))
        _ = try await journal.once(
            TripletexLedger.replacementKey(of: id),
            ifInterrupted: { result },
            perform: { result }
        )
        return replacement
    }

    private var ledger: TripletexLedger {
        TripletexLedger(calls: calls, lookups: lookups, webAddress: webAddress)
    }
}

/// A journal in which every key has an ending: the same fact, once more.
private struct LaterJournal: EffectJournal {
    let journal: any EffectJournal
    let ending: String

    func once(
        _ key: String,
        ifInterrupted find: @Sendable () async throws -> EffectResult?,
        perform: @Sendable () async throws -> EffectResult
    ) async throws -> EffectResult {
        try await journal.once(key + ending, ifInterrupted: find, perform: perform)
    }

    func recorded(_ key: String) async throws -> EffectResult? {
        try await journal.recorded(key + ending)
    }
}
