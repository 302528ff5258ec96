import Foundation

/// An answer that says only that it was done.
struct SlackDone: Decodable, Sendable {}

/// A channel as Slack describes it.
struct SlackChannel: Decodable, Hashable, Sendable {
    struct Text: Decodable, Hashable, Sendable {
        var value: String
    }

    var id: String
    var name: String
    var isArchived: Bool?
    var isMember: Bool?
    var isPrivate: Bool?
    var creator: String?
    var topic: Text?
    var purpose: Text?

    enum CodingKeys: String, CodingKey {
        case id, name, creator, topic, purpose
        case isArchived = "is_archived"
        case isMember = "is_member"
        case isPrivate = "is_private"
    }
}

struct SlackChannelReply: Decodable, Sendable {
    var channel: SlackChannel
}

/// A page of a list, with where the next begins.
struct SlackChannelPage: Decodable, Sendable {
    var channels: [SlackChannel]
    var metadata: SlackCursor?

    enum CodingKeys: String, CodingKey {
        case channels
        case metadata = "response_metadata"
    }
}

struct SlackMemberPage: Decodable, Sendable {
    var members: [String]
    var metadata: SlackCursor?

    enum CodingKeys: String, CodingKey {
        case members
        case metadata = "response_metadata"
    }
}

struct SlackCursor: Decodable, Sendable {
    private var cursor: String?

    /// nil on the last page.
    var next: String? { cursor?.isEmpty == false ? cursor : nil }

    enum CodingKeys: String, CodingKey {
        case cursor = "next_cursor"
    }
}

struct SlackUser: Decodable, Sendable {
    var id: String
    var deleted: Bool?
    var isBot: Bool?

    enum CodingKeys: String, CodingKey {
        case id, deleted
        case isBot = "is_bot"
    }
}

struct SlackUserReply: Decodable, Sendable {
    var user: SlackUser
}

/// An invitation: with `force` those who could not be invited stand beside `ok`.
typealias SlackInvitation = SlackEnvelope

struct SlackPosted: Decodable, Sendable {
    var ts: String
}

/// Who the token belongs to and, from a header, what it may do.
struct SlackIdentity: Decodable, Sendable {
    var team: String?
    var teamID: String
    var userID: String
    /// Not part of the answer's body.
    var scopes: [String]? = nil

    enum CodingKeys: String, CodingKey {
        case team
        case teamID = "team_id"
        case userID = "user_id"
    }
}
