import Bookkeeping
import Companies
import Dashboard
import Destinations
import Foundation
import Outbox

/// An alert in words: what is wrong, what to do, where to look; never about a buyer.
struct AlertText: Sendable {
    let alert: CompanyAlert
    let company: LiveCompany
    /// The newest event it is about, when there is one.
    let newest: EventSummary?
    let address: String
    let now: Date

    private var language: Language { company.language }

    /// The alert as it is told; `isRepeated` when it was told before.
    func notice(isRepeated: Bool) -> SlackAlert {
        let title = CauseCatalogue.title(alert.code, language)
        guard alert.isOpen else {
            return SlackAlert(
                title: "\(company.name): \(word("rettet", "cured")) – \(title)",
                cause: alert.code,
                message: word(
                    "Årsaken er borte. Ingenting mer å gjøre.",
                    "The cause is gone. Nothing more to do."
                ),
                remedy: word("Ingenting.", "Nothing."),
                facts: facts,
                link: link
            )
        }
        let count = alert.count > 1 ? " (\(alert.count))" : ""
        let more = isRepeated ? word(" – fortsatt", " – still") : ""
        return SlackAlert(
            title: "\(company.name): \(title)\(count)\(more)",
            cause: alert.code,
            message: message ?? title,
            remedy: newest?.remedy ?? CauseCatalogue.remedy(alert.code, language),
            facts: facts,
            link: link
        )
    }

    /// The event's own words; not where they quote another service, which may name people.
    private var message: String? {
        alert.code == "REMOTE_REJECTED" ? nil : newest?.message
    }

    private var facts: [SlackAlert.Fact] {
        let wording = Wording(
            language: language,
            timeZone: TimeZone(identifier: company.timeZone) ?? .gmt
        )
        var facts: [SlackAlert.Fact] = []
        if let connection = alert.connection {
            facts.append(.init(name: word("Kobling", "Connection"), value: connection))
        }
        if let subject = alert.subject {
            facts.append(.init(name: word("Gjelder", "About"), value: subject))
        }
        facts.append(.init(name: word("Antall", "Count"), value: String(alert.count)))
        facts.append(
            .init(name: word("Siden", "Since"), value: wording.moment(alert.firstAt, now: now))
        )
        return facts
    }

    private var link: SlackAlert.Link {
        .init(
            label: word("Åpne i bokbro", "Open in bokbro"),
            address: address + Dashboard.alertsPath(company.id)
        )
    }

    private func word(_ nb: String, _ en: String) -> String { language == .nb ? nb : en }
}

extension SlackAlert {
    /// The same for an e-mail.
    func mailText(in language: Language) -> String {
        var lines = [message, ""]
        lines.append((language == .nb ? "Slik rettes det: " : "How to mend it: ") + remedy)
        if !facts.isEmpty { lines.append("") }
        lines += facts.map { "\($0.name): \($0.value)" }
        if let link { lines += ["", "\(link.label): \(link.address)"] }
        lines += ["", "-- ", "bokbro · \(cause)"]
        return lines.joined(separator: "\n")
    }
}
