package import Bookkeeping
import Foundation
import HTTPTypes
package import Remote

/// One order of a batch, with the journal that its effects are noted in.
package struct LedgerBatchItem: Sendable {
    package var plan: Plan
    package var subject: LedgerSubject
    package var journal: any EffectJournal

    package init(plan: Plan, subject: LedgerSubject, journal: any EffectJournal) {
        self.plan = plan
        self.subject = subject
        self.journal = journal
    }
}

extension TripletexLedger {
    /// Elements of a list that Tripletex takes at once.
    package static let batchSize = 100

    /// Books many orders, their customers and invoices a hundred in a call.
    ///
    /// `known` holds the numbers of orders that Tripletex has already (``orderNumbers(from:through:)``); they are
    /// found, not made. Results stand in the order of the items; an error is a ``LedgerFailure``, and concerns its
    /// own order only. Tokens that may not post lists are served by single calls.
    package func bookAll(
        _ items: [LedgerBatchItem],
        known: Set<String>,
        options: LedgerOptions
    ) async -> [Result<LedgerOutcome, any Error>] {
        var results: [Result<LedgerOutcome, any Error>] = []
        var start = 0
        while start < items.count {
            let chunk = Array(items[start..<min(start + Self.batchSize, items.count)])
            await lookups.batches.enter()
            await prepare(chunk, known: known, options: options)
            await lookups.batches.leave()
            for item in chunk {
                do {
                    results.append(
                        .success(
                            try await book(
                                item.plan,
                                of: item.subject,
                                options: options,
                                journal: item.journal
                            )
                        )
                    )
                } catch {
                    results.append(.failure(error))
                }
            }
            start += chunk.count
        }
        return results
    }

    /// Makes what can be made together; what goes wrong here shows when each order is booked by itself.
    private func prepare(
        _ items: [LedgerBatchItem],
        known: Set<String>,
        options: LedgerOptions
    ) async {
        var seen: Set<String> = []
        var batch: [BatchedSale] = []
        for item in items where seen.insert(item.subject.fact).inserted {
            let parts = PlanParts(item.plan.entries)
            guard let sale = parts.sale,
                sale.delivery == nil || sale.delivery == InvoiceDelivery.none,
                !known.contains(item.subject.orderKey)
            else { continue }
            guard let subject = try? await placed(item.subject, options) else { continue }
            let booking = Booking(subject: subject, options: options, journal: item.journal)
            let isBooked = try? await item.journal.recorded(booking.key("invoice")) != nil
            guard isBooked == false else { continue }
            batch.append(
                BatchedSale(
                    sale: sale,
                    payments: parts.payments,
                    receivableNOK: item.plan.vouchers.receivableNOK,
                    booking: booking
                )
            )
        }
        guard batch.count > 1 else { return }
        await makeCustomers(of: batch)
        await makeInvoices(of: batch)
    }

    private func makeCustomers(of batch: [BatchedSale]) async {
        var seen: Set<CustomerIdentity> = []
        let unique = batch.filter { seen.insert(CustomerIdentity($0.sale.customer)).inserted }
        let gathering = Gathering<TripletexNewCustomer, Int>(expecting: unique.count) { wishes in
            await post(customers: wishes)
        }
        await withTaskGroup(of: Void.self) { group in
            for (index, entry) in unique.enumerated() {
                group.addTask {
                    let customer = entry.sale.customer
                    let identity = CustomerIdentity(customer)
                    // What fails here is tried again, and told, when the order is booked.
                    _ = try? await self.customer(
                        customer,
                        as: identity,
                        journal: entry.booking.journal
                    ) {
                        let body = try await newCustomer(customer, as: identity)
                        return try await gathering.come(index, with: body)
                    }
                    await gathering.pass(index)
                }
            }
        }
    }

    private func post(customers: [TripletexNewCustomer]) async -> [Result<Int, any Error>] {
        do {
            if customers.count == 1 { return [.success(try await post(customers[0]))] }
            let made = try await calls.send(
                RemoteRequest<TripletexList<TripletexReference>>(
                    method: .post,
                    path: "/customer/list",
                    body: try JSONEncoder().encode(customers)
                )
            ).values
            guard made.count == customers.count else { throw LedgerFailure.incompleteList }
            return made.map { .success($0.id) }
        } catch let failure as LedgerFailure where failure.isListRefused {
            var results: [Result<Int, any Error>] = []
            for customer in customers {
                do {
                    results.append(.success(try await post(customer)))
                } catch {
                    results.append(.failure(error))
                }
            }
            return results
        } catch {
            return customers.map { _ in .failure(error) }
        }
    }

    private func makeInvoices(of batch: [BatchedSale]) async {
        let gathering = Gathering<InvoiceDraft, EffectResult>(expecting: batch.count) { drafts in
            await post(invoices: drafts)
        }
        await withTaskGroup(of: Void.self) { group in
            for (index, entry) in batch.enumerated() {
                group.addTask {
                    // What fails here is tried again, and told, when the order is booked.
                    if let draft = try? await ready(
                        entry.sale,
                        entry.payments,
                        entry.receivableNOK,
                        entry.booking
                    ).draft {
                        _ = try? await entry.booking.journal.once(
                            entry.booking.key("invoice"),
                            ifInterrupted: { try await adopted(draft) },
                            perform: { try await gathering.come(index, with: draft) }
                        )
                    }
                    await gathering.pass(index)
                }
            }
        }
    }
}

/// A sale that is made together with others.
struct BatchedSale: Sendable {
    var sale: SaleDocument
    var payments: [PaymentEntry]
    var receivableNOK: Amount?
    var booking: Booking
}
