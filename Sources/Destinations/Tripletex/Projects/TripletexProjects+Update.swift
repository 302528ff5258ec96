import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexProjects {
    /// Sends the fields that differ; nil when none does.
    ///
    /// Somebody else's change between our reading and writing (409) is read, and the difference made anew.
    func update(
        _ project: ExistingProject,
        to draft: ProjectDraft,
        isClosed: Bool
    ) async throws -> ExistingProject? {
        var project = project
        for attempt in 1... {
            guard let body = project.changes(to: draft, isClosed: isClosed) else {
                return attempt == 1 ? nil : project
            }
            do {
                let reply = try await calls.exchange(
                    RemoteRequest<TripletexValue<TripletexProject>>(
                        method: .put,
                        path: "/project/\(project.id)",
                        body: try JSONEncoder().encode(body)
                    )
                )
                return ExistingProject(reply.value)
            } catch let error as RemoteError
                where error.isStale && attempt < Self.revisionTries
            {
                guard let fresh = try await read(project.id) else {
                    throw LedgerFailure.projectGone(number: project.number)
                }
                project = fresh
            } catch let error as RemoteError where !error.isNotFound {
                throw error.aboutProject(draft)
            }
        }
        return nil
    }
}

extension ExistingProject {
    /// The fields that differ from the draft, with the version they were read at; nil when none does.
    func changes(to draft: ProjectDraft, isClosed: Bool) -> TripletexProjectBody? {
        let wanted = draft.body
        var body = TripletexProjectBody()
        if name != wanted.name { body.name = wanted.name }
        if mark != draft.identity.mark { body.externalAccountsNumber = draft.identity.mark }
        // Where the number is another's, the reference holds ours.
        let reference = number == draft.identity.number ? wanted.reference : draft.identity.number
        // An empty text takes an old one away: it would else stand on the project's invoices.
        if self.reference != reference { body.reference = reference ?? "" }
        if let text = wanted.description, !text.isEmpty, description != text {
            body.description = text
        }
        if startDate != draft.startDate { body.startDate = wanted.startDate }
        if let end = wanted.endDate, endDate?.description != end { body.endDate = end }
        if let customer = draft.customer, self.customer != customer {
            body.customer = wanted.customer
            body.isInternal = false
        }
        if let contact = draft.contact, self.contact != contact { body.contact = wanted.contact }
        if manager != draft.manager { body.projectManager = wanted.projectManager }
        if self.isClosed != isClosed { body.isClosed = isClosed }
        guard body != TripletexProjectBody() else { return nil }
        body.version = version
        return body
    }
}
