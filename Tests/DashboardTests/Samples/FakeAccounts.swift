import Bookkeeping
import Foundation

@testable import Dashboard

/// Users, sessions and tokens in memory, as strict as the real store.
actor FakeAccounts: Accounts {
    static let password = "riktig hest batteri stift"

    private struct User {
        var password: String?
        var roles: [String: AccessRole]
    }

    private var users: [String: User] = [
        "eier@nordlys.example": User(password: FakeAccounts.password, roles: ["nordlys": .owner]),
        "regnskap@byraa.example": User(
            password: FakeAccounts.password,
            roles: ["nordlys": .accountant, "fjell": .accountant]
        ),
        "les@nordlys.example": User(password: FakeAccounts.password, roles: ["nordlys": .viewer]),
        "ingen@ingen.example": User(password: FakeAccounts.password, roles: [:]),
    ]
    private var sessions: [String: String] = [:]
    private var invitations = ["link-1": "ny@nordlys.example"]
    private var failures: [String: Int] = [:]
    private var issued = 0
    private(set) var audit: [String] = []
    private(set) var clients: [String?] = []
    var isBroken = false

    func breakDown() {
        isBroken = true
    }

    func signIn(
        email: String,
        password: String,
        client: String?
    ) async throws -> SignInOutcome {
        clients.append(client)
        if failures[email, default: 0] >= 3 { return .throttled(retryAfterSeconds: 60) }
        guard let user = users[email], user.password == password else {
            failures[email, default: 0] += 1
            return .refused
        }
        issued += 1
        let session = "session-\(issued)"
        sessions[session] = email
        return .session(session)
    }

    func account(session: String) async throws -> Account? {
        if isBroken { throw Broken() }
        return sessions[session].flatMap { email in
            users[email].map { Account(email: email, roles: $0.roles) }
        }
    }

    func signOut(session: String) async throws {
        sessions[session] = nil
    }

    func invited(by link: String) async throws -> String? {
        invitations[link]
    }

    func choosePassword(_ password: String, link: String) async throws -> Bool {
        guard let email = invitations.removeValue(forKey: link) else { return false }
        users[email] = User(password: password, roles: ["nordlys": .viewer])
        return true
    }

    func bearer(token: String) async throws -> Bearer? {
        guard let role = AccessRole(rawValue: token.replacing("-token", with: "")),
            token.hasSuffix("-token")
        else { return nil }
        return Bearer(name: "token:\(role.rawValue)", company: "nordlys", role: role)
    }

    func company(_ id: String) async throws -> CompanyProfile? {
        let names = [
            "nordlys": "Nordlys Lyd AS", "fjell": "Fjell Foto AS", "fremmed": "Fremmed AS",
        ]
        return names[id].map {
            CompanyProfile(
                id: id,
                name: $0,
                language: .nb,
                timeZone: TimeZone(identifier: "Europe/Oslo") ?? .gmt,
                connections: [
                    CompanyProfile.Connection(id: "shop", service: "shopify", isSource: true),
                    CompanyProfile.Connection(
                        id: "tripletex",
                        service: "tripletex",
                        isSource: false
                    ),
                ]
            )
        }
    }

    func record(
        _ action: AuditedAction,
        by actor: String,
        in company: String
    ) async throws {
        audit.append("\(actor) \(company) \(action)")
    }

    struct Broken: Error, CustomStringConvertible {
        let description = "secret detail: /var/lib/bokbro.sqlite"
    }
}
