import Foundation
import Logging
import Outbox
import ServiceLifecycle

/// Sweeps every source again and again, so that nothing is missed although webhooks get lost.
struct Sweeper: ServiceLifecycle.Service {
    /// Sources asked at the same time.
    static let concurrency = 4

    let installation: Installation
    let interval: Duration
    let now: @Sendable () -> Date
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                try? await Task.sleep(for: interval)
                if Task.isCancelled { return }
                await sweepAll()
            }
        }
    }

    /// Sweeps each source once; what fails is logged and tried the next time.
    func sweepAll() async {
        let last: [SweepRecord]
        do {
            last = try await installation.outbox.sweeps()
        } catch {
            logger.error("no sweep: the records cannot be read", metadata: ["reason": "\(error)"])
            return
        }
        let sources = installation.live.all.flatMap { company in
            company.sources.values.filter { $0.client != nil }
        }.sorted { ($0.company, $0.connection) < ($1.company, $1.connection) }
        await withDiscardingTaskGroup { group in
            for lane in 0..<Self.concurrency {
                group.addTask {
                    for index in stride(from: lane, to: sources.count, by: Self.concurrency) {
                        if Task.isCancelled { return }
                        await sweep(sources[index], last)
                    }
                }
            }
        }
        await sweepPayouts()
        await sweepEmployees()
    }

    private func sweepEmployees() async {
        for company in installation.live.all {
            if Task.isCancelled { return }
            do {
                try await EmployeeSweep(company: company, outbox: installation.outbox, now: now)
                    .run()
            } catch {
                logger.warning(
                    "employees could not be read; they are asked for again the next time",
                    metadata: [
                        "company": "\(company.id)", "reason": "\(error.localizedDescription)",
                    ]
                )
            }
        }
    }

    /// Asks each provider for its payouts, when it is time.
    private func sweepPayouts() async {
        for source in installation.live.all.flatMap(\.payoutSources) {
            if Task.isCancelled { return }
            do {
                try await PayoutSweep(
                    source: source,
                    outbox: installation.outbox,
                    now: now,
                    logger: logger
                ).run()
            } catch {
                logger.warning(
                    "payouts could not be read; they are asked for again the next time",
                    metadata: [
                        "company": "\(source.company)", "connection": "\(source.connection)",
                        "reason": "\(error.localizedDescription)",
                    ]
                )
            }
        }
    }

    private func sweep(_ source: LiveSource, _ records: [SweepRecord]) async {
        let last = records.first {
            $0.company == source.company && $0.connection == source.connection
        }
        do {
            try await Sweep(
                source: source,
                outbox: installation.outbox,
                desk: installation.desk,
                now: now,
                logger: logger
            ).run(after: last)
        } catch {
            logger.warning(
                "a source could not be swept; it is asked again the next time",
                metadata: [
                    "company": "\(source.company)", "connection": "\(source.connection)",
                    "reason": "\(error.localizedDescription)",
                ]
            )
        }
    }
}
