import Bookkeeping
import Companies
import Destinations
import Foundation
import Outbox

/// Tells people of alerts.
///
/// Each notice is an event of the outbox: tried until it is told, told once, seen in the log. Like every event it is
/// only a hint: what is told is the alert as it is then. What was over before anybody could be told of it is not told.
struct AlertPosts: Sendable {
    static let topic = "bokbro.alert"
    static let summaryTopic = "bokbro.summary"
    /// Where e-mail stands in for a connection.
    static let mail = "email"
    /// Notices of one alert that are looked through for an earlier one.
    static let noticeLimit = 100

    let live: LiveCompanies
    let companies: Companies
    let outbox: Outbox
    let mailer: Mailer?
    let address: PublicAddress
    let now: @Sendable () -> Date

    static func isTold(_ topic: String) -> Bool { topic == Self.topic || topic == summaryTopic }

    /// The channels that a company wants to be told through, by connection.
    static func channels(of company: LiveCompany, _ settings: AlertSettings) -> [String] {
        var channels: [String] = []
        if settings.usesSlack, company.slack?.alertChannel != nil,
            let slack = company.connections.first(where: { $0.service == "slack" && $0.isEnabled })
        {
            channels.append(slack.id)
        }
        if !settings.emails.isEmpty { channels.append(mail) }
        return channels
    }

    func handle(_ event: ClaimedEvent, effects: Effects) async -> Verdict {
        let language = live.company(event.company)?.language ?? .nb
        do {
            return try await verdict(on: event, effects: effects)
        } catch {
            return Verdict(error, language: language, now: now())
        }
    }

    private func verdict(on event: ClaimedEvent, effects: Effects) async throws -> Verdict {
        guard let company = live.company(event.company) else { return .done(.companyGone, .nb) }
        let parts = event.subject.split(separator: "/")
        let language = company.language
        if event.topic == Self.summaryTopic {
            guard let day = parts.last.flatMap({ LocalDate($0) }) else {
                return .done(.nothingToTell, language)
            }
            let summary = DailySummary(company: company, outbox: outbox, companies: companies)
            let notice = try await summary.notice(of: day, address: address.text)
            return try await tell(notice, key: event.subject, of: event, company, effects)
        }
        guard let id = parts.last.flatMap({ Int64($0) }),
            let alert = try await companies.alert(id, of: company.id),
            let number = Int(event.deliveryID.split(separator: "/").dropFirst(2).first ?? "")
        else { return .done(.nothingToTell, language) }
        if alert.isOpen,
            alert.acknowledgedAt != nil || alert.snoozedUntil.map({ $0 > now() }) == true
        {
            return .done(.seen, language)
        }
        let wasTold = try await wasTold(alert, before: number, of: event, company, effects)
        guard alert.isOpen || wasTold else { return .done(.over, language) }
        let text = AlertText(
            alert: alert,
            company: company,
            newest: try await newest(of: alert),
            address: address.text,
            now: now()
        )
        return try await tell(
            text.notice(isRepeated: wasTold),
            key: "alert/\(id)/\(number)",
            of: event,
            company,
            effects
        )
    }

    /// The newest failed event of the alert's cause.
    private func newest(of alert: CompanyAlert) async throws -> EventSummary? {
        guard alert.isOpen, let connection = alert.connection else { return nil }
        let filter = EventFilter(
            company: alert.company,
            state: .failed,
            connection: connection,
            cause: alert.code
        )
        return try await outbox.events(filter, limit: 1).items.first
    }

    private func wasTold(
        _ alert: CompanyAlert,
        before number: Int,
        of event: ClaimedEvent,
        _ company: LiveCompany,
        _ effects: Effects
    ) async throws -> Bool {
        let recipients = try await recipients(of: event, company)
        for earlier in max(0, number - Self.noticeLimit)..<max(number, 0) {
            for recipient in recipients {
                let key = Self.key("alert/\(alert.id)/\(earlier)", to: recipient)
                if try await effects.recorded(key) != nil { return true }
            }
        }
        return false
    }

    /// nil stands for the alert channel.
    private func recipients(
        of event: ClaimedEvent,
        _ company: LiveCompany
    ) async throws -> [String?] {
        guard event.connection == Self.mail else { return [nil] }
        return AlertSettings(json: try await companies.alerts(of: company.id)).emails
    }

    private static func key(_ key: String, to recipient: String?) -> String {
        recipient.map { "mail/\(key)/\($0)" } ?? "message/\(key)"
    }

    private func tell(
        _ notice: SlackAlert,
        key: String,
        of event: ClaimedEvent,
        _ company: LiveCompany,
        _ effects: Effects
    ) async throws -> Verdict {
        guard event.connection != Self.mail else {
            return try await mail(notice, key: key, of: event, company, effects)
        }
        guard
            let slack = company.slack?.recording(to: { event.calls.record(RecordedCall($0)) }),
            let channel = slack.alertChannel
        else { return .done(.noChannel, company.language) }
        try await slack.workspace.tell(
            notice.message(in: company.language),
            in: channel,
            key: key,
            journal: OutboxJournal(effects: effects)
        )
        return .done(.told(channel), company.language)
    }

    private func mail(
        _ notice: SlackAlert,
        key: String,
        of event: ClaimedEvent,
        _ company: LiveCompany,
        _ effects: Effects
    ) async throws -> Verdict {
        let recipients = try await recipients(of: event, company).compactMap { $0 }
        guard !recipients.isEmpty else { return .done(.noChannel, company.language) }
        guard let mailer else { throw MailFailure.noServer }
        for recipient in recipients {
            let message = MailMessage(
                recipient: recipient,
                subject: notice.title,
                text: notice.mailText(in: company.language),
                id: "\(company.id)/\(key)/\(recipient)",
                date: now()
            )
            _ = try await effects.once(
                Self.key(key, to: recipient),
                ifInterrupted: { nil },
                perform: {
                    try await mailer.send(message)
                    return EffectRecord(kind: "mail", id: key)
                }
            )
        }
        return .done(.mailed(recipients.count), company.language)
    }
}

extension Verdict {
    fileprivate static func done(_ text: LocalizedText, _ language: Language) -> Verdict {
        .done(summary: text[language], explanation: [])
    }
}

extension LocalizedText {
    fileprivate static let companyGone = LocalizedText(
        nb: "Selskapet er ikke her lenger.",
        en: "The company is not here any more."
    )
    fileprivate static let nothingToTell = LocalizedText(
        nb: "Ingenting å melde.",
        en: "Nothing to tell."
    )
    fileprivate static let seen = LocalizedText(
        nb: "Varselet er sett; ingen forstyrres.",
        en: "The alert has been seen; nobody is disturbed."
    )
    fileprivate static let over = LocalizedText(
        nb: "Årsaken var borte før noen ble varslet.",
        en: "The cause was gone before anybody was told."
    )
    fileprivate static let noChannel = LocalizedText(
        nb: "Selskapet vil ikke lenger varsles på denne måten.",
        en: "The company no longer wants to be told in this way."
    )
    fileprivate static func told(_ channel: String) -> LocalizedText {
        LocalizedText(nb: "Varslet i \(channel).", en: "Told in \(channel).")
    }
    fileprivate static func mailed(_ count: Int) -> LocalizedText {
        LocalizedText(
            nb: "Varslet på e-post til \(count).",
            en: "Told by e-mail to \(count)."
        )
    }
}
