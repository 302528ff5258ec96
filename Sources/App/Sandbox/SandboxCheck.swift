import Bookkeeping
import Connectors
import Destinations
import Foundation
import Outbox
import Remote

/// Compares what the stand-in of the ledger holds with what the shop's orders are to come to.
struct SandboxCheck: Sendable {
    let orders: [GeneratedOrder]
    let shop: FakeShopify
    let ledger: FakeTripletex
    let source: LiveSource
    let outbox: Outbox

    /// What the plans of all orders come to.
    private struct Expectation {
        var balances: [FakeLedgerSnapshot.Key: Int64] = [:]
        var totals: [String: Int64] = [:]
        var held: Set<String> = []
    }

    func report(_ tally: SandboxStream.Tally, since started: Date) async throws -> SandboxReport {
        let expected = try await expectation()
        let found = ledger.snapshot()
        let counts = try await outbox.counts()
        let differences =
            differences(of: found.invoices, from: expected.totals)
            + (try await unexpectedFailures(held: expected.held))
            + (tally.refused > 0 ? ["\(tally.refused) webhooks were refused"] : [])
            + (counts.pending + counts.running + counts.scheduled > 0
                ? ["events are left undone"] : [])
        let rows = Set(expected.balances.keys).union(found.balances.keys).sorted().map { key in
            SandboxReport.LedgerRow(
                account: key.account,
                vatCode: key.vatCode,
                planned: expected.balances[key] ?? 0,
                posted: found.balances[key] ?? 0
            )
        }
        let deviations = rows.filter { $0.planned != $0.posted }.map { row in
            "account \(row.account), VAT code \(row.vatCode ?? "–"): planned \(row.planned), posted \(row.posted) øre"
        }
        let outstanding = found.invoices.reduce(0) { $0 + $1.outstanding }
        let bookable = orders.count(where: \.isBookable)
        return SandboxReport(
            ok: differences.isEmpty && deviations.isEmpty && outstanding == 0
                && found.invoices.count == bookable,
            deliveries: tally.deliveries,
            duplicates: tally.duplicates,
            events: try await outbox.eventCount(),
            booked: found.invoices.count,
            bookable: bookable,
            skipped: try await outbox.count(EventFilter(state: .skipped)),
            failed: counts.failed,
            outstanding: outstanding,
            ledger: rows,
            ledgerDifferences: differences + deviations,
            seconds: Date().timeIntervalSince(started)
        )
    }

    /// Reads every order from the shop once more, past the network, and plans it.
    private func expectation() async throws -> Expectation {
        let client = RemoteClient(
            service: Shopify.service,
            baseURL: source.client?.baseURL ?? "",
            transport: FakeTransport(to: shop),
            limit: RateLimit(
                budget: .init(calls: .max, window: .seconds(1), concurrent: 1)
            ),
            circuit: CircuitBreaker(),
            authorization: { SandboxCompany.authorize(&$0) }
        )
        var expected = Expectation()
        for order in orders {
            let subject = "order/\(order.id)"
            switch try await source.connector.read(subject, from: SourceAccess(remote: client)) {
            case .held: expected.held.insert(subject)
            case .order(let neutral):
                let plan = source.bookkeeper.plan(neutral)
                guard plan.status == .booked else {
                    if plan.status == .held { expected.held.insert(subject) }
                    continue
                }
                expected.totals["\(source.connection)-\(neutral.number)"] = neutral.total.minor
                for posting in plan.vouchers.flatMap(\.postings) {
                    let key = FakeLedgerSnapshot.Key(
                        account: posting.account.value,
                        vatCode: posting.vatCode?.number
                    )
                    expected.balances[key, default: 0] += posting.amount.minor
                }
            default: break
            }
        }
        return expected
    }

    private func differences(
        of invoices: [FakeLedgerSnapshot.Invoice],
        from totals: [String: Int64]
    ) -> [String] {
        var open = totals
        var differences: [String] = []
        for invoice in invoices {
            guard let total = open.removeValue(forKey: invoice.orderNumber) else {
                differences.append(
                    "order \(invoice.orderNumber) is invoiced twice or without a plan"
                )
                continue
            }
            if total != invoice.amount {
                differences.append(
                    "order \(invoice.orderNumber) comes to \(total) øre, its invoice to \(invoice.amount)"
                )
            }
        }
        return differences + open.keys.sorted().map { "order \($0) has no invoice" }
    }

    private func unexpectedFailures(held: Set<String>) async throws -> [String] {
        try await outbox.events(EventFilter(state: .failed), limit: Outbox.pageLimit).items
            .filter { !held.contains($0.subject) }
            .map { "event \($0.id) failed: \($0.cause ?? "") \($0.message ?? "")" }
    }
}
