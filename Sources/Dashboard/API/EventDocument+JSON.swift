package import Foundation

extension EventDocument: Encodable {
    /// The document as JSON with sorted keys.
    package func json() throws -> Data {
        try Self.encoder.encode(self)
    }

    /// Writes documents the way the interface does: sorted keys, slashes as they are.
    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    private enum Key: String, CodingKey {
        case id
        case company
        case connection
        case topic
        case subject
        case deliveryId
        case state
        case cause
        case message
        case remedy
        case receivedAt
        case dueAt
        case attempts
        case effects
        case explanation
    }

    // Optionals are encoded as they are, so that `null` is written where the synthesized code leaves the key out.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(id, forKey: .id)
        try container.encode(company, forKey: .company)
        try container.encode(connection, forKey: .connection)
        try container.encode(topic, forKey: .topic)
        try container.encode(subject, forKey: .subject)
        try container.encode(deliveryID, forKey: .deliveryId)
        try container.encode(state, forKey: .state)
        try container.encode(cause, forKey: .cause)
        try container.encode(message, forKey: .message)
        try container.encode(remedy, forKey: .remedy)
        try container.encode(RFC3339.text(receivedAt), forKey: .receivedAt)
        try container.encode(dueAt.map(RFC3339.text), forKey: .dueAt)
        try container.encode(attempts, forKey: .attempts)
        try container.encode(effects, forKey: .effects)
        try container.encode(explanation, forKey: .explanation)
    }
}

extension EventDocument.Attempt: Encodable {
    private enum Key: String, CodingKey {
        case number
        case startedAt
        case endedAt
        case verdict
        case message
        case calls
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(number, forKey: .number)
        try container.encode(RFC3339.text(startedAt), forKey: .startedAt)
        try container.encode(endedAt.map(RFC3339.text), forKey: .endedAt)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(message, forKey: .message)
        try container.encode(calls, forKey: .calls)
    }
}

extension EventDocument.Call: Encodable {
    private enum CodingKeys: String, CodingKey {
        case service
        case method
        case path
        case status
        case milliseconds
        case requestID = "requestId"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(service, forKey: .service)
        try container.encode(method, forKey: .method)
        try container.encode(path, forKey: .path)
        try container.encode(status, forKey: .status)
        try container.encode(milliseconds, forKey: .milliseconds)
        try container.encode(requestID, forKey: .requestID)
    }
}

extension EventDocument.Effect: Encodable {
    private enum Key: String, CodingKey {
        case key
        case state
        case result
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(key, forKey: .key)
        try container.encode(state, forKey: .state)
        try container.encode(result, forKey: .result)
    }
}

extension EventDocument.Effect.Result: Encodable {
    private enum Key: String, CodingKey {
        case kind
        case id
        case number
        case url
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(kind, forKey: .kind)
        try container.encode(id, forKey: .id)
        try container.encode(number, forKey: .number)
        try container.encode(url, forKey: .url)
    }
}
