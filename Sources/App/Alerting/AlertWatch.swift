import Companies
import Foundation
import Logging
import Outbox
import Remote
import ServiceLifecycle

/// Looks again and again at how each company fares, raises and closes alerts, and has people told.
struct AlertWatch: ServiceLifecycle.Service {
    static let interval = Duration.seconds(15)
    /// Notices handed to the outbox in one round.
    static let noticeLimit = 200
    /// What happened, and has not for so long, is closed.
    static let quietAfter = Duration.seconds(86_400)

    let installation: Installation
    var rules = AlertRules()
    let now: @Sendable () -> Date
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await look()
                try? await Task.sleep(for: Self.interval)
            }
        }
    }

    /// One round; what fails is logged and tried in the next.
    func look() async {
        for company in installation.live.all {
            await trying("the alerts of a company could not be settled", company.id) {
                let signals = rules.signals(of: try await condition(of: company))
                try await installation.companies.settleAlerts(of: company.id, to: signals)
                try await sumUp(company)
            }
        }
        await trying("what happened could not be closed", nil) {
            try await installation.companies.closeQuietAlerts(
                before: now().addingTimeInterval(-Self.quietAfter.seconds)
            )
        }
        await trying("alerts could not be handed on; they are handed on the next time", nil) {
            try await handOn()
        }
    }

    private func condition(of company: LiveCompany) async throws -> CompanyCondition {
        let outbox = installation.outbox
        let time = now()
        return CompanyCondition(
            troubles: try await outbox.troubles(company: company.id).map { trouble in
                .init(
                    connection: trouble.connection,
                    code: trouble.cause,
                    count: trouble.count,
                    subject: trouble.subject
                )
            },
            lines: company.connections.filter(\.isEnabled).map { connection in
                .init(
                    connection: connection.id,
                    failingSeconds: connection.circuit.flatMap { circuit in
                        guard circuit.position != .closed else { return nil }
                        return circuit.failingSince.map { Int(time.timeIntervalSince($0)) }
                    } ?? 0
                )
            },
            oldestWaitingSeconds: try await outbox.counts(company: company.id).oldestPendingSeconds,
            freeDiskBytes: installation.directory.freeBytes
        )
    }

    /// Makes an event of each notice that is due; the same notice is the same event.
    private func handOn() async throws {
        let notices = try await installation.companies.dueNotices(limit: Self.noticeLimit)
        for notice in notices {
            let alert = notice.alert
            if let company = installation.live.company(alert.company) {
                for channel in try await channels(of: company) {
                    let id = "alert/\(alert.id)"
                    try await accept(
                        AlertPosts.topic,
                        subject: id,
                        deliveryID: "\(id)/\(alert.noticeNumber)/\(channel)",
                        of: company,
                        through: channel
                    )
                }
            }
            try await installation.companies.noticeGiven(notice)
        }
    }

    /// Has yesterday summed up when it is time; once, as the day's event is there once.
    private func sumUp(_ company: LiveCompany) async throws {
        let settings = try await settings(of: company)
        guard let minute = settings.summaryMinute,
            let day = DailySummary.day(at: now(), in: company.timeZone, minute: minute)
        else { return }
        let key = "summary/\(day)"
        guard try await installation.outbox.note(key, company: company.id) == nil else { return }
        for channel in AlertPosts.channels(of: company, settings) {
            try await accept(
                AlertPosts.summaryTopic,
                subject: key,
                deliveryID: "\(key)/\(channel)",
                of: company,
                through: channel
            )
        }
        try await installation.outbox.setNote(key, to: "1", company: company.id)
    }

    private func accept(
        _ topic: String,
        subject: String,
        deliveryID: String,
        of company: LiveCompany,
        through channel: String
    ) async throws {
        _ = try await installation.outbox.accept(
            IncomingEvent(
                company: company.id,
                connection: channel,
                topic: topic,
                subject: subject,
                deliveryID: deliveryID,
                payload: Data(),
                receivedAt: now()
            )
        )
    }

    private func channels(of company: LiveCompany) async throws -> [String] {
        AlertPosts.channels(of: company, try await settings(of: company))
    }

    private func settings(of company: LiveCompany) async throws -> AlertSettings {
        AlertSettings(json: try await installation.companies.alerts(of: company.id))
    }

    private func trying(
        _ failure: Logger.Message,
        _ company: String?,
        _ body: () async throws -> Void
    ) async {
        do {
            try await body()
        } catch is CancellationError {
            return
        } catch {
            logger.error(
                failure,
                metadata: [
                    "company": "\(company ?? "")", "reason": "\(error.localizedDescription)",
                ]
            )
        }
    }
}
