import Foundation

/// What a workspace holds: its people, channels and messages.
struct FakeSlackState: Sendable {
    struct User: Sendable {
        var id: String
        var email: String
        var isDeleted = false
        var isBot = false
        /// A guest may be in one channel only.
        var isRestricted = false
    }

    struct Channel: Sendable {
        var id: String
        var name: String
        var isPrivate: Bool
        var isArchived = false
        var isGeneral = false
        var creator: String
        var created: Int
        var topic = ""
        var purpose = ""
        var members: [String]
    }

    struct Message: Sendable {
        var channel: String
        var ts: String
        var author: String
        var text: String
        var blocks: String?
    }

    var users: [User] = []
    var channels: [Channel] = []
    var messages: [Message] = []
    /// Whether the second page of a list is empty, as may happen on the real one.
    var hasEmptyMiddlePage = false
    /// What members may not do by the workspace's rules: names of methods.
    var forbiddenMethods: Set<String> = []
    var calls: [String: Int] = [:]
    var windows: [String: (ends: Date, count: Int)] = [:]
    private var lastID = 0

    mutating func nextID(_ letter: String) -> String {
        lastID += 1
        let digits = String(lastID)
        return letter + "0FAKE" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    }

    func user(_ id: String) -> User? { users.first { $0.id == id } }

    mutating func change(_ channel: Channel) {
        if let index = channels.firstIndex(where: { $0.id == channel.id }) {
            channels[index] = channel
        }
    }
}

/// Who calls: the user behind the token, with the token's scopes.
struct FakeSlackCaller: Sendable {
    var user: String
    var isBot: Bool
    var scopes: Set<String>
}

/// The refusals of the stand-in, by Slack's own codes.
struct FakeSlackRefusal: Error {
    var code: String
    var extra: [String: FakeJSON] = [:]

    init(_ code: String, _ extra: [String: FakeJSON] = [:]) {
        self.code = code
        self.extra = extra
    }

    static func invalidArguments(_ message: String) -> FakeSlackRefusal {
        .init(
            "invalid_arguments",
            ["response_metadata": .object(["messages": .array([.string("[ERROR] \(message)")])])]
        )
    }
}
