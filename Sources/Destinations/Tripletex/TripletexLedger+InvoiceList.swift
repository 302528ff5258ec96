package import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// Makes the invoices in one call; singly where Tripletex refuses the list.
    func post(invoices drafts: [InvoiceDraft]) async -> [Result<EffectResult, any Error>] {
        do {
            var bodies: [TripletexNewInvoice] = []
            for draft in drafts {
                var body = try await newInvoice(draft)
                body.paymentTypeId = draft.payment?.type.id
                body.paidAmount = draft.payment.map { Decimal($0.entry.amount, in: .nok) }
                bodies.append(body)
            }
            let made = try await calls.send(
                RemoteRequest<TripletexList<TripletexInvoice>>(
                    method: .post,
                    path: "/invoice/list",
                    query: [("sendToCustomer", "false"), ("fields", TripletexInvoice.fields)],
                    body: try JSONEncoder().encode(bodies)
                )
            ).values
            return matched(made, drafts, otherwise: LedgerFailure.incompleteList)
        } catch let failure as LedgerFailure where failure.isListRefused {
            return await makeSingly(drafts)
        } catch let failure as LedgerFailure where !failure.isOutcomeKnown {
            // The answer is lost: what was made is found by one look at the days of the drafts.
            guard let made = try? await invoices(ofDaysOf: drafts) else {
                return drafts.map { _ in .failure(failure) }
            }
            return matched(made, drafts, otherwise: failure)
        } catch {
            return drafts.map { _ in .failure(error) }
        }
    }

    private func makeSingly(_ drafts: [InvoiceDraft]) async -> [Result<EffectResult, any Error>] {
        var results: [Result<EffectResult, any Error>] = []
        for draft in drafts {
            do {
                results.append(.success(try await make(draft)))
            } catch {
                results.append(.failure(error))
            }
        }
        return results
    }

    private func matched(
        _ invoices: [TripletexInvoice],
        _ drafts: [InvoiceDraft],
        otherwise failure: LedgerFailure
    ) -> [Result<EffectResult, any Error>] {
        var byOrder: [String: TripletexInvoice] = [:]
        for invoice in invoices {
            for order in invoice.orders ?? [] {
                if let number = order.number { byOrder[number] = invoice }
            }
        }
        return drafts.map { draft in
            guard let invoice = byOrder[draft.orderKey] else { return .failure(failure) }
            return Result { try checked(invoice, against: draft) }
        }
    }

    private func invoices(ofDaysOf drafts: [InvoiceDraft]) async throws -> [TripletexInvoice] {
        let days = drafts.map(\.document.date)
        guard let first = days.min(), let last = days.max()?.adding(days: 1) else { return [] }
        return try await invoices(from: first.description, to: last.description, [])
    }

    /// The numbers of all orders in Tripletex from the one day through the other.
    package func orderNumbers(
        from first: LocalDate,
        through last: LocalDate
    ) async throws
        -> Set<String>
    {
        var numbers: Set<String> = []
        try await eachRange(from: first, through: last) { from, end in
            let orders: [TripletexOrderNumber] = try await pages(
                "/order",
                [
                    ("orderDateFrom", from.description), ("orderDateTo", end.description),
                    ("fields", "number"),
                ]
            )
            numbers.formUnion(orders.compactMap(\.number))
        }
        return numbers
    }
}

/// An order of which only the number was asked.
struct TripletexOrderNumber: Decodable, Sendable {
    var number: String?
}
