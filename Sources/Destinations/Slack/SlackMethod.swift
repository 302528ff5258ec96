/// A method of Slack's Web API that bokbro calls, with how often it may be called.
///
/// Source: docs.slack.dev, the methods' pages; tiers 1 to 4 allow 1, 20, 50 and 100 calls a minute and more.
package enum SlackMethod: String, Hashable, Sendable, CaseIterable {
    case authTest = "auth.test"
    case conversationsCreate = "conversations.create"
    case conversationsInvite = "conversations.invite"
    case conversationsKick = "conversations.kick"
    case conversationsMembers = "conversations.members"
    case conversationsArchive = "conversations.archive"
    case conversationsUnarchive = "conversations.unarchive"
    case conversationsRename = "conversations.rename"
    case conversationsSetTopic = "conversations.setTopic"
    case conversationsSetPurpose = "conversations.setPurpose"
    case conversationsList = "conversations.list"
    case conversationsInfo = "conversations.info"
    case conversationsJoin = "conversations.join"
    case usersLookupByEmail = "users.lookupByEmail"
    case chatPostMessage = "chat.postMessage"

    /// Calls a minute that Slack promises to take in one workspace.
    package var callsPerMinute: Int {
        switch self {
        case .conversationsCreate, .conversationsArchive, .conversationsUnarchive,
            .conversationsRename, .conversationsSetTopic, .conversationsSetPurpose,
            .conversationsList:
            20
        case .conversationsInvite, .conversationsKick, .conversationsInfo, .conversationsJoin,
            .usersLookupByEmail:
            50
        case .conversationsMembers: 100
        case .authTest: 200
        // About one a second in each channel.
        case .chatPostMessage: 60
        }
    }

    /// Whether it only reads: such a call may be repeated at once.
    package var isRead: Bool {
        switch self {
        case .authTest, .conversationsMembers, .conversationsList, .conversationsInfo,
            .usersLookupByEmail:
            true
        default: false
        }
    }
}
