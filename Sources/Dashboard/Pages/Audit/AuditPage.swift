import Bookkeeping
import Companies
import Foundation

/// The audit log of a company: filter, list, check of the chain, export.
struct AuditPage: Sendable {
    struct Row: Sendable {
        let id: String
        let createdAt: String
        let created: String
        let actor: String
        let action: String
        let code: String
        let subject: String
        let detail: String?
    }

    struct Filter: Hashable, Sendable {
        var action = ""
        var text = ""
        var since = ""
        var until = ""

        var parts: [(String, String)] {
            [("action", action), ("text", text), ("since", since), ("until", until)]
                .filter { !$0.1.isEmpty }
        }
    }

    struct Choice: Sendable {
        let value: String
        let label: String
        let isSelected: Bool
    }

    let action: String
    let filter: Filter
    let actions: [Choice]
    let rows: [Row]
    let isEmpty: Bool
    var olderHref: String?
    var newestHref: String?
    let csvHref: String
    let jsonHref: String
    let verifyHref: String
    var verdict: String?
    var verdictTone = "good"
    var problem: String?

    init(company: String, filter: Filter, entries: [AuditEntry], wording: Wording) {
        let text = PhraseBook(language: wording.language)
        action = Path.audit(company)
        self.filter = filter
        actions = AuditLabel.groups(text).map {
            Choice(value: $0.0, label: $0.1, isSelected: $0.0 == filter.action)
        }
        rows = entries.map { entry in
            Row(
                id: String(entry.id),
                createdAt: RFC3339.text(entry.createdAt),
                created: wording.exactMoment(entry.createdAt),
                actor: ActorLabel.text(entry.actor, text),
                action: AuditLabel.text(entry.action, text),
                code: entry.action,
                subject: entry.subject,
                detail: entry.detail == "{}" ? nil : entry.detail
            )
        }
        isEmpty = entries.isEmpty
        csvHref = Path.auditExport(company, filter.parts + [("format", "csv")])
        jsonHref = Path.auditExport(company, filter.parts + [("format", "json")])
        verifyHref = Path.audit(company, filter.parts + [("verify", "1")])
    }
}

/// The words for what an entry of the audit log says was done.
enum AuditLabel {
    static func groups(_ text: PhraseBook) -> [(String, String)] {
        [
            ("rules", text.mapping), ("connection", text.connections), ("event", text.replayMany),
            ("backfill", text.backfills), ("alert", text.alerts), ("user", text.users),
            ("token", text.token), ("company", text.company),
        ]
    }

    static func text(_ action: String, _ text: PhraseBook) -> String {
        switch action {
        case "rules.saved": text.auditRulesSaved
        case "connection.added": text.auditConnectionAdded
        case "connection.changed": text.auditConnectionChanged
        case "connection.enabled": text.auditConnectionEnabled
        case "connection.disabled": text.auditConnectionDisabled
        case "webhooks.registered": text.auditWebhooks
        case "event.replayed", "events.replayed": text.auditReplayed
        case "backfill.begun": text.auditBackfillBegun
        case "backfill.stopped": text.auditBackfillStopped
        case "alert.acknowledged": text.auditAlertSeen
        case "alert.snoozed": text.auditAlertSnoozed
        case "company.applied": text.auditApplied
        case "company.added": text.auditCompanyAdded
        case "booking.made": text.auditBooking
        case "accounts.made": text.auditAccounts
        case "key.rotated": text.auditKeyRotated
        case "company.exported": text.auditExported
        case "company.imported": text.auditImported
        case "token.created": text.auditTokenCreated
        case "token.revoked": text.auditTokenRevoked
        default: action
        }
    }
}
