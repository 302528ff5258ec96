package import Foundation
package import Remote

/// What a connector may read from: the source's own API, and what it delivered before.
package struct SourceAccess: Sendable {
    /// A body that was delivered and verified.
    package struct Delivery: Hashable, Sendable {
        package var topic: String
        package var body: Data
        package var receivedAt: Date

        package init(topic: String, body: Data, receivedAt: Date) {
            self.topic = topic
            self.body = body
            self.receivedAt = receivedAt
        }
    }

    /// Deliveries kept of a subject are read up to this number, newest first.
    package static let deliveryLimit = 100

    /// nil for a source that only sends to us.
    private let remote: RemoteClient?
    /// What was delivered about a subject, newest first; payloads past their retention are not among them.
    package let deliveries: @Sendable (_ subject: String) async throws -> [Delivery]
    /// The subjects that had a part when they were last read: `projectequipment/77` → `project/12`.
    package let subjects: @Sendable (_ part: String) async throws -> [String]

    package init(
        remote: RemoteClient?,
        deliveries: @escaping @Sendable (String) async throws -> [Delivery] = { _ in [] },
        subjects: @escaping @Sendable (String) async throws -> [String] = { _ in [] }
    ) {
        self.remote = remote
        self.deliveries = deliveries
        self.subjects = subjects
    }

    /// The client of the source's API.
    package var client: RemoteClient {
        get throws(NoAddress) {
            guard let remote else { throw NoAddress() }
            return remote
        }
    }

    /// The connection has no address, although its service needs one.
    package struct NoAddress: LocalizedError, Hashable {
        package var errorDescription: String? { "The connection has no base URL." }
        package var recoverySuggestion: String? {
            "Put baseURL into the company's file and apply it again."
        }
    }
}
