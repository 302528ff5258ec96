import Bookkeeping
import Companies
import Dashboard
import Foundation
import Outbox

extension Operations {
    func beginReconciliation(company: String, period text: String) async throws -> OperationReply {
        guard let period = ReportPeriod(text) else {
            throw CommandFailure(
                "“\(text)” is no period: write a month 2026-10, a VAT term 2026-T5 or a year 2026.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        let job = try await installation.reconciliations.begin(company: company, period)
        return status(of: job, text: "")
    }

    func stopReconciliation(_ id: String) async throws -> OperationReply {
        let job = try await reconciliation(id)
        installation.reconciliations.stop(job.id)
        return status(of: job, text: "")
    }

    /// How far it is; when it is made, the report in the form that was asked for, as Base64.
    func showReconciliation(_ id: String, format: String) async throws -> OperationReply {
        let job = try await reconciliation(id)
        switch job.state {
        case .running: return status(of: job, text: "")
        case .stopped:
            return status(
                of: job,
                text: "Stopped after \(job.done) orders; the same command goes on from there.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        case .failed:
            throw CommandFailure(
                "The report could not be made: \(job.message ?? "") Run “bokbro doctor --company \(job.company)”, then try again.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        case .done: break
        }
        guard let report = installation.reconciliations.report(of: job.id) else {
            throw CommandFailure(
                "The report is not kept any more; make it anew.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let company = installation.live.company(job.company)
        let file = try ReconciliationFile(
            report,
            name: company?.name ?? job.company,
            language: company?.language ?? .nb
        ).file(format)
        return status(
            of: job,
            text: Data(file.bytes).base64EncodedString(),
            exitCode: report.balanced
                ? OperationReply.Exit.done : OperationReply.Exit.foundSomethingWrong
        )
    }

    private func reconciliation(_ id: String) async throws -> LongJob {
        guard let number = Int64(id),
            let job = try await installation.reconciliations.job(number)
        else {
            throw CommandFailure(
                "There is no reconciliation \(id).",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        return job
    }

    private func status(
        of job: LongJob,
        text: String,
        exitCode: Int32 = OperationReply.Exit.done
    ) -> OperationReply {
        OperationReply(
            text: text,
            json: JSONText.object([
                ("id", .text(String(job.id))), ("company", .text(job.company)),
                ("state", .text(job.state.rawValue)), ("done", .number(job.done)),
            ]),
            exitCode: exitCode
        )
    }
}
