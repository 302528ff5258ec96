package import Bookkeeping
import Crypto
import Foundation
import HTTPTypes
package import Remote

extension TripletexLedger {
    /// Makes the sale of a plan an order that a person invoices, once; later changes of its lines follow.
    ///
    /// An order that is invoiced, or gone, is left alone. Throws ``LedgerFailure``.
    package func order(
        _ plan: Plan,
        of subject: LedgerSubject,
        options: LedgerOptions,
        journal: any EffectJournal
    ) async throws -> EffectResult {
        guard let sale = PlanParts(plan.entries).sale else { throw LedgerFailure.noSale(subject) }
        let draft = InvoiceDraft(
            document: sale,
            figures: sale.figures,
            booking: Booking(subject: subject, options: options, journal: journal),
            customer: try await customer(sale.customer, journal: journal)
        )
        let wanted = try await newOrder(draft)
        let made = try await journal.once(
            draft.booking.key("order"),
            ifInterrupted: { try await found(draft) },
            perform: {
                if let order = try await found(draft) { return order }
                return result(draft, try await makeOrder(draft), content: try wanted.fingerprint)
            }
        )
        return try await follow(draft, wanted, made)
    }

    /// The order if Tripletex has it; what stands on it is not known, so that its lines are written once more.
    private func found(_ draft: InvoiceDraft) async throws -> EffectResult? {
        try await order(numbered: draft.orderKey).map { result(draft, $0.id, content: nil) }
    }

    private func result(_ draft: InvoiceDraft, _ id: Int, content: String?) -> EffectResult {
        EffectResult(
            kind: "order",
            id: String(id),
            number: draft.orderKey,
            url: "\(webAddress)/execute/orderMenu?orderId=\(id)",
            content: content
        )
    }

    /// Puts the lines as they are now onto the order; each change has a number in the journal.
    private func follow(
        _ draft: InvoiceDraft,
        _ wanted: TripletexNewOrder,
        _ made: EffectResult
    ) async throws -> EffectResult {
        let fingerprint = try wanted.fingerprint
        var last = made
        for number in 1...Booking.maximumRevisions {
            let key = draft.booking.key("order-change", "\(number)")
            if let change = try await draft.booking.journal.recorded(key) {
                last = change
                continue
            }
            guard last.content != fingerprint else { return last }
            return try await draft.booking.journal.once(
                key,
                // Writing the same lines again changes nothing.
                ifInterrupted: { nil },
                perform: {
                    // Invoiced, or deleted by a person: what they did stands.
                    if let order = try await order(numbered: draft.orderKey), order.isClosed != true
                    {
                        try await write(wanted, to: order.id)
                    }
                    return result(draft, Int(made.id) ?? 0, content: fingerprint)
                }
            )
        }
        throw LedgerFailure.tooManyChanges(draft.booking.subject.orderKey)
    }

    /// Brings an order that is not invoiced to `wanted`, lines and all.
    func write(_ wanted: TripletexNewOrder, to order: Int) async throws {
        try await calls.send(
            RemoteRequest<Void>(
                method: .put,
                path: "/order/\(order)",
                query: [("updateLinesAndGroups", "true")],
                body: try JSONEncoder().encode(wanted),
                decode: { _ in }
            )
        )
    }
}

extension TripletexNewOrder {
    /// Tells two versions of an order apart, in whatever they differ.
    fileprivate var fingerprint: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return SHA256.hash(data: try encoder.encode(self)).prefix(16)
                .map { String(UInt16($0) | 0x100, radix: 16).dropFirst() }.joined()
        }
    }
}

extension LedgerFailure {
    fileprivate static func noSale(_ subject: LedgerSubject) -> LedgerFailure {
        LedgerFailure(
            cause: "TOTAL_MISMATCH",
            message: .init(
                nb: "Det er ingenting å gjøre ordre av i \(subject.orderKey).",
                en: "There is nothing to make an order of in \(subject.orderKey)."
            ),
            remedy: .init(
                nb: "Se på fakturaen i Rentman, og kjør hendelsen på nytt.",
                en: "Look at the invoice in Rentman, then replay the event."
            )
        )
    }
}
