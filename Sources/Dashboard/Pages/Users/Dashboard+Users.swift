import Bookkeeping
import Companies
import HTTPTypes
import Hummingbird

extension Dashboard {
    func showUsers(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .users)
        var page = try await usersPage(visit, entry)
        page.notice = visit.query("after") == "saved" ? visit.text.userSaved : nil
        return try await answer(page, visit, entry)
    }

    /// Invites somebody, or gives somebody who has an account a role here.
    func addUser(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"), for: .users)
        let form = try await Form(of: visit.request)
        let email = String((form.text("email") ?? "").prefix(254))
        guard let role = form["role"].flatMap(Role.init(rawValue:)) else {
            throw PageRefusal.unreadable
        }
        do {
            let link = try await companies.addUser(
                email,
                roles: [entry.company.id: role],
                actor: entry.actor
            )
            var page = try await usersPage(visit, entry)
            page.link = surroundings.publicURL + Path.invitation(link.reveal())
            page.linkNote = visit.text.invitationNote
            return try await answer(page, visit, entry)
        } catch CompanyError.userExists(let known) {
            if known != entry.user.email {
                try await companies.setRole(
                    role,
                    of: known,
                    company: entry.company.id,
                    actor: entry.actor
                )
            }
            return .redirect(to: Path.users(entry.company.id) + "?after=saved")
        } catch let error as CompanyError {
            var page = try await usersPage(visit, entry)
            page.email = email
            page.problem = error.message[visit.language]
            return try await answer(page, visit, entry, status: .unprocessableContent)
        }
    }

    func setUserRole(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let (entry, user) = try await otherUser(visit, parameters)
        let form = try await Form(of: visit.request)
        let role = form["role"].flatMap(Role.init(rawValue:))
        guard role != nil || form["role"] == "none" else { throw PageRefusal.unreadable }
        try await companies.setRole(
            role,
            of: user.email,
            company: entry.company.id,
            actor: entry.actor
        )
        return .redirect(to: Path.users(entry.company.id) + "?after=saved")
    }

    func makeUserLink(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let (entry, user) = try await controlledUser(visit, parameters)
        let link = try await companies.resetUser(user.email, actor: entry.actor)
        var page = try await usersPage(visit, entry)
        page.link = surroundings.publicURL + Path.invitation(link.reveal())
        page.linkNote = user.hasPassword ? visit.text.resetNote : visit.text.invitationNote
        return try await answer(page, visit, entry)
    }

    func setUserState(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let (entry, user) = try await controlledUser(visit, parameters)
        let form = try await Form(of: visit.request)
        try await companies.setDisabled(
            form["disabled"] == "true",
            user: user.email,
            actor: entry.actor
        )
        return .redirect(to: Path.users(entry.company.id) + "?after=saved")
    }

    func removeUserCode(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let (entry, user) = try await controlledUser(visit, parameters)
        try await companies.removeCode(of: user.email, actor: entry.actor)
        return .redirect(to: Path.users(entry.company.id) + "?after=saved")
    }

    /// A user of the company who is not the reader: nobody locks themselves out.
    private func otherUser(
        _ visit: Visit,
        _ parameters: Parameters
    ) async throws -> (Entry, User) {
        let entry = try await entry(visit, to: parameters.get("company"), for: .users)
        guard let id = Int64(try parameters.require("user")),
            let user = try await companies.user(id), user.roles[entry.company.id] != nil
        else { throw PageRefusal.notFound }
        guard user.id != entry.user.id else { throw PageRefusal.forbidden }
        return (entry, user)
    }

    /// One all of whose companies are the reader's, who may therefore change the account itself.
    private func controlledUser(
        _ visit: Visit,
        _ parameters: Parameters
    ) async throws -> (Entry, User) {
        let (entry, user) = try await otherUser(visit, parameters)
        guard UsersPage.controls(entry.user, user) else { throw PageRefusal.forbidden }
        return (entry, user)
    }

    private func usersPage(_ visit: Visit, _ entry: Entry) async throws -> UsersPage {
        let users = try await companies.users().filter { $0.roles[entry.company.id] != nil }
        var usingCodes: Set<String> = []
        for user in users where try await companies.usesCode(user.email) {
            usingCodes.insert(user.email)
        }
        return UsersPage(
            company: entry.company.id,
            reader: entry.user,
            users: users,
            usingCodes: usingCodes,
            language: visit.language
        )
    }

    private func answer(
        _ page: UsersPage,
        _ visit: Visit,
        _ entry: Entry,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        try await show(
            .users,
            page,
            visit.text.users,
            visit,
            entry,
            area: .setUp(.users),
            status: status
        )
    }
}
