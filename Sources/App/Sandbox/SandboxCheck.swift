import Destinations
import Foundation
import Outbox

/// Compares what the stand-in of the ledger holds with what the shops' orders are to come to.
struct SandboxCheck: Sendable {
    let orders: [SandboxOrder]
    let ledger: FakeTripletex
    let planner: SandboxPlanner
    let outbox: Outbox

    func report(_ tally: SandboxStream.Tally, since started: Date) async throws -> SandboxReport {
        let expected = try await planner.expectation(of: orders)
        let found = ledger.snapshot()
        let bookable = orders.count(where: \.isBookable)
        let booked = Set(found.invoices.map(\.baseNumber)).count
        let differences =
            Self.differences(found, expected)
            + (booked != bookable ? ["\(bookable) orders are to be booked, \(booked) are"] : [])
            + (try await unexpectedFailures(held: expected.held))
            + (tally.refused > 0 ? ["\(tally.refused) webhooks were refused"] : [])
            + (try await SandboxRun.left(in: outbox) > 0 ? ["events are left undone"] : [])
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
        return SandboxReport(
            ok: differences.isEmpty && deviations.isEmpty,
            deliveries: tally.deliveries,
            duplicates: tally.duplicates,
            events: try await count(nil),
            booked: booked,
            bookable: bookable,
            skipped: try await count(.skipped),
            failed: try await count(.failed),
            outstanding: found.openItems.reduce(0) { $0 + $1.outstanding },
            ledger: rows,
            ledgerDifferences: differences + deviations,
            seconds: Date().timeIntervalSince(started)
        )
    }

    /// What of the orders' documents is not as planned.
    ///
    /// A correction credits an invoice and makes another, so that an order's documents are added up.
    static func differences(
        _ found: FakeLedgerSnapshot,
        _ expected: SandboxPlanner.Expectation
    ) -> [String] {
        var totals: [String: Int64] = [:]
        for document in found.invoices + found.creditNotes {
            totals[document.baseNumber, default: 0] += document.amount
        }
        var owed: [String: Int64] = [:]
        for item in found.openItems { owed[item.baseNumber, default: 0] += item.outstanding }
        return Set(totals.keys).union(expected.totals.keys).sorted().compactMap { number in
            guard let planned = expected.totals[number] else {
                return "order \(number) is invoiced without a plan"
            }
            guard let total = totals[number] else { return "order \(number) has no invoice" }
            guard total == planned else {
                return "order \(number) comes to \(planned) minor units, its documents to \(total)"
            }
            let (left, due) = (owed[number] ?? 0, expected.outstanding[number] ?? 0)
            return left == due ? nil : "order \(number) should have \(due) outstanding, has \(left)"
        }
    }

    private func unexpectedFailures(held: Set<String>) async throws -> [String] {
        var failures: [String] = []
        for connection in SandboxCompany.shops {
            failures += try await outbox.events(
                EventFilter(state: .failed, connection: connection),
                limit: Outbox.pageLimit
            ).items
                .filter { !held.contains("\($0.connection)/\($0.subject)") }
                .map {
                    "event \($0.id) of \($0.connection)/\($0.subject) failed: \($0.cause ?? "") \($0.message ?? "")"
                }
        }
        return failures
    }

    /// Events of the shops; jobs have a table of their own.
    private func count(_ state: EventState?) async throws -> Int {
        var sum = 0
        for connection in SandboxCompany.shops {
            sum += try await outbox.count(EventFilter(state: state, connection: connection))
        }
        return sum
    }
}

extension FakeLedgerSnapshot.Invoice {
    /// The number of the order itself, also on its corrections and credit notes.
    fileprivate var baseNumber: String { orderNumber.beforeSlash }
}

extension FakeLedgerSnapshot.OpenItem {
    fileprivate var baseNumber: String { orderNumber.beforeSlash }
}

extension String {
    fileprivate var beforeSlash: String { String(prefix { $0 != "/" }) }
}
