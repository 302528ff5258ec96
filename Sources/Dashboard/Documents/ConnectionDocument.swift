import Bookkeeping
import Companies
import Foundation

/// A connection as the interface shows it: never a secret, only how many values of each are live.
struct ConnectionDocument: Hashable, Sendable, Encodable {
    /// What `PUT` takes and ignores, so that what was read may be sent back.
    static let readOnlyKeys: Set<String> = [
        "id", "state", "lastSuccess", "liveSecrets", "webhookURL",
    ]

    let id: String
    let service: String
    @OrNull var baseURL: String?
    let enabled: Bool
    let settings: JSONValue
    let options: JSONValue
    let liveSecrets: [String: Int]
    /// Where the service is to send its webhooks; nil for those that send none.
    @OrNull var webhookURL: String?
    let state: String
    @OrNull var lastSuccess: Date?

    init(
        _ connection: Connection,
        liveSecrets: [String: Int],
        webhookURL: String?,
        status: DashboardStatus.Connection?
    ) {
        id = connection.id
        service = connection.service.rawValue
        baseURL = connection.baseURL
        enabled = connection.isEnabled
        settings = JSONValue(stored: connection.settings)
        options = JSONValue(stored: connection.options)
        self.liveSecrets = liveSecrets
        self.webhookURL = connection.service.sendsEvents ? webhookURL : nil
        state =
            (connection.isEnabled ? status?.state ?? .unknown : .disabled).rawValue
        lastSuccess = status?.lastSuccess
    }
}

extension Service {
    /// Events come from it, by webhook.
    var sendsEvents: Bool { !onlyAnswers }
}
