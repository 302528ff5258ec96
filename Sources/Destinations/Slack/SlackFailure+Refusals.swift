import Bookkeeping

extension SlackFailure {
    /// A refusal that time does not cure.
    init(_ refusal: SlackRefusal, during call: String = "") {
        switch refusal {
        case .credentials(let code): self = .credentials(code)
        case .missingScope(let needed): self = .missingScope(needed)
        case .channelMissing: self = .channelMissing
        case .channelArchived: self = .channelArchived
        case .notInChannel: self = .notInChannel
        case .forbidden(let code): self = .forbidden(code, call)
        case .nameTaken, .invalidName: self = .unusableName(refusal)
        case .persons, .other, .broken, .userMissing, .alreadyInChannel, .ownUser, .notArchived,
            .tooManyCalls:
            self = .refused(refusal.code, call)
        }
        self.refusal = refusal
    }

    private static func credentials(_ code: String) -> SlackFailure {
        .init(
            cause: "CREDENTIALS_REJECTED",
            .init(
                nb: "Slack godtar ikke nøkkelen til denne koblingen (\(code)).",
                en: "Slack does not accept this connection's token (\(code))."
            ),
            remedy: .init(
                nb:
                    "Installer appen på nytt i arbeidsområdet (api.slack.com › Install App), og legg den nye nøkkelen (xoxb-…) inn i koblingen.",
                en:
                    "Install the app again in the workspace (api.slack.com › Install App), then put the new token (xoxb-…) into the connection."
            )
        )
    }

    private static func missingScope(_ needed: String) -> SlackFailure {
        .init(
            cause: "MISSING_RIGHT",
            .init(
                nb: "Slack-appen mangler rettigheten \(needed).",
                en: "The Slack app lacks the scope \(needed)."
            ),
            remedy: .init(
                nb:
                    "Legg til \(needed) under OAuth & Permissions på api.slack.com, installer appen på nytt, og kjør hendelsen igjen.",
                en:
                    "Add \(needed) under OAuth & Permissions on api.slack.com, install the app again, then replay the event."
            )
        )
    }

    static let channelMissing = SlackFailure(
        cause: "REMOTE_REJECTED",
        .init(
            nb: "Slack finner ikke kanalen.",
            en: "Slack does not find the channel."
        ),
        remedy: .init(
            nb:
                "Kontroller navnet på kanalen. Er den privat, inviter bokbro i den, og kjør hendelsen på nytt.",
            en:
                "Check the channel's name. If it is private, invite bokbro to it, then replay the event."
        ),
        refusal: .channelMissing
    )

    static let channelArchived = SlackFailure(
        cause: "REMOTE_REJECTED",
        .init(nb: "Slack-kanalen er arkivert.", en: "The Slack channel is archived."),
        remedy: .init(
            nb: "Hent kanalen fram igjen i Slack, eller velg en annen, og kjør hendelsen på nytt.",
            en: "Unarchive the channel in Slack or choose another, then replay the event."
        ),
        refusal: .channelArchived
    )

    static let notInChannel = SlackFailure(
        cause: "MISSING_RIGHT",
        .init(
            nb: "bokbro er ikke medlem av Slack-kanalen.",
            en: "bokbro is not a member of the Slack channel."
        ),
        remedy: .init(
            nb: "Skriv /invite @bokbro i kanalen, og kjør hendelsen på nytt.",
            en: "Write /invite @bokbro in the channel, then replay the event."
        ),
        refusal: .notInChannel
    )

    private static func forbidden(_ code: String, _ call: String) -> SlackFailure {
        .init(
            cause: "MISSING_RIGHT",
            .init(
                nb: "Reglene i arbeidsområdet tillater ikke \(call) (\(code)).",
                en: "The workspace's rules do not allow \(call) (\(code))."
            ),
            remedy: .init(
                nb:
                    "Be en eier av arbeidsområdet gi apper denne rettigheten (Slack › Innstillinger › Tillatelser), og kjør hendelsen på nytt.",
                en:
                    "Ask an owner of the workspace to allow it to apps (Slack › Settings › Permissions), then replay the event."
            )
        )
    }

    private static func unusableName(_ refusal: SlackRefusal) -> SlackFailure {
        .init(
            cause: "REMOTE_REJECTED",
            .init(
                nb: "Slack godtar ikke navnet på kanalen (\(refusal.code)).",
                en: "Slack does not accept the channel's name (\(refusal.code))."
            ),
            remedy: .init(
                nb:
                    "Gi en av kanalene i Slack med samme navn et annet navn, eller endre channelPrefix, og kjør hendelsen på nytt.",
                en:
                    "Rename one of the channels of that name in Slack, or change channelPrefix, then replay the event."
            )
        )
    }

    private static func refused(_ code: String, _ call: String) -> SlackFailure {
        .init(
            cause: "REMOTE_REJECTED",
            .init(
                nb: "Slack avviste \(call): \(code).",
                en: "Slack refused \(call): \(code)."
            ),
            remedy: .init(
                nb:
                    "Rett det Slack peker på, og kjør hendelsen på nytt. Ingenting er gjort dobbelt.",
                en: "Mend what Slack points at, then replay the event. Nothing is done twice."
            )
        )
    }
}
