package import Bookkeeping
import Foundation
package import Remote

/// The settlements of Vipps MobilePay, read from its Report API day by day.
package enum VippsReport {
    /// How far back the beginning of a payout is looked for: settlements are at most monthly.
    private static let lookBackDays = 62
    /// Days read in one go at most.
    package static let dayLimit = 400
    private static let pageLimit = 200
    private static let ledgerPageLimit = 20

    /// The payouts of all ledgers that the keys may see, scheduled in these days, both included, oldest first.
    ///
    /// A day that is still open ends the reading: its payout comes with a later one. Throws a
    /// ``PayoutImportError`` when the balances do not follow from each other.
    package static func payouts(
        from first: LocalDate,
        to last: LocalDate,
        through client: RemoteClient
    ) async throws -> [SettledPayout] {
        var payouts: [SettledPayout] = []
        for ledger in try await ledgers(client) {
            payouts += try await self.payouts(of: ledger.ledgerId, from: first, to: last, client)
        }
        return payouts.sorted { ($0.payout.date, $0.id) < ($1.payout.date, $1.id) }
    }

    private static func ledgers(_ client: RemoteClient) async throws -> [VippsLedger] {
        var page = try await client.send(.vippsLedgers(after: nil))
        var ledgers = page.items
        for _ in 1..<ledgerPageLimit {
            guard let cursor = page.cursor, !page.items.isEmpty else { break }
            page = try await client.send(.vippsLedgers(after: cursor))
            ledgers += page.items
        }
        return ledgers
    }

    private static func payouts(
        of ledger: String,
        from first: LocalDate,
        to last: LocalDate,
        _ client: RemoteClient
    ) async throws -> [SettledPayout] {
        var entries = try await entriesSinceLastPayout(before: first, ledger, client)
        var payouts: [SettledPayout] = []
        var day: LocalDate? = first
        for _ in 0..<dayLimit {
            guard let today = day, today <= last else { break }
            let report = try await report(ledger, .funds, on: today, client)
            if report.isOpen { break }
            for entry in report.entries {
                entries.append(entry)
                guard entry.entryType == VippsEntry.payout else { continue }
                payouts.append(try VippsSettlement(entries).settled())
                entries = []
            }
            try await checkFees(of: report.entries, ledger, on: today, client)
            day = today.adding(days: 1)
        }
        return payouts
    }

    /// What happened before the first day and falls under the first payout.
    private static func entriesSinceLastPayout(
        before first: LocalDate,
        _ ledger: String,
        _ client: RemoteClient
    ) async throws -> [VippsEntry] {
        var entries: [VippsEntry] = []
        for days in 1...lookBackDays {
            guard let day = first.adding(days: -days) else { break }
            let found = try await report(ledger, .funds, on: day, client).entries
            if let index = found.lastIndex(where: { $0.entryType == VippsEntry.payout }) {
                return Array(found[(index + 1)...]) + entries
            }
            entries = found + entries
            if let beginning = entries.first, beginning.balanceBefore == 0 { return entries }
        }
        return entries
    }

    private static func report(
        _ ledger: String,
        _ topic: VippsTopic,
        on day: LocalDate,
        _ client: RemoteClient
    ) async throws -> (entries: [VippsEntry], isOpen: Bool) {
        var page = try await client.send(.vippsReport(ledger, topic, on: day, after: nil))
        var entries = page.items
        for _ in 1..<pageLimit {
            guard page.hasMore == true, let cursor = page.cursor else { break }
            page = try await client.send(.vippsReport(ledger, topic, on: day, after: cursor))
            entries += page.items
        }
        guard page.hasMore != true else { throw PayoutImportError.tooLarge(limit: entries.count) }
        return (entries, page.tryLater == true)
    }

    /// What was kept from the funds for fees is what the fees' own account says was paid.
    private static func checkFees(
        of funds: [VippsEntry],
        _ ledger: String,
        on day: LocalDate,
        _ client: RemoteClient
    ) async throws {
        let kept = funds.filter { $0.entryType == VippsEntry.fees }
        guard let example = kept.first, let currency = Currency(code: example.currency) else {
            return
        }
        let paid = try await report(ledger, .fees, on: day, client).entries
            .filter { $0.entryType == VippsEntry.fees }
        let taken = -(try VippsSettlement.sum(kept))
        let settled = try VippsSettlement.sum(paid)
        guard taken == settled else {
            throw PayoutImportError.doesNotTie(
                line: 0,
                what: .kind,
                computed: taken.text(in: currency),
                stated: settled.text(in: currency)
            )
        }
    }
}

/// The entries of one payout, from the balance after the one before to its own.
struct VippsSettlement {
    private let entries: [VippsEntry]

    init(_ entries: [VippsEntry]) {
        self.entries = entries
    }

    static func sum(_ entries: [VippsEntry]) throws(PayoutImportError) -> Amount {
        var total = Amount.zero
        for (index, entry) in entries.enumerated() {
            total += try amount(entry.amount, line: index + 1)
        }
        return total
    }

    private static func amount(_ minor: Int64, line: Int) throws(PayoutImportError) -> Amount {
        guard minor.magnitude <= Amount.limit.magnitude else {
            throw .unreadable(line: line, column: "amount", expected: .amount)
        }
        return Amount(minor: minor)
    }

    func settled() throws(PayoutImportError) -> SettledPayout {
        guard let last = entries.last, let first = entries.first else { throw .nothingInIt }
        guard let currency = Currency(code: last.currency) else {
            throw .unreadable(line: entries.count, column: "currency", expected: .currency)
        }
        guard let date = LocalDate(last.ledgerDate) else {
            throw .unreadable(line: entries.count, column: "ledgerDate", expected: .date)
        }
        try checkBalances(currency)
        var items: [Payout.Item] = []
        var fee = Amount.zero
        for (index, entry) in entries.dropLast().enumerated() {
            let amount = try Self.amount(entry.amount, line: index + 1)
            if entry.entryType == VippsEntry.fees {
                fee -= amount
                continue
            }
            let reference = entry.reference.flatMap { $0.isEmpty ? nil : $0 }
            items.append(.init(type: entry.entryType, reference: reference, amount: amount))
        }
        // A reserve that Vipps keeps, or a balance from before we looked.
        let carried =
            try Self.amount(first.balanceBefore, line: 1)
            - Self.amount(last.balanceAfter, line: entries.count)
        if !carried.isZero { items.append(.init(type: "balance", amount: carried)) }
        return SettledPayout(
            id: "vipps/\(last.pspReference)",
            payout: Payout(
                method: "vipps",
                date: date,
                currency: currency,
                items: items,
                fee: fee,
                bankCurrency: currency,
                bankAmount: -(try Self.amount(last.amount, line: entries.count))
            )
        )
    }

    /// Each entry begins where the one before ended.
    private func checkBalances(_ currency: Currency) throws(PayoutImportError) {
        var balance: Amount?
        for (index, entry) in entries.enumerated() {
            let line = index + 1
            guard entry.currency == currency.code else {
                throw .unreadable(line: line, column: "currency", expected: .sameAsBefore)
            }
            let before = try Self.amount(entry.balanceBefore, line: line)
            let after = try Self.amount(entry.balanceAfter, line: line)
            let computed = before + (try Self.amount(entry.amount, line: line))
            for (computed, stated) in [(computed, after), (balance ?? before, before)]
            where computed != stated {
                throw .doesNotTie(
                    line: line,
                    what: .balance,
                    computed: computed.text(in: currency),
                    stated: stated.text(in: currency)
                )
            }
            balance = after
        }
    }
}
