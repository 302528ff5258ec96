import Bookkeeping
import Companies
import Destinations
import Foundation
import Projects
import Remote

/// A company's Slack, with where alerts go.
struct LiveSlack: Sendable {
    private(set) var workspace: SlackWorkspace
    /// Like `#regnskap`; nil when the company wants none there.
    let alertChannel: String?

    /// The same Slack, whose calls are told to somebody.
    func recording(to record: @escaping @Sendable (RecordedRemoteCall) -> Void) -> LiveSlack {
        var slack = self
        slack.workspace = workspace.recording(to: record)
        return slack
    }

    /// nil for a connection without an address.
    init?(
        _ connection: Connection,
        in company: String,
        projects: ProjectSettings,
        clients: ConnectionClients
    ) throws {
        let settings = SlackSettings(
            removesMembers: projects.crewLeaves == .remove,
            renames: projects.renameChannels
        )
        guard let workspace = clients.workspace(of: connection, in: company, settings: settings)
        else { return nil }
        self.workspace = workspace
        alertChannel = try JSONValue(parsing: connection.options)["alertChannel"]?.text
    }
}
