/// What of a company's condition is worth an alert: pure, so that the same condition always gives the same alerts.
package struct AlertRules: Hashable, Sendable {
    /// The codes that no single event has.
    package static let queueDelayed = "QUEUE_DELAYED"
    package static let diskLow = "DISK_LOW"
    package static let reconciliationDifference = "RECONCILIATION_DIFFERENCE"
    static let unavailable = "REMOTE_UNAVAILABLE"
    static let silent = "WEBHOOK_SILENT"

    /// A due event that has waited longer is an alert.
    package var longestWaitSeconds: Int
    /// A service that has answered nothing for longer is an alert.
    package var longestFailureSeconds: Int
    /// So many things found by sweeps alone mean that a webhook is silent.
    package var silentAfter: Int
    package var leastFreeDiskBytes: Int64

    package init(
        longestWaitSeconds: Int = 900,
        longestFailureSeconds: Int = 600,
        silentAfter: Int = 3,
        leastFreeDiskBytes: Int64 = 1_073_741_824
    ) {
        self.longestWaitSeconds = longestWaitSeconds
        self.longestFailureSeconds = longestFailureSeconds
        self.silentAfter = silentAfter
        self.leastFreeDiskBytes = leastFreeDiskBytes
    }

    /// The alerts that should be open; at most one for each connection and code, in a fixed order.
    package func signals(of condition: CompanyCondition) -> [AlertSignal] {
        var signals = condition.troubles.map { trouble in
            AlertSignal(
                connection: trouble.connection,
                code: trouble.code,
                severity: trouble.isNotice ? .warning : .error,
                count: trouble.count,
                subject: trouble.subject
            )
        }
        for line in condition.lines {
            if line.failingSeconds >= longestFailureSeconds {
                signals.append(AlertSignal(connection: line.connection, code: Self.unavailable))
            }
            if line.foundWithoutWebhook >= silentAfter {
                signals.append(
                    AlertSignal(
                        connection: line.connection,
                        code: Self.silent,
                        severity: .warning,
                        count: line.foundWithoutWebhook
                    )
                )
            }
        }
        if condition.oldestWaitingSeconds >= longestWaitSeconds {
            signals.append(AlertSignal(code: Self.queueDelayed, severity: .warning))
        }
        if condition.openDifferences > 0 {
            signals.append(
                AlertSignal(code: Self.reconciliationDifference, count: condition.openDifferences)
            )
        }
        if let free = condition.freeDiskBytes, free < leastFreeDiskBytes {
            signals.append(AlertSignal(code: Self.diskLow))
        }
        return Self.merged(signals)
    }

    private static func merged(_ signals: [AlertSignal]) -> [AlertSignal] {
        var merged: [String: AlertSignal] = [:]
        for signal in signals {
            let key = "\(signal.connection ?? "")/\(signal.code)"
            guard var known = merged[key] else {
                merged[key] = signal
                continue
            }
            known.count = max(known.count, signal.count)
            known.subject = known.subject ?? signal.subject
            if signal.severity == .error { known.severity = .error }
            merged[key] = known
        }
        return merged.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What to tell about an alert that is open still.
    ///
    /// Nobody is told again of what was acknowledged; of what is snoozed when the snooze is over; else when it has
    /// become ten times what was told.
    static func notice(
        count: Int,
        noticedCount: Int,
        isAcknowledged: Bool,
        snoozedUntil: Int64?,
        at time: Int64
    ) -> AlertNotice.Kind? {
        if isAcknowledged { return nil }
        if let snoozedUntil { return snoozedUntil <= time ? .grown : nil }
        return noticedCount > 0 && count >= noticedCount * 10 ? .grown : nil
    }
}
