package import Foundation

/// Something the command line asks for that reads or changes the data directory.
///
/// A value that travels: performed in this process when no server runs, else by the server that owns the
/// directory, through its control socket. Two processes never write the database.
package enum ControlOperation: Codable, Sendable {
    /// `environment` holds just the variables that the file names.
    case applyCompany(yaml: String, environment: [String: String])
    case exportCompany(id: String)
    case listCompanies
    case removeCompany(id: String)
    case listEvents(EventQuery, limit: Int, after: String?)
    case showEvent(id: String)
    case replayEvents(ids: [String], isDryRun: Bool)
    case replayMatching(EventQuery, isDryRun: Bool)
    case showReplay(id: String)
    case addUser(email: String, role: String, companies: [String])
    case listUsers
    case disableUser(email: String)
    case resetUser(email: String)
    case createToken(company: String, role: String, name: String)
    case listTokens
    case revokeToken(id: String)
    case verifyAudit(company: String?)
    case backup(path: String)
    /// The new key in base64.
    case rotateKey(to: String)
    case doctor(company: String?)
    case exportAll(company: String, path: String)
    case importAll(path: String, environment: [String: String])
    case beginBackfill(company: String, connection: String, BackfillRequest)
    case showBackfill(id: String)
    case stopBackfill(id: String)
    /// `provider` nil: whose report it is shows in its columns.
    case importPayouts(company: String, provider: String?, file: Data, isDryRun: Bool)
    case fetchPayouts(company: String, connection: String, from: String, to: String?)
    case listPayouts(company: String, limit: Int)
    case listUnreachable(company: String)
    case beginReconciliation(company: String, period: String)
    case showReconciliation(id: String, format: String)
    case stopReconciliation(id: String)
}

/// Which events are meant: every given part must match.
package struct EventQuery: Codable, Hashable, Sendable {
    package var company: String?
    package var state: String?
    package var connection: String?
    package var topic: String?
    package var subject: String?
    package var cause: String?
    /// RFC 3339, or a day `2026-02-10`.
    package var since: String?
    package var until: String?
    package var text: String?

    package init(
        company: String? = nil,
        state: String? = nil,
        connection: String? = nil,
        topic: String? = nil,
        subject: String? = nil,
        cause: String? = nil,
        since: String? = nil,
        until: String? = nil,
        text: String? = nil
    ) {
        self.company = company
        self.state = state
        self.connection = connection
        self.topic = topic
        self.subject = subject
        self.cause = cause
        self.since = since
        self.until = until
        self.text = text
    }
}

/// What came of an operation: the same facts as text for people and as JSON for programs.
package struct OperationReply: Codable, Sendable {
    /// The exit codes of the command line (contract, section 2).
    package enum Exit {
        package static let done: Int32 = 0
        package static let foundSomethingWrong: Int32 = 1
        package static let wrongUsage: Int32 = 64
        package static let unavailable: Int32 = 69
        package static let wrongConfiguration: Int32 = 78
    }

    package var text: String
    package var json: String
    package var exitCode: Int32

    package init(text: String, json: String, exitCode: Int32 = Exit.done) {
        self.text = text
        self.json = json
        self.exitCode = exitCode
    }
}

/// Why a command cannot be carried out: one line that says what is wrong and how to mend it.
package struct CommandFailure: Error, Hashable, Sendable {
    package var message: String
    package var exitCode: Int32

    package init(_ message: String, exitCode: Int32) {
        self.message = message
        self.exitCode = exitCode
    }
}
