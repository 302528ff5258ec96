import Dashboard
import Foundation
import Outbox
import Remote
import Synchronization

/// Finds out how the service is.
struct HealthCheck: Sendable {
    /// Longer waits of due events are worth a look.
    static let longWaitSeconds = 600
    /// A proof that something can be committed is good for this long, so that asking costs no disk.
    static let proofSeconds = 2.0

    let installation: Installation
    let refusals: RefusalCounter
    let startedAt: Date
    let now: @Sendable () -> Date
    private let proof = LastProof()

    init(
        installation: Installation,
        refusals: RefusalCounter,
        startedAt: Date,
        now: @escaping @Sendable () -> Date
    ) {
        self.installation = installation
        self.refusals = refusals
        self.startedAt = startedAt
        self.now = now
    }

    /// Whether an event could be stored now.
    func isWritable() async -> Bool {
        let time = now()
        if let known = proof.value(after: time.addingTimeInterval(-Self.proofSeconds)) {
            return known
        }
        let isWritable = (try? await installation.outbox.checkWritable()) != nil
        proof.set(isWritable, at: time)
        return isWritable
    }

    func report() async -> HealthReport {
        let isWritable = await isWritable()
        let counts = try? await installation.outbox.counts()
        let successes = (try? await installation.outbox.lastSuccesses()) ?? [:]
        let connections = installation.live.all.flatMap { company in
            company.connections.map { connection in
                HealthReport.Connection(
                    company: company.id,
                    id: connection.id,
                    service: connection.service,
                    state: state(of: connection),
                    lastSuccess: lastSuccess(of: connection, successes[company.id]).map(
                        RFC3339.text
                    ),
                    circuit: connection.circuit?.position.rawValue,
                    refusedWebhooks: refusals.value(
                        company: company.id,
                        connection: connection.id
                    )
                )
            }
        }
        let sweeps = (try? await installation.outbox.sweeps()) ?? []
        var absent: [String: Int] = [:]
        for sweep in sweeps {
            absent["\(sweep.company)/\(sweep.connection)"] =
                (try? await installation.absentNumbers(
                    company: sweep.company,
                    connection: sweep.connection
                ))?.count
        }
        let absentNumbers = absent
        let queue = counts ?? QueueCounts()
        let unreadable = installation.live.unreadable
        return HealthReport(
            status: status(
                canAccept: isWritable && counts != nil && unreadable.isEmpty,
                queue: queue,
                connections: connections
            ),
            version: BuildVersion.current,
            uptimeSeconds: max(0, Int(now().timeIntervalSince(startedAt))),
            database: .init(
                writable: isWritable,
                sizeBytes: installation.store.sizeBytes,
                sqliteVersion: installation.store.sqliteVersion,
                note: SQLiteNote.text(for: installation.store.sqliteVersion)
            ),
            outbox: .init(
                pending: queue.pending,
                scheduled: queue.scheduled,
                running: queue.running,
                failed: queue.failed,
                oldestPendingSeconds: queue.oldestPendingSeconds
            ),
            connections: connections,
            unreadableCompanies: unreadable.sorted(),
            sweeps: sweeps.map { sweep in
                .init(
                    company: sweep.company,
                    connection: sweep.connection,
                    lastRun: RFC3339.text(sweep.ranAt),
                    changed: sweep.changed,
                    missed: sweep.missed,
                    absentNumbers: absentNumbers["\(sweep.company)/\(sweep.connection)"] ?? 0
                )
            }
        )
    }

    /// The same facts as the dashboard shows them.
    func dashboardStatus() async -> DashboardStatus {
        let successes = (try? await installation.outbox.lastSuccesses()) ?? [:]
        return DashboardStatus(
            connections: installation.live.all.flatMap { company in
                company.connections.map { connection in
                    DashboardStatus.Connection(
                        company: company.id,
                        id: connection.id,
                        service: connection.service,
                        state: dashboardState(of: connection),
                        lastSuccess: lastSuccess(of: connection, successes[company.id])
                    )
                }
            }
        )
    }

    private func status(
        canAccept: Bool,
        queue: QueueCounts,
        connections: [HealthReport.Connection]
    ) -> HealthReport.Status {
        guard canAccept else { return .failing }
        let isSlow = queue.oldestPendingSeconds > Self.longWaitSeconds
        let isWaiting = connections.contains { $0.state == "waiting" }
        return queue.failed > 0 || isSlow || isWaiting ? .degraded : .ok
    }

    private func state(of connection: LiveConnection) -> String {
        guard connection.isEnabled else { return "disabled" }
        return connection.circuit?.position ?? .closed == .closed ? "ok" : "waiting"
    }

    private func dashboardState(
        of connection: LiveConnection
    ) -> DashboardStatus.ConnectionState {
        guard connection.isEnabled else { return .disabled }
        return connection.circuit?.position ?? .closed == .closed ? .ok : .paused
    }

    /// The last event worked off, or the last call that went well since start, whichever is later.
    private func lastSuccess(
        of connection: LiveConnection,
        _ worked: [String: Date]?
    ) -> Date? {
        [worked?[connection.id], connection.circuit?.lastSuccess].compactMap { $0 }.max()
    }
}

/// When it was last tried whether something can be committed, and how that went.
private final class LastProof: Sendable {
    private let proof = Mutex<(value: Bool, at: Date)?>(nil)

    func value(after time: Date) -> Bool? {
        proof.withLock { proof in
            guard let proof, proof.at > time else { return nil }
            return proof.value
        }
    }

    func set(_ value: Bool, at time: Date) {
        proof.withLock { $0 = (value, time) }
    }
}

/// What is known to be wrong with versions of SQLite.
enum SQLiteNote {
    /// The first version without the WAL-reset fault.
    ///
    /// Source: sqlite.org, release 3.51.3.
    private static let mended = [3, 51, 3]

    /// nil when nothing is known to be wrong with this version.
    static func text(for version: String) -> String? {
        let parts = version.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3, parts.lexicographicallyPrecedes(mended) else { return nil }
        return
            "SQLite before 3.51.3 can corrupt a database that two connections checkpoint at the same instant; "
            + "bokbro writes and checkpoints with one connection only, and locks its data directory."
    }
}
