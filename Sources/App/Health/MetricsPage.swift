import Companies
import Dashboard
import Foundation
import Outbox

/// Gathers the figures of the service; everything is read at the moment it is asked for.
struct MetricsPage: Sendable {
    let check: HealthCheck

    private var installation: Installation { check.installation }

    func text() async -> String {
        var metrics = Metrics()
        let report = await check.report()
        addService(report, to: &metrics)
        addConnections(report, to: &metrics)
        addProcess(to: &metrics)
        await addCompanies(to: &metrics)
        return metrics.text
    }

    private func addService(_ report: HealthReport, to metrics: inout Metrics) {
        metrics.add(
            "bokbro_build_info",
            .gauge,
            "The running version; always 1.",
            [([("version", report.version), ("sqlite", report.database.sqliteVersion)], "1")]
        )
        metrics.add(
            "bokbro_healthy",
            .gauge,
            "Whether webhooks can be accepted: 1 for ok or degraded, 0 for failing.",
            report.status == .failing ? 0 : 1
        )
        metrics.add(
            "bokbro_outbox_events",
            .gauge,
            "Events by state: pending is due within the hour, scheduled is later.",
            [
                ([("state", "pending")], String(report.outbox.pending)),
                ([("state", "scheduled")], String(report.outbox.scheduled)),
                ([("state", "running")], String(report.outbox.running)),
                ([("state", "failed")], String(report.outbox.failed)),
            ]
        )
        metrics.add(
            "bokbro_outbox_oldest_pending_seconds",
            .gauge,
            "How long the longest waiting due event has been due.",
            report.outbox.oldestPendingSeconds
        )
        metrics.add(
            "bokbro_database_writable",
            .gauge,
            "Whether an event could be stored now.",
            report.database.writable ? 1 : 0
        )
        metrics.add(
            "bokbro_database_size_bytes",
            .gauge,
            "Size of the database with its log.",
            report.database.sizeBytes
        )
        if let free = installation.directory.freeBytes {
            metrics.add(
                "bokbro_disk_free_bytes",
                .gauge,
                "What is left on the disk of the data directory.",
                Int(free)
            )
        }
    }

    private func addConnections(_ report: HealthReport, to metrics: inout Metrics) {
        let connections = report.connections.map { connection in
            (
                labels: [
                    ("company", connection.company), ("connection", connection.id),
                    ("service", connection.service),
                ], connection: connection
            )
        }
        metrics.add(
            "bokbro_connection_up",
            .gauge,
            "Whether a connection is in use and its circuit closed.",
            connections.map { ($0.labels, $0.connection.state == "ok" ? "1" : "0") }
        )
        metrics.add(
            "bokbro_connection_last_success_timestamp_seconds",
            .gauge,
            "When a connection last did something well.",
            connections.compactMap { entry in
                entry.connection.lastSuccess.flatMap { RFC3339.date($0) }.map {
                    (entry.labels, String(Int($0.timeIntervalSince1970)))
                }
            }
        )
        metrics.add(
            "bokbro_webhooks_refused_total",
            .counter,
            "Webhooks refused for a bad or missing signature since start.",
            connections.map { ($0.labels, String($0.connection.refusedWebhooks)) }
        )
        let sweeps = report.sweeps.map {
            (labels: [("company", $0.company), ("connection", $0.connection)], sweep: $0)
        }
        metrics.add(
            "bokbro_sweep_last_run_timestamp_seconds",
            .gauge,
            "When a source was last asked for what its webhooks did not tell.",
            sweeps.compactMap { entry in
                RFC3339.date(entry.sweep.lastRun).map {
                    (entry.labels, String(Int($0.timeIntervalSince1970)))
                }
            }
        )
        metrics.add(
            "bokbro_sweep_missed",
            .gauge,
            "What the last sweep found that no webhook had told.",
            sweeps.map { ($0.labels, String($0.sweep.missed)) }
        )
    }

    private func addProcess(to metrics: inout Metrics) {
        metrics.add(
            "process_start_time_seconds",
            .gauge,
            "When the service started.",
            Int(check.startedAt.timeIntervalSince1970)
        )
        if let bytes = ProcessFigures.residentBytes {
            metrics.add(
                "process_resident_memory_bytes",
                .gauge,
                "Memory of the process.",
                bytes
            )
        }
        if let seconds = ProcessFigures.cpuSeconds {
            metrics.add(
                "process_cpu_seconds_total",
                .counter,
                "Processor time of the process.",
                [([], seconds)]
            )
        }
    }

    /// What needs a person, by company; a figure that cannot be read now is left out.
    private func addCompanies(to metrics: inout Metrics) async {
        var failed: [([(String, String)], String)] = []
        var alerts: [([(String, String)], String)] = []
        for company in installation.live.all {
            for trouble in (try? await installation.outbox.troubles(company: company.id)) ?? [] {
                failed.append(
                    (
                        [
                            ("company", company.id), ("connection", trouble.connection),
                            ("cause", trouble.cause),
                        ], String(trouble.count)
                    )
                )
            }
            if let count = try? await installation.companies.openAlertCount(of: company.id) {
                alerts.append(([("company", company.id)], String(count)))
            }
        }
        metrics.add(
            "bokbro_failed_events",
            .gauge,
            "Events that need a person, by cause.",
            failed.map { (labels: $0.0, value: $0.1) }
        )
        metrics.add(
            "bokbro_open_alerts",
            .gauge,
            "Alerts that are open and neither seen nor put off.",
            alerts.map { (labels: $0.0, value: $0.1) }
        )
    }
}

/// What the kernel says of this process.
enum ProcessFigures {
    /// Linux counts memory in pages and time in hundredths of a second on the machines bokbro runs on.
    private static let pageBytes = 4_096
    private static let ticks = 100

    static var residentBytes: Int? {
        let fields = read("/proc/self/statm")?.split(separator: " ") ?? []
        return fields.count > 1 ? Int(fields[1]).map { $0 * pageBytes } : nil
    }

    static var cpuSeconds: String? {
        // The name in parentheses may hold blanks; what follows it does not.
        guard let text = read("/proc/self/stat"), let end = text.lastIndex(of: ")") else {
            return nil
        }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
            return nil
        }
        let total = user + system
        let hundredths = total % ticks
        return "\(total / ticks).\(hundredths < 10 ? "0" : "")\(hundredths)"
    }

    private static func read(_ path: String) -> String? {
        try? String(contentsOfFile: path, encoding: .utf8)
    }
}
