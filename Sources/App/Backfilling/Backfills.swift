import Foundation
import Logging
import Outbox
import ServiceLifecycle
import Synchronization

/// The backfills of an installation: begun, run one after the other, stopped, and taken up again.
final class Backfills: ServiceLifecycle.Service {
    /// The longest rest without looking for work.
    static let rest = Duration.seconds(30)

    private let companies: LiveCompanies
    private let outbox: Outbox
    private let handler: EventHandler
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let stopping = Mutex<Set<Int64>>([])
    private let doorbell = Doorbell()

    init(
        companies: LiveCompanies,
        outbox: Outbox,
        handler: EventHandler,
        now: @escaping @Sendable () -> Date,
        logger: Logger
    ) {
        self.companies = companies
        self.outbox = outbox
        self.handler = handler
        self.now = now
        self.logger = logger
    }

    /// Begins a backfill, or goes on with the one that was stopped and asked for the same.
    ///
    /// Throws `CommandFailure` for a company or connection that is not there, or cannot be asked.
    func begin(
        company: String,
        connection: String,
        _ request: BackfillRequest
    ) async throws -> LongJob {
        let source = try source(company, connection)
        _ = try request.range(timeZone: source.timeZone)
        let earlier = try await outbox.jobs(kind: Backfill.topic, company: company, limit: 200)
            .filter { $0.connection == connection && $0.parameters == request.text }
        if let open = earlier.first(where: { $0.state == .running }) { return open }
        var job: LongJob
        if let stopped = earlier.first, stopped.state == .stopped || stopped.state == .failed {
            job = stopped
            job.state = .running
            job.message = nil
            try await outbox.keep(job)
        } else {
            job = try await outbox.beginJob(
                kind: Backfill.topic,
                company: company,
                connection: connection,
                parameters: request.text
            )
        }
        let id = job.id
        stopping.withLock { _ = $0.remove(id) }
        doorbell.ring()
        return job
    }

    /// Asks a backfill to stop after the batch it is at.
    func stop(_ id: Int64) {
        stopping.withLock { _ = $0.insert(id) }
    }

    func job(_ id: Int64, of company: String? = nil) async throws -> LongJob? {
        guard let job = try await outbox.job(id), job.kind == Backfill.topic,
            company == nil || job.company == company
        else { return nil }
        return job
    }

    func run() async throws {
        await cancelWhenGracefulShutdown { [self] in
            while !Task.isCancelled {
                if await runOldest() { continue }
                await doorbell.wait(atMost: Self.rest)
            }
        }
    }

    /// Runs the backfill that has waited longest; false when there is none.
    private func runOldest() async -> Bool {
        do {
            let waiting = try await outbox.jobs(kind: Backfill.topic, state: .running, limit: 200)
            guard let job = waiting.last else { return false }
            let end = try await run(job)
            logger.notice(
                "a backfill has ended",
                metadata: [
                    "company": "\(end.company)", "connection": "\(end.connection)",
                    "state": "\(end.state.rawValue)", "done": "\(end.done)",
                    "reason": "\(end.message ?? "")",
                ]
            )
            return end.state != .running
        } catch is CancellationError {
            // Stopped, not failed: it is taken up at the next start.
            return false
        } catch {
            logger.error("a backfill failed", metadata: ["reason": "\(error)"])
            return false
        }
    }

    private func run(_ job: LongJob) async throws -> LongJob {
        let source: (source: LiveSource, timeZone: String)
        do {
            source = try self.source(job.company, job.connection)
        } catch let failure as CommandFailure {
            var job = job
            job.state = .failed
            job.message = failure.message
            try await outbox.keep(job)
            return job
        }
        return try await Backfill(
            source: source.source,
            timeZone: source.timeZone,
            ledger: companies.company(job.company)?.ledger?.books,
            outbox: outbox,
            handler: handler,
            now: now,
            isStopped: { [self] in stopping.withLock { $0.contains(job.id) } },
            logger: logger
        ).run(job)
    }

    private func source(
        _ company: String,
        _ connection: String
    ) throws -> (source: LiveSource, timeZone: String) {
        guard let live = companies.company(company) else {
            throw CommandFailure(
                "There is no company \(company); see bokbro company list.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        guard let source = live.sources[connection], source.client != nil else {
            throw CommandFailure(
                "\(company) has no connection \(connection) that is switched on and can be asked for its history.",
                exitCode: OperationReply.Exit.foundSomethingWrong
            )
        }
        return (source, live.timeZone)
    }
}
