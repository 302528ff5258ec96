import Foundation

/// One call on its way through the workspace.
struct FakeSlackCall {
    let method: SlackMethod
    let arguments: FakeSlackArguments
    let caller: FakeSlackCaller
    let time: Date
    var workspace: FakeSlackState

    mutating func answer() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        switch method {
        case .authTest: return identity()
        case .conversationsCreate: return try create()
        case .conversationsInvite: return try invite()
        case .conversationsKick: return try kick()
        case .conversationsMembers: return try members()
        case .conversationsArchive: return try archive()
        case .conversationsUnarchive: return try unarchive()
        case .conversationsRename: return try rename()
        case .conversationsSetTopic: return try setText("topic", \.topic)
        case .conversationsSetPurpose: return try setText("purpose", \.purpose)
        case .conversationsList: return try list()
        case .conversationsInfo: return try ["channel": json(visibleChannel())]
        case .conversationsJoin: return try join()
        case .usersLookupByEmail: return try lookUp()
        case .chatPostMessage: return try post()
        }
    }

    private func identity() -> [String: FakeJSON] {
        [
            "url": .string("https://arbeidsomrade.slack.example/"),
            "team": .string("Arbeidsområdet"), "team_id": .string("T0FAKE"),
            "user_id": .string(caller.user), "user": .string("bokbro"),
        ]
    }

    /// The scopes for channels of this kind; said as the real one does.
    func demand(isPrivate: Bool) throws(FakeSlackRefusal) {
        let rule = FakeSlackRules.rule(method)
        let wanted = isPrivate ? rule.privateScopes ?? rule.scopes : rule.scopes
        guard wanted.isEmpty || wanted.contains(where: caller.scopes.contains) else {
            throw FakeSlackRefusal(
                "missing_scope",
                [
                    "needed": .string(wanted.joined(separator: ",")),
                    "provided": .string(caller.scopes.sorted().joined(separator: ",")),
                ]
            )
        }
    }

    func isMember(_ channel: FakeSlackState.Channel) -> Bool {
        channel.members.contains(caller.user)
    }

    /// The channel that is meant, if the caller can see it.
    func visibleChannel() throws(FakeSlackRefusal) -> FakeSlackState.Channel {
        let id = try arguments.required("channel")
        guard let channel = workspace.channels.first(where: { $0.id == id }),
            !channel.isPrivate || isMember(channel)
        else {
            // Without any scope it is the scope that is missed first.
            try demand(isPrivate: false)
            throw FakeSlackRefusal("channel_not_found")
        }
        try demand(isPrivate: channel.isPrivate)
        return channel
    }

    /// The channel that is meant, when the caller may change it.
    func ownChannel() throws(FakeSlackRefusal) -> FakeSlackState.Channel {
        let channel = try visibleChannel()
        guard !channel.isArchived else { throw FakeSlackRefusal("is_archived") }
        guard isMember(channel) else { throw FakeSlackRefusal("not_in_channel") }
        return channel
    }

    func json(_ channel: FakeSlackState.Channel) -> FakeJSON {
        func text(_ value: String) -> FakeJSON {
            .object([
                "value": .string(Self.displayed(value)), "creator": .string(""),
                "last_set": .integer(0),
            ])
        }
        return .object([
            "id": .string(channel.id), "name": .string(channel.name),
            "is_channel": .bool(!channel.isPrivate), "is_group": .bool(channel.isPrivate),
            "is_private": .bool(channel.isPrivate), "is_archived": .bool(channel.isArchived),
            "is_general": .bool(channel.isGeneral), "is_member": .bool(isMember(channel)),
            "created": .integer(channel.created), "creator": .string(channel.creator),
            "topic": text(channel.topic), "purpose": text(channel.purpose),
            "previous_names": .array([]),
        ])
    }

    /// Texts come back escaped, with their links in angle brackets.
    static func displayed(_ text: String) -> String {
        guard text.utf8.contains(where: { "&<>:".utf8.contains($0) }) else { return text }
        let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
        return escaped.replacing(#/https?://[^\s]+/#) { "<\($0.output)>" }
    }
}
