import Bookkeeping
import Dashboard
import Destinations
import Foundation
import Outbox

/// Puts the shops' orders, our own record and the ledger as read back beside each other.
struct LedgerComparison: Sendable {
    /// Days read before and after the period, so that a voucher on a wrong day is told from a missing one.
    static let daysBefore = 31
    static let daysAfter = 62
    /// Orders that only the ledger names, and that are read anew from their source, at most.
    static let strayLimit = 1_000

    let company: LiveCompany
    let period: ReportPeriod
    let outbox: Outbox
    let ledger: TripletexLedger
    let today: LocalDate
    let gathering: @Sendable (LiveSource) -> OrderGathering

    func document(_ gathered: [ExpectedOrder]) async throws -> ReconciliationDocument {
        let reading = try await ledger.reading(
            from: period.from.adding(days: -Self.daysBefore) ?? period.from,
            through: min(period.to.adding(days: Self.daysAfter) ?? period.to, max(today, period.to))
        )
        let vouchers = try await linked(reading.vouchers)
        let byOrder = Dictionary(grouping: vouchers) { $0.orderNumber ?? "" }
        let orders = try await withStrays(gathered, vouchers).map {
            $0.settled(by: byOrder[$0.orderKey] ?? [])
        }
        let record = try await record(of: orders)
        let own = try await ownVouchers(vouchers, besides: Set(orders.map(\.orderKey)))
        let classified = OutsideVouchers(orders, known: own.keys, period: period)
        let posted = vouchers.filter { classified.concerns($0) }
        let expected = orders.compactMap { $0.expected(record[$0.fact] ?? []) } + own.expected
        let reconciliation = Reconciliation(
            from: period.from,
            to: period.to,
            expected: expected,
            posted: posted,
            outside: Set(posted.filter { classified.isOutside($0) }.map(\.id))
        )
        return ReportBuilder(
            company: company,
            period: period,
            orders: orders,
            expected: expected,
            posted: posted,
            record: record,
            differences: (reconciliation.differences + own.differences).sorted(),
            accounts: reconciliation.accounts,
            names: try await ledger.accountNames(),
            giftCardOpening: try await giftCardOpening(orders),
            address: { ledger.webAddress(ofVoucher: $0) }
        ).document
    }

    // MARK: Links

    /// Gives vouchers that bear no number of ours the order that our record knows them by.
    private func linked(_ vouchers: [PostedVoucher]) async throws -> [PostedVoucher] {
        let nameless = vouchers.filter { $0.orderNumber == nil }
        let byInvoice = try await outbox.effectKeys(
            numbered: Array(Set(nameless.compactMap(\.invoiceNumber))),
            kinds: ["invoice", "creditNote"],
            company: company.id
        )
        let byID = try await outbox.effectKeys(
            making: nameless.map(\.id),
            kinds: ["voucher", "reversal"],
            company: company.id
        )
        return vouchers.map { voucher in
            guard voucher.orderNumber == nil else { return voucher }
            let key = voucher.invoiceNumber.flatMap { byInvoice[$0] } ?? byID[voucher.id]
            var linked = voucher
            linked.orderNumber = key.flatMap(EffectName.init)?.orderKey
            return linked
        }
    }

    /// Adds the orders that the ledger names and the sources did not list: older ones, of which something was
    /// booked in the period.
    private func withStrays(
        _ orders: [ExpectedOrder],
        _ vouchers: [PostedVoucher]
    ) async throws -> [ExpectedOrder] {
        var all = orders
        var known = Set(orders.map(\.orderKey))
        let days = period.from...max(period.from, period.to)
        let keys = Set(vouchers.filter { days.contains($0.date) }.compactMap(\.orderNumber))
        for key in keys.subtracting(known).sorted().prefix(Self.strayLimit) {
            guard let source = source(of: key) else { continue }
            let fact = "\(source.connection)/order/\(key.dropFirst(source.connection.count + 1))"
            let made = try await outbox.record(
                of: [fact],
                kinds: EffectName.kinds,
                company: company.id
            )[fact]
            guard let effect = made?.first,
                let about = try await outbox.subject(ofEffect: effect.key, company: company.id)
            else { continue }
            let found = try await gathering(source).expected(of: about.subject, facts: nil)
            for order in found where known.insert(order.orderKey).inserted { all.append(order) }
        }
        return all.sorted { ($0.orderKey, $0.subject) < ($1.orderKey, $1.subject) }
    }

    private func source(of key: String) -> LiveSource? {
        company.sources.values.filter { key.hasPrefix($0.connection + "-") }
            .max { $0.connection.count < $1.connection.count }
    }

    private func record(
        of orders: [ExpectedOrder]
    ) async throws -> [String: [EventDetails.Effect]] {
        try await outbox.record(
            of: Array(Set(orders.map(\.fact))),
            kinds: EffectName.kinds,
            company: company.id
        )
    }

    private func giftCardOpening(_ orders: [ExpectedOrder]) async throws -> Amount? {
        guard
            let number = orders.lazy.compactMap(\.giftCardAccount).first
                ?? Rules.standard.account("giftCardLiability")?.value,
            let account = AccountNumber(number)
        else { return nil }
        return -(try await ledger.balance(of: account, before: period.from))
    }

    // MARK: Vouchers of ours that belong to no order of a shop

    /// Payouts, expired gift cards, and invoices that a person made of a basis of ours.
    struct Own: Sendable {
        var keys: Set<String> = []
        var expected: [Reconciliation.Expected] = []
        var differences: [Difference] = []
    }

    private func ownVouchers(
        _ vouchers: [PostedVoucher],
        besides orders: Set<String>
    ) async throws -> Own {
        let rest = vouchers.filter { $0.orderNumber.map { !orders.contains($0) } ?? false }
        let made = try await outbox.effectKeys(
            making: rest.map(\.id),
            kinds: ["voucher", "reversal"],
            company: company.id
        )
        var own = Own()
        for voucher in rest {
            guard let key = voucher.orderNumber else { continue }
            let isBasis = try await isBasis(key)
            guard made[voucher.id] != nil || isBasis else { continue }
            guard let expected = Reconciliation.Expected(asPosted: voucher, of: key) else {
                continue
            }
            own.keys.insert(key)
            own.expected.append(expected)
            if let name = made[voucher.id], try await isChanged(voucher, name) {
                own.differences.append(
                    Difference(
                        orderNumber: key,
                        voucherID: voucher.id,
                        cause: .changedInLedger,
                        amount: voucher.lines.map { max(.zero, $0.amount) }.total
                    )
                )
            }
        }
        return own
    }

    /// Whether the order was made by us as a basis that a person invoices.
    private func isBasis(_ key: String) async throws -> Bool {
        guard let source = source(of: key) else { return false }
        let fact = "\(source.connection)/order/\(key.dropFirst(source.connection.count + 1))"
        return try await !outbox.record(of: [fact], kinds: ["order"], company: company.id).isEmpty
    }

    private func isChanged(_ voucher: PostedVoucher, _ name: String) async throws -> Bool {
        let effects = try await outbox.effects(company: company.id, keyPrefix: name, limit: 1)
        guard let figures = BookedFigures.kept(in: effects.first?.result?.content) else {
            return false
        }
        return BookedFigures.agrees(figures, with: voucher) == false
    }
}

/// An effect's name in our record: `kind/connection/order/number/…`.
struct EffectName: Hashable, Sendable {
    /// Those that are about an order's documents and money.
    static let kinds = ["invoice", "voucher", "payment", "credit", "refund", "correction"]

    let connection: String
    let number: String

    /// nil for the name of what is no order.
    init?(_ key: String) {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[2] == "order" else { return nil }
        connection = String(parts[1])
        number = String(parts[3])
    }

    var orderKey: String { "\(connection)-\(number)" }
}

extension ExpectedOrder {
    /// nil when it was not kept whole.
    fileprivate func expected(_ effects: [EventDetails.Effect]) -> Reconciliation.Expected? {
        guard let plan, let date = LocalDate(date) else { return nil }
        return Reconciliation.Expected(
            orderNumber: orderKey,
            date: date,
            plan: plan,
            shopTotal: shopTotal.map { Amount(minor: $0) },
            record: record(effects)
        )
    }

    private func record(_ effects: [EventDetails.Effect]) -> Reconciliation.Record {
        let made = effects.compactMap(\.result).map {
            BookedFigures.vouchers(of: $0.kind, content: $0.content)
        }
        let sales = effects.filter { effect in
            effect.key.hasPrefix("invoice/") || effect.key.hasPrefix("voucher/")
        }
        let newest = sales.max { ($0.endedAt ?? .distantPast) < ($1.endedAt ?? .distantPast) }
        let booked = BookedFigures.kept(in: newest?.result?.content)
        return Reconciliation.Record(
            made: made.reduce(0, +),
            isUnchanged: booked.flatMap { booked in figures.map { $0 == booked } },
            isCorrected: effects.contains { $0.key.hasPrefix("correction/") }
        )
    }
}

extension Reconciliation.Expected {
    /// A voucher of ours as the ledger has it; nil when it does not balance.
    fileprivate init?(asPosted voucher: PostedVoucher, of key: String) {
        let postings = voucher.lines.map { line in
            Posting(
                account: line.account,
                vatCode: line.vatCode,
                amount: line.amount,
                currency: .nok,
                inCurrency: line.amount,
                vat: line.vat,
                reason: PostingReason(.payout)
            )
        }
        guard
            let made = Voucher(
                kind: .payout,
                date: voucher.date,
                currency: .nok,
                postings: postings
            )
        else { return nil }
        self.init(
            orderNumber: key,
            date: voucher.date,
            plan: Plan(status: .booked, vouchers: [made], totals: nil)
        )
    }
}
