/// Why Slack said no, as far as it makes a difference to us.
///
/// Source: the methods' pages on docs.slack.dev; a code that is not known here stays itself.
package enum SlackRefusal: Hashable, Sendable {
    /// The token is wrong, revoked or expired.
    case credentials(code: String)
    case missingScope(needed: String)
    case channelMissing
    case channelArchived
    /// The bot is not a member.
    case notInChannel
    /// Also by an archived channel, or by a private one that the bot cannot see.
    case nameTaken
    case invalidName(code: String)
    case userMissing
    case alreadyInChannel
    /// The bot cannot invite or remove itself.
    case ownUser
    case notArchived
    /// The workspace's rules forbid it.
    case forbidden(code: String)
    /// Some of the persons could not be invited: their ids and why.
    case persons([String: String])
    case tooManyCalls
    /// Slack failed, and may have acted.
    case broken(code: String)
    case other(String)

    init(_ envelope: SlackEnvelope) {
        if let errors = envelope.errors, !errors.isEmpty {
            self = .persons(
                Dictionary(errors.map { ($0.user, $0.error) }) { first, _ in first }
            )
            return
        }
        let code = envelope.error ?? "no error code"
        self = Self.known[code] ?? Self.named(code, envelope)
    }

    private static let known: [String: SlackRefusal] = [
        "channel_not_found": .channelMissing, "is_archived": .channelArchived,
        "already_archived": .channelArchived, "not_in_channel": .notInChannel,
        "name_taken": .nameTaken, "user_not_found": .userMissing, "users_not_found": .userMissing,
        "already_in_channel": .alreadyInChannel, "cant_invite_self": .ownUser,
        "cant_kick_self": .ownUser, "not_archived": .notArchived, "ratelimited": .tooManyCalls,
        "rate_limited": .tooManyCalls,
    ]

    private static func named(_ code: String, _ envelope: SlackEnvelope) -> SlackRefusal {
        switch code {
        case "missing_scope": return .missingScope(needed: envelope.needed ?? "–")
        case "invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
            "not_allowed_token_type", "org_login_required", "team_access_not_granted":
            return .credentials(code: code)
        case "restricted_action", "ekm_access_denied", "access_denied", "no_permission",
            "not_authorized", "cannot_create_channel", "user_is_restricted",
            "cant_archive_general", "cant_archive_required", "cant_kick_from_general",
            "enterprise_is_restricted", "channel_is_limited_access",
            "restricted_action_read_only_channel", "restricted_action_thread_only_channel":
            return .forbidden(code: code)
        case "internal_error", "fatal_error", "service_unavailable", "request_timeout",
            "fetch_members_failed":
            return .broken(code: code)
        case _ where code.hasPrefix("invalid_name"): return .invalidName(code: code)
        default:
            let details = (envelope.metadata?.messages ?? []).joined(separator: "; ")
            return .other(details.isEmpty ? code : "\(code): \(details.prefix(200))")
        }
    }

    /// Slack's own word for it, as people find it in Slack's pages.
    var code: String {
        switch self {
        case .credentials(let code), .invalidName(let code), .forbidden(let code),
            .broken(let code), .other(let code):
            code
        case .missingScope(let needed): "missing_scope \(needed)"
        case .persons(let errors): errors.values.sorted().joined(separator: ", ")
        default: Self.known.first { $0.value == self }?.key ?? "unknown"
        }
    }
}
