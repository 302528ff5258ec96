/// What the connection's token is and may do, for set-up and doctor.
package struct SlackExamination: Hashable, Sendable {
    package var team: String
    package var botUser: String
    /// nil when Slack does not say.
    package var grantedScopes: [String]?
    /// Scopes that bokbro needs and the token lacks, each with what it is for.
    package var missingScopes: [String]
}

extension SlackWorkspace {
    /// The scopes the bot needs.
    package var neededScopes: [String] {
        let scopes = [
            "channels:manage", "channels:read", "channels:join", "chat:write", "users:read",
            "users:read.email",
        ]
        return settings.isPrivate ? scopes + ["groups:write", "groups:read"] : scopes
    }

    /// Asks Slack who the token belongs to and what it may do; throws ``SlackFailure``.
    package func examine() async throws -> SlackExamination {
        let identity = try await bot.send(.authTest, as: SlackIdentity.self)
        let missing = identity.scopes.map { granted in
            neededScopes.filter { !granted.contains($0) }
        }
        return SlackExamination(
            team: identity.team ?? identity.teamID,
            botUser: identity.userID,
            grantedScopes: identity.scopes,
            missingScopes: missing ?? []
        )
    }
}
