import Bookkeeping
import Destinations
import Projects

/// Something people should know about a project, whichever part of the work came upon it.
struct WorkNotice: Hashable, Sendable {
    var cause: String
    var message: LocalizedText
    var remedy: LocalizedText
    /// Whether something stays undone until it is mended.
    var isBlocking = false
    /// Tells the same notice again from another.
    var key: String

    init(_ notice: Projects.ProjectNotice) {
        cause = notice.code.rawValue
        message = notice.message
        remedy = notice.remedy
        isBlocking = notice.isBlocking
        key = notice.key
    }

    init(_ notice: Destinations.ProjectNotice, of project: String) {
        cause = notice.cause
        message = notice.message
        remedy = notice.remedy
        key = "\(notice.cause)/\(project)/\(notice.subject)"
    }

    init(_ notice: SlackNotice, of project: String) {
        cause = notice.cause
        message = notice.message
        remedy = notice.remedy
        // A person without a user is told of once, whichever project came upon it.
        key =
            notice.cause == "NO_EMPLOYEE_MATCH"
            ? "\(notice.cause)/slack/\(notice.subject)"
            : "\(notice.cause)/slack/\(project)/\(notice.subject)"
    }

    init(_ alert: Alert, about subject: String) {
        cause = alert.code.rawValue
        message = alert.message
        remedy = alert.remedy
        key = "\(alert.code.rawValue)/\(subject)"
    }

    init(_ notice: LedgerNotice, about subject: String) {
        cause = notice.code
        message = notice.message
        remedy = notice.remedy
        key = "\(notice.code)/\(subject)"
    }

    init(_ failure: LedgerFailure, about subject: String) {
        cause = failure.cause
        message = failure.message
        remedy = failure.remedy
        key = "\(failure.cause)/\(subject)"
    }
}

extension LocalizedText {
    static let nothingToDo = LocalizedText(nb: "ingenting å gjøre.", en: "nothing to do.")
    static let archived = LocalizedText(
        nb: "Slack-kanalen er arkivert",
        en: "the Slack channel is archived"
    )
    static let farewell = LocalizedText(
        nb: "Prosjektet er avsluttet. Kanalen arkiveres; den kan fortsatt leses og søkes i.",
        en: "The project has ended. The channel is archived; it can still be read and searched."
    )

    static func closed(_ number: String) -> LocalizedText {
        LocalizedText(
            nb: "prosjekt \(number) er lukket i Tripletex",
            en: "project \(number) is closed in Tripletex"
        )
    }

    static func brought(_ outcome: ProjectOutcome) -> LocalizedText {
        let lines = outcome.linesMade + outcome.linesChanged + outcome.linesRemoved
        let (joined, left) = (outcome.participantsJoined, outcome.participantsLeft)
        let wasChanged = outcome.wasChanged || lines + joined + left > 0
        let verb: (nb: String, en: String) =
            outcome.wasCreated
            ? ("laget", "made")
            : wasChanged ? ("endret", "changed") : ("som det skal", "as it should be")
        var (nb, en): ([String], [String]) = ([], [])
        func add(_ count: Int, _ one: (nb: String, en: String), _ many: (nb: String, en: String)) {
            guard count > 0 else { return }
            nb.append("\(count) \(count == 1 ? one.nb : many.nb)")
            en.append("\(count) \(count == 1 ? one.en : many.en)")
        }
        add(lines, ("ordrelinje", "order line"), ("ordrelinjer", "order lines"))
        add(
            joined,
            ("deltaker lagt til", "participant added"),
            ("deltakere lagt til", "participants added")
        )
        add(
            left,
            ("deltaker fjernet", "participant removed"),
            ("deltakere fjernet", "participants removed")
        )
        func inBrackets(_ parts: [String]) -> String {
            parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
        }
        return LocalizedText(
            nb: "Tripletex-prosjekt \(outcome.number) er \(verb.nb)\(inBrackets(nb))",
            en: "Tripletex project \(outcome.number) is \(verb.en)\(inBrackets(en))"
        )
    }

    static func channel(_ name: String, _ outcome: ChannelOutcome) -> LocalizedText {
        let joined = outcome.joined
        return LocalizedText(
            nb: "kanalen #\(name) \(outcome.wasCreated ? "er laget" : "følger med")"
                + (joined > 0 ? " (\(joined) invitert)" : ""),
            en: "the channel #\(name) \(outcome.wasCreated ? "is made" : "follows")"
                + (joined > 0 ? " (\(joined) invited)" : "")
        )
    }
}

extension Projects.ProjectNotice {
    /// Whether the planner tells it best; the rest is told by the destination, which sees what a person did there.
    var isThePlanners: Bool { code != .lineInvoiced && code != .closedByHand }
}
