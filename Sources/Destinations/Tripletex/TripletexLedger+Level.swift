import Bookkeeping
import Foundation
import Remote

extension TripletexLedger {
    /// Makes a credit note in a foreign currency come to what the plan says in NOK.
    ///
    /// The plan takes revenue and VAT back at the rate of the sale, so that they reverse exactly; Tripletex may
    /// have used the day's. What it posted is read back, and a difference beyond its rounding is booked by account.
    func level(
        _ note: EffectResult,
        _ context: RefundContext,
        _ booking: Booking
    ) async throws -> [EffectResult] {
        let refund = context.refund.note
        guard refund.currency != .nok, let planned = context.parts.voucher(of: refund) else {
            return []
        }
        // A payment that Tripletex registers settles the credit note at its own value: the difference is realised.
        let isRealised = context.targets.contains(where: \.isType)
        let made = try await booking.journal.once(
            booking.key("level", refund.refundID),
            ifInterrupted: { nil },
            perform: {
                var differences = try await differences(of: note, from: planned)
                if isRealised {
                    for index in differences.indices
                    where differences[index].account.value == Self.receivable {
                        differences[index].account =
                            context.exchangeAccount(for: differences[index].amount)
                            ?? differences[index].account
                    }
                }
                let bound = Int64(refund.lines.count)
                let text = "Kursdifferanse kreditnota \(note.number ?? note.id)"
                guard differences.contains(where: { $0.amount.magnitude.minor > bound }) else {
                    return EffectResult(kind: "level", id: note.id)
                }
                return try await post(
                    NewVoucher(
                        number: booking.voucherNumber("k-\(refund.refundID)"),
                        date: refund.date,
                        text: text,
                        rows: try await rows(
                            differences,
                            on: refund.date,
                            text: text,
                            customer: context.customer
                        ),
                        figures: planned.figures
                    )
                )
            }
        )
        return made.kind == "voucher" ? [made] : []
    }

    /// What is missing of the plan on each account and code, in NOK.
    private func differences(
        of note: EffectResult,
        from planned: Voucher
    ) async throws -> [Posting] {
        struct Key: Hashable {
            var account: Int
            var code: String?
        }
        let posted = try await calls.send(
            RemoteRequest<TripletexValue<TripletexReadDocument>>(
                path: "/invoice/\(note.id)",
                query: [("fields", TripletexReadDocument.fields)]
            )
        ).value
        var sums: [Key: Amount] = [:]
        for posting in planned.postings {
            sums[
                Key(account: posting.account.value, code: posting.vatCode?.number),
                default: .zero
            ] +=
                posting.amount
        }
        for line in posted.postings
        where line.voucher.id == posted.voucher.id && line.isGross {
            guard let line = line.line else { continue }
            sums[Key(account: line.account.value, code: line.vatCode?.number), default: .zero] -=
                line.amount
        }
        return sums.filter { !$0.value.isZero }
            .sorted { ($0.key.account, $0.key.code ?? "") < ($1.key.account, $1.key.code ?? "") }
            .compactMap { key, amount in
                AccountNumber(key.account).map { account in
                    Posting(
                        account: account,
                        vatCode: key.code.map { VATCode($0) },
                        amount: amount,
                        currency: .nok,
                        inCurrency: amount,
                        vat: .zero,
                        reason: PostingReason(.exchangeDifference)
                    )
                }
            }
    }
}

extension RefundContext {
    /// Where the plan books the exchange difference of this refund's money.
    fileprivate func exchangeAccount(for difference: Amount) -> AccountNumber? {
        let planned = refund.money
            .compactMap { parts.voucher(of: $0, isMoneyBack: true) }
            .flatMap(\.postings)
            .first { $0.reason.subject == .exchangeDifference }?.account
        let usual = Rules.standard.account(difference < .zero ? "fxGain" : "fxLoss")
        return planned ?? usual
    }
}

/// A document as it was posted.
struct TripletexReadDocument: Decodable, Sendable {
    var voucher: TripletexReference
    var postings: [TripletexReadPosting]

    static let fields = "id,voucher(id),postings(\(TripletexReadPosting.fields))"
}
