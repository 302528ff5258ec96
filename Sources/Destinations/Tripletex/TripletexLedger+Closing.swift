import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexLedger {
    /// The customers' ledger: Tripletex books every invoice there.
    static let receivable = 1_500
    private static let receivableAccount = AccountNumber(receivable)

    /// A payment without payment type in Tripletex: a voucher on its account against the customer's claim.
    ///
    /// A negative amount is money back.
    func payByVoucher(
        _ payment: PaymentEntry,
        of invoice: EffectResult,
        _ settlement: Settlement,
        _ booking: Booking
    ) async throws -> EffectResult {
        let document = settlement.document
        let number = invoice.number ?? invoice.id
        let text =
            (booking.isMoneyBack ? "Tilbakebetalt" : "Betaling")
            + " \(payment.method), faktura \(number)"
        // The plan's own postings where there are some: they hold the exchange difference too.
        let planned = settlement.parts.voucher(of: payment, isMoneyBack: booking.isMoneyBack)
        let postings =
            planned?.postings ?? [
                payment.posting(on: payment.account, in: document.currency, isClaim: false),
                payment.posting(on: Self.receivableAccount, in: document.currency, isClaim: true),
            ]
        let rows = try await rows(
            postings,
            on: payment.date,
            text: text,
            customer: settlement.customer
        )
        let figures = payment.amount.text(in: document.currency)
        try await holdIfChanged(booking.paymentKey(payment.id), isNow: figures, booking)
        return try await post(
            NewVoucher(
                number: booking.voucherNumber("\(booking.isMoneyBack ? "b" : "p")-\(payment.id)"),
                date: payment.date,
                text: text,
                rows: rows,
                figures: figures
            ),
            key: booking.paymentKey(payment.id),
            journal: booking.journal
        )
    }

    /// Closes a document's claim with the vouchers that settle it, when they come to zero.
    func close(
        _ document: EffectResult,
        with vouchers: [EffectResult],
        key: String,
        _ booking: Booking
    ) async throws {
        let result = EffectResult(kind: "closing", id: document.id)
        _ = try await booking.journal.once(
            key,
            ifInterrupted: { nil },
            perform: {
                var open = try await claims(on: "/invoice/\(document.id)")
                for voucher in vouchers {
                    open += try await claims(on: "/ledger/voucher/\(voucher.id)")
                }
                // What is closed already, or does not come to zero, stays as it is.
                open.removeAll { $0.closeGroup != nil }
                guard open.count > 1, open.reduce(0, { $0 + $1.amountCurrency }) == 0 else {
                    return result
                }
                _ = try await calls.send(
                    RemoteRequest<TripletexIgnored>(
                        method: .put,
                        path: "/ledger/posting/:closePostings",
                        body: try JSONEncoder().encode(open.map(\.id))
                    )
                )
                return result
            }
        )
    }

    /// The postings of a document on the customers' account.
    private func claims(on path: String) async throws -> [TripletexPosting] {
        try await calls.send(
            RemoteRequest<TripletexValue<TripletexPostings>>(
                path: path,
                query: [("fields", "id,postings(\(TripletexPosting.fields))")]
            )
        ).value.postings.filter { $0.account.number == TripletexLedger.receivable }
    }
}

extension PaymentEntry {
    /// One side of the payment.
    fileprivate func posting(
        on account: AccountNumber?,
        in currency: Currency,
        isClaim: Bool
    ) -> Posting {
        Posting(
            account: account ?? self.account,
            vatCode: nil,
            amount: isClaim ? -amountNOK : amountNOK,
            currency: currency,
            inCurrency: isClaim ? -amount : amount,
            vat: .zero,
            reason: PostingReason(.receivable)
        )
    }
}
