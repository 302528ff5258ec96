package import Bookkeeping
import Foundation
import HTTPTypes
package import Remote

extension TripletexProjects {
    /// The customer's id in Tripletex, matched or made once; the one in its place if it was deleted there.
    ///
    /// Throws ``LedgerFailure``.
    package func customer(
        _ customer: Customer,
        number: String? = nil,
        journal: any EffectJournal
    ) async throws -> Int {
        try await ledger.customer(customer, number: number, journal: journal).id
    }

    /// Changes of one customer that are written at most.
    private static let customerChangeLimit = 100

    /// Writes what has changed of the customer at its source since it was last seen there.
    ///
    /// `fact` names the customer at its source: `rentman/contact/501`. What was there before stands as people in Tripletex
    /// have it: only a change at the source is written. Throws ``LedgerFailure``.
    package func follow(
        _ customer: Customer,
        fact: String,
        as id: Int,
        journal: any EffectJournal
    ) async throws {
        let body = try await ledger.newCustomer(customer, as: CustomerIdentity(customer))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(body)
        let seen = EffectResult(
            kind: "customer-facts",
            id: String(id),
            content: String(decoding: json, as: UTF8.self)
        )
        var last: EffectResult?
        for number in 0...Self.customerChangeLimit {
            let key = "customer-facts/\(id)/\(fact)/\(number)"
            if let record = try await journal.recorded(key) {
                last = record
                continue
            }
            guard last?.content != seen.content else { return }
            let isFirst = last == nil
            _ = try await journal.once(
                key,
                ifInterrupted: { nil },
                perform: {
                    if !isFirst { try await write(json, toCustomer: id) }
                    return seen
                }
            )
            return
        }
    }

    /// One that was deleted in Tripletex is made anew by who needs it.
    private func write(_ json: Data, toCustomer id: Int) async throws {
        do {
            try await calls.exchange(
                RemoteRequest<Void>(
                    method: .put,
                    path: "/customer/\(id)",
                    body: json,
                    decode: { _ in }
                )
            )
        } catch let error as RemoteError where error.isNotFound {
        } catch let error as RemoteError {
            throw LedgerFailure(error)
        }
    }

    /// The number by which people know the customer; nil when it is gone.
    ///
    /// Throws ``LedgerFailure``.
    package func number(ofCustomer id: Int) async throws -> String? {
        try await ledger.number(ofCustomer: id)
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
