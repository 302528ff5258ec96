import Companies
import Foundation
import HTTPTypes
import Hummingbird

/// What a visitor may see: every page asks here, and nothing else decides.
extension Dashboard {
    /// A company that a visitor has the asked right to.
    struct Entry: Sendable {
        let user: User
        let role: Role
        let company: CompanyProfile

        /// As the audit log names who acts.
        var actor: String { "user:\(user.email)" }
        var mayReplay: Bool { role.grants(.replay) }
    }

    func signedIn(_ visit: Visit) throws -> User {
        guard let user = visit.user else { throw PageRefusal.signInNeeded }
        return user
    }

    /// Foreign and unknown companies are the same to a visitor: not found.
    func entry(
        _ visit: Visit,
        to company: String?,
        for right: Role.Right = .read
    ) async throws -> Entry {
        let user = try signedIn(visit)
        guard let company, let role = user.roles[company],
            let profile = try await profile(of: company)
        else { throw PageRefusal.notFound }
        guard role.grants(right) else { throw PageRefusal.forbidden }
        return Entry(user: user, role: role, company: profile)
    }

    /// A company with its connections; nil when there is none or it was removed.
    func profile(of id: String) async throws -> CompanyProfile? {
        guard let company = try await companies.company(id) else { return nil }
        return CompanyProfile(company, try await companies.connections(of: id))
    }

    /// The companies of a user, by name.
    func companies(of user: User) async throws -> [Company] {
        try await companies.list().filter { user.roles[$0.id] != nil }
            .sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }
    }

    /// The frame of a page about one company, or about all of them.
    func frame(
        _ title: String,
        _ visit: Visit,
        _ entry: Entry? = nil,
        area: Frame.Area? = nil,
        refreshSeconds: Int? = nil,
        hearsChanges: Bool = false
    ) async throws -> Frame {
        let user = try signedIn(visit)
        let all = try await companies(of: user)
        let company =
            if let entry { entry.company } else if all.count == 1, let only = all.first {
                try await profile(of: only.id)
            } else { CompanyProfile?.none }
        let failed =
            if let company {
                try await log.failedCauses(of: company.id).reduce(0) { $0 + $1.count }
            } else { 0 }
        let alerts =
            if let company { try await companies.openAlertCount(of: company.id) } else { 0 }
        return Frame(
            title: title,
            language: visit.language,
            reader: Frame.Reader(
                email: user.email,
                companies: all.map { Frame.Company(id: $0.id, name: $0.name) }
            ),
            company: company.map {
                Frame.Company(
                    id: $0.id,
                    name: $0.name,
                    badge: failed > 0 ? visit.wording($0).count(failed) : nil,
                    alertBadge: alerts > 0 ? visit.wording($0).count(alerts) : nil,
                    mayManageUsers: user.roles[$0.id]?.grants(.users) ?? false
                )
            },
            area: area,
            returnTo: visit.request.method == .get ? visit.address : Path.home,
            refreshSeconds: refreshSeconds,
            hearsChanges: hearsChanges
        )
    }

    /// A page in its frame.
    func show(
        _ template: Templates.Page,
        _ page: some Sendable,
        _ title: String,
        _ visit: Visit,
        _ entry: Entry?,
        area: Frame.Area? = nil,
        refreshSeconds: Int? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let frame = try await frame(
            title,
            visit,
            entry,
            area: area,
            refreshSeconds: refreshSeconds
        )
        return .page(
            templates.render(template, page, in: frame, language: visit.language),
            status: status
        )
    }
}
