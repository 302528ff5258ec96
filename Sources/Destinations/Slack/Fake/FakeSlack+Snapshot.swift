/// What a stand-in of Slack holds, for tests and the sandbox's final check.
package struct FakeSlackSnapshot: Hashable, Sendable {
    package struct Channel: Hashable, Sendable {
        package var id: String
        package var name: String
        package var topic: String
        package var purpose: String
        package var isArchived: Bool
        package var isPrivate: Bool
        /// Addresses of those inside, without bots; sorted.
        package var members: [String]
        /// The texts that were written in it, oldest first.
        package var messages: [String]
    }

    package var channels: [Channel]
    /// Calls by method.
    package var calls: [String: Int]
}

extension FakeSlack {
    package func snapshot() -> FakeSlackSnapshot {
        read { workspace in
            FakeSlackSnapshot(
                channels: workspace.channels.map { channel in
                    .init(
                        id: channel.id,
                        name: channel.name,
                        topic: channel.topic,
                        purpose: channel.purpose,
                        isArchived: channel.isArchived,
                        isPrivate: channel.isPrivate,
                        members: channel.members.compactMap(workspace.user)
                            .filter { !$0.isBot }.map(\.email).sorted(),
                        messages: workspace.messages.filter { $0.channel == channel.id }
                            .map(\.text)
                    )
                },
                calls: workspace.calls
            )
        }
    }

    /// The addresses of the people of the workspace, without bots.
    package var emails: Set<String> {
        read { workspace in Set(workspace.users.filter { !$0.isBot }.map(\.email)) }
    }

    /// The channels' making, so that a double shows: how often each name was given.
    package var creations: Int { read { $0.calls["conversations.create"] ?? 0 } }

    /// A person archives a channel, or takes it from the archive.
    package func setArchived(_ isArchived: Bool, channel id: String) {
        change { workspace in
            guard let place = workspace.channels.firstIndex(where: { $0.id == id }) else { return }
            workspace.channels[place].isArchived = isArchived
        }
    }

    /// An administrator deletes a channel.
    package func deleteChannel(_ id: String) {
        change { $0.channels.removeAll { $0.id == id } }
    }

    /// Somebody joins the workspace.
    package func addUser(email: String) {
        change { workspace in
            workspace.users.append(.init(id: workspace.nextID("U"), email: email.lowercased()))
        }
    }

    /// Somebody of the workspace makes a public channel of their own.
    package func addChannel(named name: String) {
        change { workspace in
            let owner = workspace.users.first?.id ?? ""
            workspace.channels.append(
                .init(
                    id: workspace.nextID("C"),
                    name: name,
                    isPrivate: false,
                    creator: owner,
                    created: 0,
                    members: [owner]
                )
            )
        }
    }
}
