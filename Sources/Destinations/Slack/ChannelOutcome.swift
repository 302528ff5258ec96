package import Bookkeeping

/// How a project's channel stands after it was brought to its draft.
package struct ChannelOutcome: Hashable, Sendable {
    /// What became of the channel.
    package enum State: String, Hashable, Sendable {
        case open
        case archived
        /// A person archived it; it is left so.
        case archivedByHand
        /// Slack does not show it: deleted, or private without the bot.
        case missing
        /// There is none and none was wanted.
        case none
    }

    package var state: State
    /// nil when there is none.
    package var id: String?
    package var name: String?
    package var wasCreated = false
    /// Users that were invited and removed.
    package var joined = 0
    package var left = 0
    /// What people should know; nothing of it stops the work.
    package var notices: [SlackNotice] = []

    init(state: State, channel: SlackChannel? = nil, notices: [SlackNotice] = []) {
        self.state = state
        id = channel?.id
        name = channel?.name
        self.notices = notices
    }
}

/// Something about a channel that a person may want to mend; the work goes on without.
package struct SlackNotice: Hashable, Sendable {
    /// A code of the contract's closed list of causes.
    package var cause: String
    /// What it is about, the same every time: `crew/12` or `channel`.
    package var subject: String
    package var message: LocalizedText
    package var remedy: LocalizedText
}

extension SlackNotice {
    /// A refusal that concerns one part of the work only.
    init(_ failure: SlackFailure, subject: String) {
        self.init(
            cause: failure.cause,
            subject: subject,
            message: failure.message,
            remedy: failure.remedy
        )
    }

    static func noUser(_ member: ChannelDraft.Member) -> SlackNotice {
        .init(
            cause: "NO_EMPLOYEE_MATCH",
            subject: member.key,
            message: .init(
                nb: "\(member.key) har ingen bruker i Slack med e-postadressen fra Rentman.",
                en: "\(member.key) has no Slack user with the e-mail address from Rentman."
            ),
            remedy: .init(
                nb:
                    "Inviter personen til arbeidsområdet, eller rett e-postadressen i Rentman eller Slack.",
                en: "Invite the person to the workspace, or mend the e-mail in Rentman or Slack."
            )
        )
    }

    static func notInvited(_ member: ChannelDraft.Member, code: String) -> SlackNotice {
        .init(
            cause: "REMOTE_REJECTED",
            subject: member.key,
            message: .init(
                nb: "\(member.key) kunne ikke inviteres til kanalen (\(code)).",
                en: "\(member.key) could not be invited to the channel (\(code))."
            ),
            remedy: .init(
                nb: "Inviter personen for hånd, eller kontroller brukeren i Slack.",
                en: "Invite the person by hand, or check the user in Slack."
            )
        )
    }

    static let archivedByHand = SlackNotice(
        cause: "REMOTE_REJECTED",
        subject: "channel",
        message: .init(
            nb: "Kanalen ble arkivert i Slack mens prosjektet er i gang. Den er latt i fred.",
            en: "The channel was archived in Slack while the project is running. It is left alone."
        ),
        remedy: .init(
            nb: "Hent kanalen fram i Slack hvis den fortsatt skal brukes.",
            en: "Unarchive the channel in Slack if it is still wanted."
        )
    )

    static let missing = SlackNotice(
        cause: "REMOTE_REJECTED",
        subject: "channel",
        message: .init(
            nb: "bokbro ser ikke lenger prosjektets private kanal i Slack.",
            en: "bokbro no longer sees the project's private channel in Slack."
        ),
        remedy: .init(
            nb: "Skriv /invite @bokbro i kanalen.",
            en: "Write /invite @bokbro in the channel."
        )
    )

    static let reopenedButArchived = SlackNotice(
        cause: "MISSING_RIGHT",
        subject: "channel",
        message: .init(
            nb:
                "Prosjektet er åpnet igjen, men kanalen er arkivert, og boter kan ikke hente den fram.",
            en:
                "The project is open again, but its channel is archived and bots cannot unarchive it."
        ),
        remedy: .init(
            nb: "Hent kanalen fram i Slack og skriv /invite @bokbro i den.",
            en: "Unarchive the channel in Slack and write /invite @bokbro in it."
        )
    )
}
