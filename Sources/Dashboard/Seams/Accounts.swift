package import Bookkeeping
package import Foundation

/// Where the dashboard learns who somebody is and what they may see.
package protocol Accounts: Sendable {
    /// Checks the password, slowly and behind a throttle. `client` is the address that asks.
    func signIn(email: String, password: String, client: String?) async throws -> SignInOutcome
    /// Who holds the session; nil when it is unknown, too old, ended, or its user disabled.
    func account(session: String) async throws -> Account?
    func signOut(session: String) async throws
    /// Whom a one-time link invites; nil when it is unknown, used or too old.
    func invited(by link: String) async throws -> String?
    /// Sets the password and uses the link up; false when it was so already. Ends all sessions of the user.
    func choosePassword(_ password: String, link: String) async throws -> Bool
    /// What a bearer token of the admin API stands for.
    func bearer(token: String) async throws -> Bearer?
    /// A company with what pages need of it.
    func company(_ id: String) async throws -> CompanyProfile?
    /// Writes to the audit log who did what.
    func record(_ action: AuditedAction, by actor: String, in company: String) async throws
}

package enum SignInOutcome: Hashable, Sendable {
    /// The new session's secret, for the cookie.
    case session(String)
    case refused
    /// Too many tries; nothing was checked.
    case throttled(retryAfterSeconds: Int)
}

/// A user who is signed in.
package struct Account: Hashable, Sendable {
    package var email: String
    /// The roles by company id.
    package var roles: [String: AccessRole]

    package init(email: String, roles: [String: AccessRole]) {
        self.email = email
        self.roles = roles
    }
}

/// The holder of an API token.
package struct Bearer: Hashable, Sendable {
    /// As the audit log names it.
    package var name: String
    package var company: String
    package var role: AccessRole

    package init(name: String, company: String, role: AccessRole) {
        self.name = name
        self.company = company
        self.role = role
    }
}

package struct CompanyProfile: Hashable, Sendable {
    package struct Connection: Hashable, Sendable {
        package var id: String
        package var service: String
        /// Events come from it, by webhook.
        package var isSource: Bool

        package init(id: String, service: String, isSource: Bool) {
            self.id = id
            self.service = service
            self.isSource = isSource
        }
    }

    package var id: String
    package var name: String
    package var language: Language
    package var timeZone: TimeZone
    package var connections: [Connection]

    package init(
        id: String,
        name: String,
        language: Language,
        timeZone: TimeZone,
        connections: [Connection] = []
    ) {
        self.id = id
        self.name = name
        self.language = language
        self.timeZone = timeZone
        self.connections = connections
    }
}

/// What the dashboard does that an auditor may ask about.
package enum AuditedAction: Hashable, Sendable {
    case replayedEvent(String)
    case replayedMatching(replay: String, matched: Int)
}
