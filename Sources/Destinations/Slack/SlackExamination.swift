/// What the connection's token is and may do, for set-up and doctor.
package struct SlackExamination: Hashable, Sendable {
    package var team: String
    package var botUser: String
    /// nil when Slack does not say.
    package var grantedScopes: [String]?
    /// Scopes that bokbro needs and the token lacks, each with what it is for.
    package var missingScopes: [String]
    /// nil when none was asked for, or the token may not look.
    package var alertChannel: SlackAlertChannel?
}

/// Whether alerts can be written in the channel that is named for them.
package enum SlackAlertChannel: Hashable, Sendable {
    case ready
    /// There is no such channel, or it is private and the bot is not in it.
    case missing
    case archived
    /// The bot is not in it, and may only write where it is.
    case notInvited
}

extension SlackWorkspace {
    /// Lets a bot write in public channels that it is not in.
    private static let writesAnywhere = "chat:write.public"

    /// The scopes the bot needs.
    package var neededScopes: [String] {
        let scopes = [
            "channels:manage", "channels:read", "channels:join", "chat:write", "users:read",
            "users:read.email",
        ]
        return settings.isPrivate ? scopes + ["groups:write", "groups:read"] : scopes
    }

    /// Asks Slack who the token belongs to, what it may do, and whether alerts can be written in the channel that is
    /// named for them, by id or like `#regnskap`; throws ``SlackFailure``.
    package func examine(alertChannel: String? = nil) async throws -> SlackExamination {
        let identity = try await bot.send(.authTest, as: SlackIdentity.self)
        let missing =
            identity.scopes.map { granted in neededScopes.filter { !granted.contains($0) } } ?? []
        var examination = SlackExamination(
            team: identity.team ?? identity.teamID,
            botUser: identity.userID,
            grantedScopes: identity.scopes,
            missingScopes: missing
        )
        if let alertChannel, !missing.contains("channels:read") {
            examination.alertChannel = try await standing(
                ofAlertChannel: alertChannel,
                writesAnywhere: identity.scopes?.contains(Self.writesAnywhere) ?? false
            )
        }
        return examination
    }

    private func standing(
        ofAlertChannel named: String,
        writesAnywhere: Bool
    ) async throws -> SlackAlertChannel {
        let name = named.hasPrefix("#") ? String(named.dropFirst()) : named
        // Slack cannot look a channel up by its name.
        let channel = try await directory.channels(isFresh: true, through: bot)
            .first { $0.name == name || $0.id == name }
        guard let channel else { return .missing }
        if channel.isArchived == true { return .archived }
        return channel.isMember != false || writesAnywhere ? .ready : .notInvited
    }
}
