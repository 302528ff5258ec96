import Foundation
import HTTPTypes
import Remote

/// What Slack says: the reply, or why not; both come with status 200.
enum SlackAnswer<Reply: Decodable & Sendable>: Sendable {
    case accepted(Reply)
    case refused(SlackRefusal)

    init(response: RemoteResponse) throws {
        let envelope = try JSONDecoder().decode(SlackEnvelope.self, from: response.body)
        guard envelope.ok else {
            self = .refused(SlackRefusal(envelope))
            return
        }
        let reply = try JSONDecoder().decode(Reply.self, from: response.body)
        if var identity = reply as? SlackIdentity {
            identity.scopes = response.scopes
            self = .accepted(identity as? Reply ?? reply)
        } else {
            self = .accepted(reply)
        }
    }
}

/// What every answer has around its content.
struct SlackEnvelope: Decodable, Sendable {
    struct Metadata: Decodable, Sendable {
        var messages: [String]?
    }

    /// One of several persons who could not be invited.
    struct PersonalError: Decodable, Hashable, Sendable {
        var user: String
        var error: String
    }

    var ok: Bool
    var error: String?
    var needed: String?
    var provided: String?
    var errors: [PersonalError]?
    var metadata: Metadata?

    enum CodingKeys: String, CodingKey {
        case ok, error, needed, provided, errors
        case metadata = "response_metadata"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        ok = try container.decode(Bool.self, forKey: .ok)
        error = try container.decodeIfPresent(String.self, forKey: .error)
        needed = try container.decodeIfPresent(String.self, forKey: .needed)
        provided = try container.decodeIfPresent(String.self, forKey: .provided)
        // Some methods answer with an object of this name that is not a list of persons.
        errors = try? container.decode([PersonalError].self, forKey: .errors)
        metadata = try? container.decode(Metadata.self, forKey: .metadata)
    }
}

extension RemoteResponse {
    /// The scopes that the token has, as every answer says in a header; nil when it does not.
    fileprivate var scopes: [String]? {
        let field = headers.first { $0.name.canonicalName == "x-oauth-scopes" }
        return field?.value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
