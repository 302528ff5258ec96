import Companies
import Dashboard
import Foundation

extension Operations {
    func addUser(
        _ email: String,
        role name: String,
        companies: [String]
    ) async throws -> OperationReply {
        let role = try role(name)
        let roles = Dictionary(companies.map { ($0, role) }) { first, _ in first }
        let existing = try await installation.companies.users().first {
            $0.email == email.lowercased().trimmingCharacters(in: .whitespaces)
        }
        if let existing {
            for company in companies {
                try await installation.companies.setRole(
                    role,
                    of: existing.email,
                    company: company,
                    actor: Self.actor
                )
            }
            return OperationReply(
                text: "\(existing.email) is now \(name) of \(companies.joined(separator: ", ")).",
                json: JSONText.object([("email", .text(existing.email)), ("link", .text(nil))])
            )
        }
        let token = try await installation.companies.addUser(email, roles: roles, actor: Self.actor)
        return try linkReply(email, token, lifetime: "7 days")
    }

    func resetUser(_ email: String) async throws -> OperationReply {
        let token = try await installation.companies.resetUser(email, actor: Self.actor)
        return try linkReply(email, token, lifetime: "one hour")
    }

    private func linkReply(
        _ email: String,
        _ token: Secret,
        lifetime: String
    ) throws -> OperationReply {
        let link =
            configuration.publicAddress(port: configuration.port)
            + Dashboard.invitationPath(token.reveal())
        return OperationReply(
            text: "\(email) chooses a password here, once, within \(lifetime):\n\(link)",
            json: JSONText.object([("email", .text(email)), ("link", .text(link))])
        )
    }

    func listUsers() async throws -> OperationReply {
        var table = TextTable("E-MAIL", "STATE", "ROLES")
        var items: [String] = []
        for user in try await installation.companies.users() {
            let state =
                user.isDisabled ? "disabled" : user.hasPassword ? "active" : "invited"
            let roles = user.roles.sorted { $0.key < $1.key }
            table.rows.append([
                user.email, state,
                roles.map { "\($0.key): \($0.value.rawValue)" }.joined(separator: ", "),
            ])
            items.append(
                JSONText.object([
                    ("email", .text(user.email)), ("state", .text(state)),
                    (
                        "roles",
                        .json(JSONText.object(roles.map { ($0.key, .text($0.value.rawValue)) }))
                    ),
                ])
            )
        }
        return OperationReply(
            text: items.isEmpty
                ? "There are no users yet. Add one with: bokbro user add EMAIL --role owner --company ID"
                : table.text,
            json: JSONText.array(items)
        )
    }

    func disableUser(_ email: String) async throws -> OperationReply {
        try await installation.companies.setDisabled(true, user: email, actor: Self.actor)
        return OperationReply(
            text: "\(email) is shut out.",
            json: JSONText.object([("email", .text(email)), ("state", .text("disabled"))])
        )
    }

    func createToken(
        company: String,
        role name: String,
        name label: String
    ) async throws -> OperationReply {
        let (token, text) = try await installation.companies.createToken(
            company: company,
            role: try role(name),
            name: label,
            actor: Self.actor
        )
        return OperationReply(
            text: "\(text.reveal())\nIt is shown this once. Its id is \(token.id).",
            json: JSONText.object([("id", .text(token.id)), ("token", .text(text.reveal()))])
        )
    }

    func listTokens() async throws -> OperationReply {
        var table = TextTable("TOKEN", "COMPANY", "ROLE", "STATE", "LAST USED", "NAME")
        var items: [String] = []
        for token in try await installation.companies.tokens(of: nil) {
            let state = token.revokedAt == nil ? "active" : "revoked"
            let used = token.lastUsedAt.map(RFC3339.text)
            table.rows.append([
                token.id, token.company, token.role.rawValue, state, used ?? "–", token.name,
            ])
            items.append(
                JSONText.object([
                    ("id", .text(token.id)), ("company", .text(token.company)),
                    ("role", .text(token.role.rawValue)), ("name", .text(token.name)),
                    ("state", .text(state)), ("lastUsedAt", .text(used)),
                ])
            )
        }
        return OperationReply(
            text: items.isEmpty ? "There are no tokens." : table.text,
            json: JSONText.array(items)
        )
    }

    func revokeToken(_ id: String) async throws -> OperationReply {
        try await installation.companies.revokeToken(id, actor: Self.actor)
        return OperationReply(
            text: "Token \(id) is revoked.",
            json: JSONText.object([("id", .text(id)), ("state", .text("revoked"))])
        )
    }

    private func role(_ name: String) throws -> Role {
        guard let role = Role(rawValue: name) else {
            throw CommandFailure(
                "“\(name)” is no role: owner, accountant or viewer.",
                exitCode: OperationReply.Exit.wrongUsage
            )
        }
        return role
    }
}
