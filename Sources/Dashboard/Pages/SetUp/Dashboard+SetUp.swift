import Bookkeeping
import Companies
import Foundation
import HTTPTypes
import Hummingbird

extension Dashboard {
    func showFirstUser(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let link = try parameters.require("link")
        let isGood = try await companies.isSetUpLink(link)
        return firstUserPage(FirstUserPage(action: isGood ? Path.setUp(link) : nil), visit)
    }

    func makeFirstUser(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let link = try parameters.require("link")
        let form = try await Form(of: visit.request)
        let email = String((form.text("email") ?? "").prefix(254))
        let password = form["password"] ?? ""
        var page = FirstUserPage(action: Path.setUp(link), email: email)
        guard password == form["repeated"] else {
            page.problem = visit.text.passwordsDiffer
            return firstUserPage(page, visit)
        }
        do {
            try await companies.makeFirstUser(email, password: password, link: link)
        } catch CompanyError.deadLink {
            return firstUserPage(FirstUserPage(action: nil), visit)
        } catch let error as CompanyError {
            page.problem = error.message[visit.language]
            return firstUserPage(page, visit)
        }
        let session = try await companies.signIn(
            email: email,
            password: password,
            address: visit.client
        )
        var response = Response.redirect(to: Path.newCompany)
        response.setCookie(cookie.holding(session.reveal()))
        return response
    }

    func showNewCompany(_ visit: Visit, _: Parameters) async throws -> Response {
        try await requireFounder(visit)
        return try await newCompanyPage(NewCompanyPage(), visit)
    }

    func addCompany(_ visit: Visit, _: Parameters) async throws -> Response {
        let user = try await requireFounder(visit)
        let form = try await Form(of: visit.request)
        var page = NewCompanyPage()
        page.name = String((form.text("name") ?? "").prefix(200))
        page.organizationNumber = String((form.text("organizationNumber") ?? "").prefix(20))
        page.id = String((form.text("id") ?? Self.proposedID(page.name)).prefix(40))
        do {
            let company = try Companies.company([
                "id": page.id, "name": page.name, "organizationNumber": page.organizationNumber,
                "language": visit.language.rawValue,
            ])
            try await companies.addCompany(company, owner: user.email)
            _ = await retryCured(company.id)
            return .redirect(to: Path.setUpSteps(company.id))
        } catch let error as CompanyDocumentError {
            page.problems = error.errors.map { $0.text(in: visit.language) }
        } catch let error as CompanyError {
            page.problems = [error.message[visit.language]]
        }
        return try await newCompanyPage(page, visit, status: .unprocessableContent)
    }

    func showSetUp(_ visit: Visit, _ parameters: Parameters) async throws -> Response {
        let entry = try await entry(visit, to: parameters.get("company"))
        let company = entry.company
        let rules = try await companies.rules(of: company.id)
        let json = JSONValue(stored: rules?.json ?? Data())
        let sources = company.connections.filter(\.sendsEvents)
        let received = try await log.events(
            EventLogQuery(company: company.id),
            limit: 1,
            after: nil
        )
        var page = SetUpPage(
            company: company.id,
            name: company.name,
            facts: SetUpPage.Facts(
                hasLedger: company.connections.contains { $0.service == "tripletex" },
                hasSource: !sources.isEmpty,
                hasRules: (rules?.version ?? 0) > 1 || !json.members.isEmpty,
                hasFromDate: json["fromDate"] != nil || json["settings"]?["fromDate"] != nil,
                hasWebhook: !received.events.isEmpty
            ),
            language: visit.language
        )
        if try await mayFound(entry.user) { page.newCompanyHref = Path.newCompany }
        return try await show(
            .setUp,
            page,
            visit.text.setUp,
            visit,
            entry,
            area: .setUp(.steps)
        )
    }

    /// Who owns a company may add another; so may anybody while there is none.
    func mayFound(_ user: User) async throws -> Bool {
        if user.roles.values.contains(.owner) { return true }
        return try await companies.list().isEmpty
    }

    @discardableResult
    private func requireFounder(_ visit: Visit) async throws -> User {
        let user = try signedIn(visit)
        guard try await mayFound(user) else { throw PageRefusal.forbidden }
        return user
    }

    /// `Nordlys Lyd AS` becomes `nordlys-lyd-as`.
    private static func proposedID(_ name: String) -> String {
        let plain = name.lowercased().replacing("æ", with: "ae").replacing("ø", with: "o")
            .replacing("å", with: "a")
        let words = plain.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return words.joined(separator: "-")
    }

    private func firstUserPage(_ page: FirstUserPage, _ visit: Visit) -> Response {
        let frame = Frame(
            title: visit.text.setUp,
            language: visit.language,
            reader: nil,
            returnTo: page.action ?? Path.home
        )
        let status: HTTPResponse.Status =
            page.action == nil ? .gone : page.problem == nil ? .ok : .unprocessableContent
        return .page(
            templates.render(.firstUser, page, in: frame, language: visit.language),
            status: status
        )
    }

    private func newCompanyPage(
        _ page: NewCompanyPage,
        _ visit: Visit,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        try await show(.newCompany, page, visit.text.newCompany, visit, nil, status: status)
    }
}
