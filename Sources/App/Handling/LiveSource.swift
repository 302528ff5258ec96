import Bookkeeping
import Companies
import Connectors
import Foundation
import Outbox
import Projects
import Remote

/// A connection that sends webhooks and can be read from.
///
/// A class, so that each webhook only counts one reference to it and not every list of the rules.
final class LiveSource: Sendable {
    let company: String
    let connection: String
    let connector: any Connector
    let webhookSecrets: [String]
    /// nil for a source that only sends to us.
    let client: RemoteClient?
    let bookkeeper: Bookkeeper
    /// How its projects lead elsewhere; nil for a source without projects.
    let projects: ProjectSettings?
    /// The account's name at the source, where the connection says it.
    let account: String?
    /// nil where the source does not count the calls of a day.
    let quota: SharedQuota?

    init(
        _ connection: Connection,
        of company: String,
        connector: any Connector,
        client: RemoteClient?,
        bookkeeper: Bookkeeper,
        projects: ProjectSettings?,
        quota: SharedQuota?
    ) throws {
        self.company = company
        self.connection = connection.id
        self.connector = connector
        webhookSecrets =
            (connection.secrets["webhookSecret"] ?? connection.secrets["webhookToken"] ?? [])
            .map { $0.reveal() }
        self.client = client
        self.bookkeeper = bookkeeper
        self.projects = projects
        account = try JSONValue(parsing: connection.options)["account"]?.text
        self.quota = quota
    }

    /// When an event that came then is worked: with the others of its burst.
    ///
    /// Bursts end at fixed moments, so that all that came before one fall together.
    func due(receivedAt moment: Date) -> Date {
        let settling = connector.settling.seconds
        guard settling > 0 else { return moment }
        let periods = ((moment.timeIntervalSince1970 + settling / 2) / settling).rounded(.up)
        return Date(timeIntervalSince1970: periods * settling)
    }

    /// What its connector may read from; calls are told to `record`.
    func access(
        _ outbox: Outbox,
        recording record: (@Sendable (RecordedRemoteCall) -> Void)? = nil
    ) -> SourceAccess {
        SourceAccess(
            remote: record.map { client?.recording(to: $0) } ?? client,
            deliveries: { [company, connection] subject in
                try await outbox.deliveries(
                    company: company,
                    connection: connection,
                    subject: subject,
                    limit: SourceAccess.deliveryLimit
                ).map { .init(topic: $0.topic, body: $0.body, receivedAt: $0.receivedAt) }
            },
            subjects: { [company, connection] part in
                try await outbox.subjects(having: part, company: company, connection: connection)
            }
        )
    }
}
