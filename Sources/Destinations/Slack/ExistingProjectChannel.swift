/// A project's channel as it stands in Slack: what a planner compares with.
package struct ExistingProjectChannel: Hashable, Sendable {
    package var id: String
    package var name: String
    package var topic: String
    package var purpose: String
    package var isArchived: Bool
    /// Whether it was bokbro that archived it; what a person archived stays archived.
    package var isArchivedByUs: Bool

    init(_ channel: SlackChannel, isArchivedByUs: Bool) {
        id = channel.id
        name = channel.name
        topic = ChannelText.plain(channel.topic?.value ?? "")
        purpose = ChannelText.plain(channel.purpose?.value ?? "")
        isArchived = channel.isArchived == true
        self.isArchivedByUs = isArchivedByUs
    }
}
