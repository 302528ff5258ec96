import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// Registers a payment of the invoice.
    ///
    /// Tripletex gives payments no key: whether an interrupted one happened shows in what is outstanding.
    func pay(
        _ payment: PaymentEntry,
        type: TripletexReference,
        of invoice: EffectResult,
        _ document: SaleDocument,
        outstanding: (before: Amount, after: Amount),
        fact: String,
        journal: any EffectJournal
    ) async throws {
        let result = EffectResult(
            kind: "payment",
            id: "\(invoice.id)/\(payment.id)",
            number: invoice.number
        )
        _ = try await journal.once(
            "payment/\(fact)/\(payment.id)",
            ifInterrupted: {
                let left = try await self.outstanding(of: invoice.id, in: document.currency)
                if left == outstanding.after { return result }
                if left == outstanding.before { return nil }
                throw LedgerFailure.differs(
                    invoice: Int(invoice.number ?? "") ?? 0,
                    what: .init(nb: "utestående", en: "outstanding"),
                    planned: outstanding.before.text(in: document.currency),
                    found: left?.text(in: document.currency) ?? "–"
                )
            },
            perform: {
                let paid = try await calls.send(
                    RemoteRequest<TripletexValue<TripletexInvoice>>(
                        method: .put,
                        path: "/invoice/\(invoice.id)/:payment",
                        query: [
                            ("paymentDate", payment.date.description),
                            ("paymentTypeId", String(type.id)),
                            ("paidAmount", payment.amount.text(in: document.currency)),
                        ]
                    )
                ).value
                guard paid.outstanding(in: document.currency) == outstanding.after else {
                    throw LedgerFailure.differs(
                        invoice: paid.invoiceNumber,
                        what: .init(nb: "utestående", en: "outstanding"),
                        planned: outstanding.after.text(in: document.currency),
                        found: paid.amountOutstanding.description
                    )
                }
                return result
            }
        )
    }

    private func outstanding(of invoice: String, in currency: Currency) async throws -> Amount? {
        try await calls.send(
            RemoteRequest<TripletexValue<TripletexInvoice>>(
                path: "/invoice/\(invoice)",
                query: [("fields", TripletexInvoice.fields)]
            )
        ).value.outstanding(in: currency)
    }
}

extension TripletexInvoice {
    func outstanding(in currency: Currency) -> Amount? {
        Amount(amountCurrencyOutstanding ?? amountOutstanding, in: currency)
    }
}
