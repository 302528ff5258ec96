import Bookkeeping
import Foundation
import HTTPTypes
import Remote

/// A voucher about to be made.
struct NewVoucher: Sendable {
    /// Ours, by which it is found again.
    var number: String
    var date: LocalDate
    var text: String
    var rows: [TripletexNewVoucher.Posting]
    var figures: String
}

extension TripletexLedger {
    /// Makes a voucher of the plan, or corrects what was made of an earlier one.
    func book(
        _ voucher: Voucher,
        named name: String,
        _ booking: Booking
    ) async throws -> [EffectResult] {
        var results: [EffectResult] = []
        var booking = booking
        for _ in 1...Booking.maximumRevisions {
            let key = booking.key("voucher", name)
            let mark = booking.key("correction", name)
            var decided = try await booking.journal.recorded(mark)
            if let old = try await booking.journal.recorded(key) {
                if decided == nil, old.content.map({ $0 == voucher.figures }) ?? true {
                    return results + [old]
                }
                if decided == nil {
                    decided = try await decide(
                        mark,
                        was: old,
                        isNow: voucher.figures,
                        booking
                    )
                }
                let day = decided?.content.flatMap { LocalDate($0) } ?? booking.options.today
                results.append(
                    try await reverse(
                        old,
                        on: max(day, voucher.date),
                        key: booking.key("reversal", name),
                        booking.journal
                    )
                )
                booking.revision += 1
                booking.correctedOn = max(booking.correctedOn ?? day, day)
                continue
            }
            let new = try await draft(voucher, named: name, booking)
            return results + [try await post(new, key: key, journal: booking.journal)]
        }
        throw LedgerFailure.tooManyChanges(booking.subject.orderKey)
    }

    /// Notes that a fact is corrected, from when on; a person decides where the company wants that.
    func decide(
        _ mark: String,
        was old: EffectResult,
        isNow figures: String,
        _ booking: Booking
    ) async throws -> EffectResult {
        guard booking.options.changeMode == .correct else {
            throw Held(failure: .changed(booking.subject.orderKey, old, isNow: figures))
        }
        let day = booking.options.openDay(booking.options.today)
        return try await booking.journal.once(
            mark,
            ifInterrupted: { nil },
            perform: { EffectResult(kind: "correction", id: old.id, content: day.description) }
        )
    }

    private func draft(
        _ voucher: Voucher,
        named name: String,
        _ booking: Booking
    ) async throws -> NewVoucher {
        let date = booking.date(voucher.date)
        let text = "\(voucher.kind.norwegian) \(booking.subject.orderKey)"
        let rows = try await rows(
            voucher.postings,
            on: date,
            text: text,
            customer: nil,
            of: booking
        )
        return NewVoucher(
            number: booking.voucherNumber(name),
            date: date,
            text: text,
            rows: rows,
            figures: voucher.figures
        )
    }

    /// Postings as the rows of a voucher; claims belong to the customer, or to the booking's.
    func rows(
        _ postings: [Posting],
        on date: LocalDate,
        text: String,
        customer: TripletexReference?,
        of booking: Booking? = nil
    ) async throws -> [TripletexNewVoucher.Posting] {
        var rows: [TripletexNewVoucher.Posting] = []
        for posting in postings {
            let account = try await lookups.account(posting.account.value, through: calls)
            var owner: TripletexReference?
            if account.needsCustomer {
                owner = customer ?? booking?.subject.customerID.map(TripletexReference.init(id:))
                if let booking, owner == nil {
                    owner = try await self.customer(
                        booking.subject.customer ?? Customer(kind: .consumer, country: "NO"),
                        journal: booking.journal
                    )
                }
            }
            // An exchange difference moves NOK alone.
            let isForeign = posting.currency != .nok && !posting.inCurrency.isZero
            rows.append(
                TripletexNewVoucher.Posting(
                    date: date.description,
                    description: text,
                    account: TripletexReference(id: account.id),
                    customer: owner,
                    department: booking?.subject.department.map(TripletexReference.init(id:)),
                    project: booking?.subject.project.map(TripletexReference.init(id:)),
                    vatType: posting.vatCode == nil
                        ? nil
                        : try await lookups.anyVATType(posting.vatCode, through: calls),
                    currency: isForeign
                        ? try await lookups.currency(posting.currency.code, through: calls) : nil,
                    amountGross: Decimal(posting.amount, in: .nok),
                    amountGrossCurrency: isForeign
                        ? Decimal(posting.inCurrency, in: posting.currency)
                        : Decimal(posting.amount, in: .nok)
                )
            )
        }
        return rows
    }

    /// Makes the voucher once; Tripletex would store a second one with the same number without a word.
    func post(
        _ voucher: NewVoucher,
        key: String,
        journal: any EffectJournal
    ) async throws -> EffectResult {
        try await journal.once(
            key,
            ifInterrupted: {
                try await find(voucher: voucher.number).map { result($0, voucher.figures) }
            },
            perform: { try await post(voucher) }
        )
    }

    /// Makes the voucher unless it is there: a journal that was lost must not book twice.
    func post(_ voucher: NewVoucher) async throws -> EffectResult {
        if let found = try await find(voucher: voucher.number) {
            return result(found, voucher.figures)
        }
        var rows = voucher.rows
        // Row 0 is Tripletex's own.
        for index in rows.indices { rows[index].row = index + 1 }
        let made = try await calls.send(
            RemoteRequest<TripletexValue<TripletexVoucher>>(
                method: .post,
                path: "/ledger/voucher",
                body: try JSONEncoder().encode(
                    TripletexNewVoucher(
                        date: voucher.date.description,
                        description: voucher.text,
                        externalVoucherNumber: voucher.number,
                        postings: rows
                    )
                )
            )
        ).value
        return result(made, voucher.figures)
    }

    /// The voucher with this number of ours, exactly.
    func find(voucher number: String) async throws -> TripletexVoucher? {
        try await calls.send(
            RemoteRequest<TripletexList<TripletexVoucher>>(
                path: "/ledger/voucher/>externalVoucherNumber",
                query: [
                    ("externalVoucherNumber", number), ("fields", TripletexVoucher.fields),
                    ("count", "100"),
                ]
            )
        ).values.filter { $0.externalVoucherNumber == number }.min { $0.id < $1.id }
    }

    private func result(_ voucher: TripletexVoucher, _ figures: String) -> EffectResult {
        EffectResult(
            kind: "voucher",
            id: String(voucher.id),
            number: voucher.number.map(String.init),
            url: "\(webAddress)/execute/voucher?voucherId=\(voucher.id)",
            content: figures
        )
    }

    private func reverse(
        _ voucher: EffectResult,
        on day: LocalDate,
        key: String,
        _ journal: any EffectJournal
    ) async throws -> EffectResult {
        let result = { @Sendable (id: Int) in
            EffectResult(
                kind: "reversal",
                id: String(id),
                url: "\(webAddress)/execute/voucher?voucherId=\(id)"
            )
        }
        return try await journal.once(
            key,
            ifInterrupted: { try await reversal(of: voucher.id).map(result) },
            perform: {
                if let found = try await reversal(of: voucher.id) { return result(found) }
                let made = try await calls.send(
                    RemoteRequest<TripletexValue<TripletexReference>>(
                        method: .put,
                        path: "/ledger/voucher/\(voucher.id)/:reverse",
                        query: [("date", day.description)]
                    )
                ).value
                return result(made.id)
            }
        )
    }

    private func reversal(of id: String) async throws -> Int? {
        try await calls.send(
            RemoteRequest<TripletexValue<TripletexVoucher>>(
                path: "/ledger/voucher/\(id)",
                query: [("fields", TripletexVoucher.fields)]
            )
        ).value.reverseVoucher?.id
    }
}

extension Voucher.Kind {
    /// As the voucher's text begins.
    fileprivate var norwegian: String {
        switch self {
        case .advance: "Forskudd"
        case .sale: "Salg"
        case .payment: "Betaling"
        case .creditNote: "Kreditering"
        case .refundPayment: "Tilbakebetaling"
        case .refund: "Retur"
        case .payout: "Oppgjør"
        case .giftCardExpiry: "Utløpte gavekort"
        }
    }
}
