/// Which scopes a method needs and which arguments it knows.
enum FakeSlackRules {
    struct Rule {
        /// One of them is enough; none means that any token will do.
        var scopes: [String]
        /// The scopes for a private channel; the same ones when nil.
        var privateScopes: [String]?
        var arguments: Set<String>
    }

    static func rule(_ method: SlackMethod) -> Rule {
        switch method {
        case .authTest: Rule(scopes: [], arguments: [])
        case .conversationsCreate: manage(["name", "is_private", "team_id"])
        case .conversationsInvite:
            manage(["channel", "users", "force"], or: "channels:write.invites")
        case .conversationsKick: manage(["channel", "user"])
        case .conversationsArchive, .conversationsUnarchive: manage(["channel"])
        case .conversationsRename: manage(["channel", "name"])
        case .conversationsSetTopic: manage(["channel", "topic"], or: "channels:write.topic")
        case .conversationsSetPurpose: manage(["channel", "purpose"], or: "channels:write.topic")
        case .conversationsMembers: read(["channel", "cursor", "limit"])
        case .conversationsInfo: read(["channel", "include_locale", "include_num_members"])
        case .conversationsList:
            read(["types", "exclude_archived", "limit", "cursor", "team_id"])
        case .conversationsJoin: Rule(scopes: ["channels:join"], arguments: ["channel"])
        case .usersLookupByEmail: Rule(scopes: ["users:read.email"], arguments: ["email"])
        case .chatPostMessage:
            Rule(
                scopes: ["chat:write"],
                arguments: [
                    "channel", "text", "blocks", "thread_ts", "metadata", "unfurl_links",
                    "unfurl_media", "reply_broadcast", "attachments",
                ]
            )
        }
    }

    /// `channels:manage` is a bot's scope, `channels:write` a person's.
    private static func manage(_ arguments: Set<String>, or scope: String? = nil) -> Rule {
        Rule(
            scopes: ["channels:manage", "channels:write"] + (scope.map { [$0] } ?? []),
            privateScopes: ["groups:write"],
            arguments: arguments
        )
    }

    private static func read(_ arguments: Set<String>) -> Rule {
        Rule(
            scopes: ["channels:read"],
            privateScopes: ["groups:read"],
            arguments: arguments
        )
    }
}
