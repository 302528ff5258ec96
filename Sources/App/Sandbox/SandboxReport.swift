import Foundation

/// What a run of the sandbox came to: the figures of the table and of the JSON summary.
struct SandboxReport: Encodable, Sendable {
    /// The movement on an account under a VAT code, in øre: planned from the shop's orders, and posted.
    struct LedgerRow: Encodable, Hashable, Sendable {
        var account: Int
        var vatCode: String?
        var planned: Int64
        var posted: Int64
    }

    var ok: Bool
    var deliveries: Int
    /// Deliveries that were answered `"duplicate": true`.
    var duplicates: Int
    var events: Int
    /// Orders with an invoice in the ledger.
    var booked: Int
    /// Orders that by their facts are to be booked.
    var bookable: Int
    var skipped: Int
    var failed: Int
    var outstanding: Int64
    var ledger: [LedgerRow]
    var ledgerDifferences: [String]
    /// What became of the jobs in Rentman; nil when there were none.
    var projects: ProjectReport?
    var seconds: Double

    /// Takes the jobs in: all is well only when they are too.
    mutating func add(_ jobs: ProjectReport) {
        projects = jobs
        ok = ok && jobs.ok
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    func table() -> String {
        var lines = [
            row("deliveries sent", deliveries),
            row("  of these, repeats answered as duplicates", duplicates),
            row("events stored", events),
            row("orders to be booked", bookable),
            row("invoices in the ledger", booked),
            row("events skipped (not paid, not fulfilled, cancelled)", skipped),
            row("events failed", failed),
            row("outstanding on invoices, øre", Int(outstanding)),
            "",
            "account  VAT code          planned           posted",
        ]
        for entry in ledger {
            lines.append(
                left(String(entry.account), 9) + left(entry.vatCode ?? "–", 9)
                    + right(kroner(entry.planned), 17) + right(kroner(entry.posted), 17)
                    + (entry.planned == entry.posted ? "" : "  ← differs")
            )
        }
        lines += ledgerDifferences.map { "difference: " + $0 }
        if let projects { lines.append(projects.table()) }
        lines.append("")
        lines.append(
            ok
                ? "Everything is booked once and ties to the øre (\(String(format: "%.1f", seconds)) s)."
                : "Something is wrong: see the differences above and the events that failed."
        )
        return lines.joined(separator: "\n")
    }

    private func row(_ name: String, _ value: Int) -> String {
        left(name, 54) + right(String(value), 10)
    }

    private func kroner(_ ore: Int64) -> String {
        let digits = String(ore.magnitude)
        let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
        return (ore < 0 ? "-" : "") + padded.dropLast(2) + "," + padded.suffix(2)
    }

    private func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }

    private func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
