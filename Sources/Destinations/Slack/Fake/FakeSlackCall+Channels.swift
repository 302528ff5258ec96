import Foundation

extension FakeSlackCall {
    mutating func create() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        let isPrivate = try arguments.flag("is_private")
        try demand(isPrivate: isPrivate)
        let name = try checkedName()
        let channel = FakeSlackState.Channel(
            id: workspace.nextID("C"),
            name: name,
            isPrivate: isPrivate,
            creator: caller.user,
            created: Int(time.timeIntervalSince1970),
            members: [caller.user]
        )
        workspace.channels.append(channel)
        return ["channel": json(channel)]
    }

    /// Lower-case letters, digits, hyphen and underscore, at most 80; free among all channels there are.
    private func checkedName() throws(FakeSlackRefusal) -> String {
        let name = try arguments.required("name", else: "invalid_name_required")
        guard name.count <= 80 else { throw FakeSlackRefusal("invalid_name_maxlength") }
        let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789-_")
        guard name.allSatisfy(plain.contains) else {
            throw FakeSlackRefusal("invalid_name_specials")
        }
        guard name.contains(where: { $0 != "-" && $0 != "_" }) else {
            throw FakeSlackRefusal("invalid_name_punctuation")
        }
        guard !workspace.channels.contains(where: { $0.name == name }) else {
            throw FakeSlackRefusal("name_taken")
        }
        return name
    }

    mutating func rename() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        var channel = try ownChannel()
        // The maker of a channel may rename it, and administrators.
        guard channel.creator == caller.user || !caller.isBot else {
            throw FakeSlackRefusal("not_authorized")
        }
        channel.name = try checkedName()
        workspace.change(channel)
        return ["channel": json(channel)]
    }

    mutating func setText(
        _ name: String,
        _ text: WritableKeyPath<FakeSlackState.Channel, String>
    ) throws(FakeSlackRefusal) -> [String: FakeJSON] {
        var channel = try ownChannel()
        let value = arguments[name] ?? ""
        guard value.utf16.count <= 250 else { throw FakeSlackRefusal("too_long") }
        channel[keyPath: text] = value
        workspace.change(channel)
        return ["channel": json(channel)]
    }

    /// Archiving removes the bots from the channel.
    mutating func archive() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        var channel = try visibleChannel()
        guard !channel.isArchived else { throw FakeSlackRefusal("already_archived") }
        guard !channel.isGeneral else { throw FakeSlackRefusal("cant_archive_general") }
        guard isMember(channel) else { throw FakeSlackRefusal("not_in_channel") }
        channel.isArchived = true
        channel.members.removeAll { workspace.user($0)?.isBot == true }
        workspace.change(channel)
        return [:]
    }

    mutating func unarchive() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        let id = try arguments.required("channel")
        guard var channel = workspace.channels.first(where: { $0.id == id }) else {
            throw FakeSlackRefusal("channel_not_found")
        }
        try demand(isPrivate: channel.isPrivate)
        guard channel.isArchived else { throw FakeSlackRefusal("not_archived") }
        guard !caller.isBot else { throw FakeSlackRefusal("not_in_channel") }
        channel.isArchived = false
        if !isMember(channel) { channel.members.append(caller.user) }
        workspace.change(channel)
        return [:]
    }

    mutating func join() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        var channel = try visibleChannel()
        guard !channel.isArchived else { throw FakeSlackRefusal("is_archived") }
        guard !channel.isPrivate else {
            throw FakeSlackRefusal("method_not_supported_for_channel_type")
        }
        if !isMember(channel) { channel.members.append(caller.user) }
        workspace.change(channel)
        return ["channel": json(channel)]
    }

    func list() throws(FakeSlackRefusal) -> [String: FakeJSON] {
        let types = (arguments["types"] ?? "public_channel").split(separator: ",").map(String.init)
        for type in types {
            switch type {
            case "public_channel": try demand(isPrivate: false)
            case "private_channel": try demand(isPrivate: true)
            case "im", "mpim": continue
            default: throw FakeSlackRefusal("invalid_types")
            }
        }
        let hidesArchived = try arguments.flag("exclude_archived")
        let shown = workspace.channels.filter { channel in
            let type = channel.isPrivate ? "private_channel" : "public_channel"
            return types.contains(type) && !(hidesArchived && channel.isArchived)
                && (!channel.isPrivate || isMember(channel))
        }
        let (page, cursor) = try page(of: shown.map(json))
        return [
            "channels": .array(page),
            "response_metadata": .object(["next_cursor": .string(cursor)]),
        ]
    }

    /// A page and where the next begins.
    ///
    /// Where the workspace is set so, an empty page stands between the first and the second: on the real one a page
    /// may be empty without being the last.
    func page(of items: [FakeJSON]) throws(FakeSlackRefusal) -> ([FakeJSON], cursor: String) {
        let (position, limit) = (try arguments.position(), try arguments.limit(default: 100))
        if workspace.hasEmptyMiddlePage, position.offset > 0, !position.isAfterEmptyPage {
            let cursor = FakeSlackArguments.Position(
                offset: position.offset,
                isAfterEmptyPage: true
            ).cursor
            return ([], cursor)
        }
        let page = Array(items.dropFirst(position.offset).prefix(limit))
        let next = position.offset + page.count
        return (
            page,
            next < items.count ? FakeSlackArguments.Position(offset: next).cursor : ""
        )
    }
}
