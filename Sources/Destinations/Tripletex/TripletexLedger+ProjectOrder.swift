package import Bookkeeping
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
        let made = try await journal.once(
            draft.booking.key("order"),
            ifInterrupted: {
                try await order(numbered: draft.orderKey).map { result(draft, $0.id) }
            },
            perform: {
                if let order = try await order(numbered: draft.orderKey) {
                    return result(draft, order.id)
                }
                return result(draft, try await makeOrder(draft))
            }
        )
        return try await follow(draft, made)
    }

    private func result(_ draft: InvoiceDraft, _ id: Int) -> EffectResult {
        EffectResult(
            kind: "order",
            id: String(id),
            number: draft.orderKey,
            url: "\(webAddress)/execute/orderMenu?orderId=\(id)",
            content: draft.figures
        )
    }

    /// Puts the lines as they are now onto the order; each change has a number in the journal.
    private func follow(_ draft: InvoiceDraft, _ made: EffectResult) async throws -> EffectResult {
        var (last, number) = (made, 1)
        while number < Booking.maximumRevisions,
            let change = try await draft.booking.journal.recorded(
                draft.booking.key("order-change", "\(number)")
            )
        { (last, number) = (change, number + 1) }
        guard last.content != draft.figures else { return last }
        let before = last
        return try await draft.booking.journal.once(
            draft.booking.key("order-change", "\(number)"),
            // Writing the same lines again changes nothing.
            ifInterrupted: { nil },
            perform: { try await change(draft, before) }
        )
    }

    private func change(_ draft: InvoiceDraft, _ last: EffectResult) async throws -> EffectResult {
        guard let order = try await order(numbered: draft.orderKey), order.isClosed != true else {
            // Invoiced, or deleted by a person: what they did stands.
            var last = last
            last.content = draft.figures
            return last
        }
        try await calls.send(
            RemoteRequest<Void>(
                method: .put,
                path: "/order/\(order.id)",
                query: [("updateLinesAndGroups", "true")],
                body: try JSONEncoder().encode(try await newOrder(draft)),
                decode: { _ in }
            )
        )
        return result(draft, order.id)
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
