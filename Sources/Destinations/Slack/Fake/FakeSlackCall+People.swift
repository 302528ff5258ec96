import Foundation

extension FakeSlackCall {
    /// Persons in one call at most.
    private static let invitationLimit = 100

    mutating func invite() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        var channel = try ownChannel()
        let users = try arguments.required("users").split(separator: ",").map(String.init)
        guard users.count <= Self.invitationLimit else {
            throw .invalidArguments("too many users in one invitation")
        }
        var errors: [(user: String, code: String)] = []
        var invited: [String] = []
        for user in users {
            if let code = refusal(of: user, in: channel) {
                errors.append((user, code))
            } else {
                invited.append(user)
            }
        }
        let list = FakeJSON.array(
            errors.map {
                .object([
                    "user": .string($0.user), "ok": .bool(false), "error": .string($0.code),
                ])
            }
        )
        // Without force one bad id fails all of them.
        let isForced = try arguments.flag("force")
        if let first = errors.first, invited.isEmpty || !isForced {
            throw FakeSlackRefusal(first.code, users.count > 1 ? ["errors": list] : [:])
        }
        channel.members += invited
        workspace.change(channel)
        let answer = ["channel": json(channel)]
        return errors.isEmpty ? answer : answer.merging(["errors": list]) { first, _ in first }
    }

    private func refusal(of user: String, in channel: FakeSlackState.Channel) -> String? {
        guard let found = workspace.user(user), !found.isDeleted else { return "user_not_found" }
        if user == caller.user { return "cant_invite_self" }
        if channel.members.contains(user) { return "already_in_channel" }
        return found.isRestricted ? "user_is_restricted" : nil
    }

    mutating func kick() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        var channel = try ownChannel()
        let user = try arguments.required("user")
        guard user != caller.user else { throw FakeSlackRefusal("cant_kick_self") }
        guard !channel.isGeneral else { throw FakeSlackRefusal("cant_kick_from_general") }
        guard workspace.user(user) != nil else { throw FakeSlackRefusal("user_not_found") }
        guard channel.members.contains(user) else { throw FakeSlackRefusal("not_in_channel") }
        channel.members.removeAll { $0 == user }
        workspace.change(channel)
        return [:]
    }

    func members() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        let channel = try visibleChannel()
        let (page, cursor) = try page(of: channel.members.map(FakeJSON.string))
        return [
            "members": .array(page),
            "response_metadata": .object(["next_cursor": .string(cursor)]),
        ]
    }

    /// Those who have left are not found.
    func lookUp() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        try demand(isPrivate: false)
        let email = try arguments.required("email").lowercased()
        guard let user = workspace.users.first(where: { $0.email == email && !$0.isDeleted }) else {
            throw FakeSlackRefusal("users_not_found")
        }
        return [
            "user": .object([
                "id": .string(user.id), "team_id": .string("T0FAKE"), "deleted": .bool(false),
                "is_bot": .bool(user.isBot), "is_restricted": .bool(user.isRestricted),
                "profile": .object(["email": .string(user.email)]),
            ])
        ]
    }

    mutating func post() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        try demand(isPrivate: false)
        let name = try arguments.required("channel")
        let bare = name.hasPrefix("#") ? String(name.dropFirst()) : name
        guard
            let channel = workspace.channels.first(where: {
                ($0.id == name || $0.name == bare) && (!$0.isPrivate || isMember($0))
            })
        else { throw FakeSlackRefusal("channel_not_found") }
        guard !channel.isArchived else { throw FakeSlackRefusal("is_archived") }
        guard isMember(channel) || caller.scopes.contains("chat:write.public") else {
            throw FakeSlackRefusal("not_in_channel")
        }
        let text = arguments["text"] ?? ""
        let blocks = arguments["blocks"]
        guard !text.isEmpty || blocks != nil else { throw FakeSlackRefusal("no_text") }
        if let blocks { try FakeSlackBlocks.check(blocks) }
        let ts = "\(Int(time.timeIntervalSince1970)).\(100_000 + workspace.messages.count)"
        workspace.messages.append(
            .init(channel: channel.id, ts: ts, author: caller.user, text: text, blocks: blocks)
        )
        return ["channel": .string(channel.id), "ts": .string(ts)]
    }
}
