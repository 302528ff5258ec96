import Bookkeeping
import Companies
import Foundation
import Outbox

extension Operations {
    func beginBackfill(
        company: String,
        connection: String,
        _ request: BackfillRequest
    ) async throws -> OperationReply {
        let job = try await installation.backfills.begin(
            company: company,
            connection: connection,
            request
        )
        try await installation.companies.audit(
            company: company,
            actor: Self.actor,
            action: "backfill.begun",
            subject: "backfill/\(job.id)"
        )
        return try reply(about: job)
    }

    func showBackfill(_ id: String) async throws -> OperationReply {
        try reply(about: try await backfill(id))
    }

    func stopBackfill(_ id: String) async throws -> OperationReply {
        let job = try await backfill(id)
        installation.backfills.stop(job.id)
        return try reply(about: job)
    }

    private func backfill(_ id: String) async throws -> LongJob {
        guard let number = Int64(id), let job = try await installation.backfills.job(number) else {
            throw CommandFailure(
                "There is no backfill \(id).",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        return job
    }

    private func reply(about job: LongJob) throws -> OperationReply {
        let report = try BackfillReport(job)
        return OperationReply(
            text: report.text,
            json: try report.json(),
            exitCode: job.state == .failed || !report.tally.failed.isEmpty
                ? OperationReply.Exit.foundSomethingWrong : OperationReply.Exit.done
        )
    }
}

/// A backfill as people and programs are told of it.
struct BackfillReport: Sendable {
    let job: LongJob
    let request: BackfillRequest
    let tally: BackfillTally

    init(_ job: LongJob) throws {
        self.job = job
        request = try BackfillRequest(text: job.parameters)
        tally = try BackfillTally(text: job.tally)
    }

    func json() throws -> String {
        JSONText.object([
            ("id", .text(String(job.id))), ("company", .text(job.company)),
            ("connection", .text(job.connection)), ("state", .text(job.state.rawValue)),
            ("from", .text(request.from)), ("to", .text(request.to)),
            ("dryRun", .flag(request.isDryRun)), ("done", .number(job.done)),
            ("total", .json(job.total.map(String.init) ?? "null")),
            ("message", .text(job.message)), ("tally", .json(try tally.text)),
        ])
    }

    var text: String {
        let verb = request.isDryRun ? "would be booked" : "in the books now"
        var lines = [
            "Backfill \(job.id) of \(job.company)/\(job.connection): \(job.state.rawValue).",
            "looked at: \(job.done)",
            "\(verb): \(tally.booked)",
        ]
        if tally.known > 0 { lines.append("known before: \(tally.known)") }
        for (cause, count) in tally.skipped.sorted(by: { $0.key < $1.key }) {
            lines.append("skipped, \(cause): \(count)")
        }
        for (cause, count) in tally.failed.sorted(by: { $0.key < $1.key }) {
            lines.append("needs a person, \(cause): \(count)")
        }
        if tally.retried > 0 { lines.append("tried again by itself: \(tally.retried)") }
        if !tally.rows.isEmpty {
            lines.append("")
            lines.append(
                table
            )
        }
        if let message = job.message { lines.append(message) }
        return lines.joined(separator: "\n")
    }

    private var table: String {
        var table = TextTable("month", "VAT code", "basis", "VAT", "gross")
        table.rows = tally.rows.map { row in
            [row.month, row.vatCode] + [row.basis, row.vat, row.gross].map(Self.kroner)
        }
        return table.text
    }

    private static func kroner(_ ore: Int64) -> String {
        Amount(minor: ore).text(in: .nok)
    }
}
