import Bookkeeping
import Companies
import Dashboard
import Foundation
import Logging
import Outbox
import ServiceLifecycle
import Synchronization

/// The reconciliations of an installation: begun, made one after the other, stopped, and taken up again.
final class Reconciliations: ServiceLifecycle.Service {
    /// The longest rest without looking for work.
    static let rest = Duration.seconds(30)
    /// Reports kept in memory; an older one is made anew.
    static let keptReports = 32
    /// Versions of the rules that an order may have been booked under.
    static let earlierVersions = 5
    /// A report that was stopped longer ago begins anew: its orders are stale.
    static let resumableSeconds: TimeInterval = 86_400
    /// Files of a report that somebody looks at are of that report for so long.
    static let fileSeconds: TimeInterval = 60
    /// How long a reader waits for a report before progress is shown instead.
    static let patience = Duration.seconds(6)
    static let look = Duration.milliseconds(50)

    private struct State {
        var stopping: Set<Int64> = []
        var reports: [Int64: ReconciliationDocument] = [:]
        /// Reports that somebody has been shown.
        var shown: Set<Int64> = []
    }

    private let companies: LiveCompanies
    private let store: Companies
    private let outbox: Outbox
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let state = Mutex(State())
    private let doorbell = Doorbell()

    init(
        companies: LiveCompanies,
        store: Companies,
        outbox: Outbox,
        now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.companies = companies
        self.store = store
        self.outbox = outbox
        self.now = now
        self.logger = logger
    }

    /// Begins the report of a period, or goes on with the one that runs or was stopped.
    ///
    /// Throws `CommandFailure` for a company that is not there or has no Tripletex.
    func begin(company: String, _ period: ReportPeriod) async throws -> LongJob {
        guard let live = companies.company(company) else {
            throw CommandFailure(
                "There is no company \(company); see bokbro company list.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        guard live.ledger != nil else {
            throw CommandFailure(
                "\(company) has no Tripletex connection that is switched on; connect it first.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        let parameters = JSONText.object([("period", .text(period.description))])
        let earlier = try await outbox.jobs(
            kind: ReconciliationRun.kind,
            company: company,
            limit: 200
        ).filter { $0.parameters == parameters }
        if let open = earlier.first(where: { $0.state == .running }) { return open }
        var job: LongJob
        if let stopped = earlier.first, stopped.state == .stopped,
            now().timeIntervalSince(stopped.updatedAt) < Self.resumableSeconds
        {
            job = stopped
            job.state = .running
            try await outbox.keep(job)
        } else {
            job = try await outbox.beginJob(
                kind: ReconciliationRun.kind,
                company: company,
                connection: "-",
                parameters: parameters
            )
        }
        let id = job.id
        state.withLock { _ = $0.stopping.remove(id) }
        doorbell.ring()
        return job
    }

    /// Asks a report to stop after the page it is at.
    func stop(_ id: Int64) {
        state.withLock { _ = $0.stopping.insert(id) }
    }

    func job(_ id: Int64) async throws -> LongJob? {
        guard let job = try await outbox.job(id), job.kind == ReconciliationRun.kind else {
            return nil
        }
        return job
    }

    func report(of job: Int64) -> ReconciliationDocument? {
        state.withLock { $0.reports[job] }
    }

    /// The report for a reader: made anew unless one was finished that nobody has seen, and waited for a moment.
    func state(
        of company: String,
        _ period: ReportPeriod,
        forFile: Bool
    ) async throws -> ReconciliationState {
        if let report = try await fresh(company, period, forFile: forFile) {
            return .ready(report)
        }
        let job = try await begin(company: company, period)
        let deadline = ContinuousClock.now + Self.patience
        while ContinuousClock.now < deadline {
            guard let current = try await self.job(job.id) else { break }
            if current.state == .failed { throw refusal(current.message ?? "") }
            if current.state == .done, let report = report(of: job.id) {
                markShown(job.id)
                return .ready(report)
            }
            try await Task.sleep(for: Self.look)
        }
        let current = try await self.job(job.id) ?? job
        return .underWay(done: current.done, total: current.total)
    }

    private func fresh(
        _ company: String,
        _ period: ReportPeriod,
        forFile: Bool
    ) async throws -> ReconciliationDocument? {
        let parameters = JSONText.object([("period", .text(period.description))])
        guard
            let last = try await outbox.jobs(
                kind: ReconciliationRun.kind,
                company: company,
                limit: 50
            ).first(where: { $0.parameters == parameters }), last.state == .done,
            let report = report(of: last.id)
        else { return nil }
        let age = now().timeIntervalSince(last.updatedAt)
        let isUnseen = state.withLock { !$0.shown.contains(last.id) }
        guard forFile ? age < Self.fileSeconds : isUnseen else { return nil }
        if !forFile { markShown(last.id) }
        return report
    }

    private func markShown(_ id: Int64) {
        state.withLock { _ = $0.shown.insert(id) }
    }

    private func refusal(_ message: String) -> WorkRefusal {
        WorkRefusal(
            .unavailable,
            code: "REMOTE_UNAVAILABLE",
            message: LocalizedText(
                nb: "Rapporten kunne ikke lages: \(message)",
                en: "The report could not be made: \(message)"
            ),
            remedy: LocalizedText(
                nb: "Se på koblingene, og prøv igjen.",
                en: "Look at the connections, and try again."
            )
        )
    }

    // MARK: Running

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                if await runOldest() { continue }
                await doorbell.wait(atMost: Self.rest)
            }
        }
    }

    /// Makes the report that has waited longest; false when there is none.
    func runOldest() async -> Bool {
        do {
            let waiting = try await outbox.jobs(
                kind: ReconciliationRun.kind,
                state: .running,
                limit: 200
            )
            guard let job = waiting.last else { return false }
            let end = try await run(job)
            logger.notice(
                "a reconciliation has ended",
                metadata: [
                    "company": "\(end.company)", "period": "\(end.parameters)",
                    "state": "\(end.state.rawValue)", "orders": "\(end.done)",
                    "reason": "\(end.message ?? "")",
                ]
            )
            return end.state != .running
        } catch is CancellationError {
            // Stopped, not failed: it is taken up at the next start.
            return false
        } catch {
            logger.error("a reconciliation failed", metadata: ["reason": "\(error)"])
            return false
        }
    }

    private func run(_ job: LongJob) async throws -> LongJob {
        let text = try JSONValue(parsing: job.parameters.utf8)["period"]?.text ?? ""
        guard let company = companies.company(job.company), let period = ReportPeriod(text) else {
            var job = job
            job.state = .failed
            job.message = "The company is not there any more."
            try await outbox.keep(job)
            return job
        }
        let (end, report) = try await ReconciliationRun(
            company: company,
            period: period,
            outbox: outbox,
            earlierRules: try await earlierRules(of: company),
            now: now,
            isStopped: { [self] in state.withLock { $0.stopping.contains(job.id) } },
            logger: logger
        ).run(job)
        if var report {
            report.madeAt = now()
            keep(report, of: job.id)
            try await tell(report)
        }
        return end
    }

    /// The rules that each source was booked by before; versions that cannot be read any more are left out.
    private func earlierRules(of company: LiveCompany) async throws -> [String: [Rules]] {
        let history = try await store.rulesHistory(of: company.id, limit: Self.earlierVersions + 1)
        let versions = history.dropFirst().compactMap { try? Rules(json: $0.json) }
        var earlier: [String: [Rules]] = [:]
        for id in company.sources.keys {
            guard let connection = try await store.connection(company.id, id) else { continue }
            earlier[id] = try versions.map { try LiveCompany.rules($0, for: connection) }
        }
        return earlier
    }

    private func keep(_ report: ReconciliationDocument, of id: Int64) {
        state.withLock { state in
            state.reports[id] = report
            while state.reports.count > Self.keptReports, let oldest = state.reports.keys.min() {
                state.reports[oldest] = nil
                state.shown.remove(oldest)
            }
        }
    }

    /// Raises the alert for open differences, or closes it when there are none.
    private func tell(_ report: ReconciliationDocument) async throws {
        let open = report.differences.filter(\.open)
        try await store.closeAlert(code: AlertRules.reconciliationDifference, of: report.company)
        guard let first = open.first else { return }
        try await store.raiseAlert(
            AlertSignal(
                code: AlertRules.reconciliationDifference,
                count: open.count,
                subject: first.subject ?? report.period
            ),
            of: report.company
        )
    }
}
