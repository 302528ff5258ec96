import Bookkeeping
import Foundation
import HTTPTypes
package import Remote

extension TripletexProjects {
    /// What there is of the project; two calls, or one when there is nothing.
    ///
    /// Found by its id where the journal knows it, else by its number, else by its mark. Throws ``LedgerFailure``.
    package func state(
        of identity: ProjectIdentity,
        journal: any EffectJournal
    ) async throws -> ProjectState {
        do {
            return try await read(identity, journal: journal)
        } catch let error as RemoteError {
            throw LedgerFailure(error)
        }
    }

    private func read(
        _ identity: ProjectIdentity,
        journal: any EffectJournal
    ) async throws -> ProjectState {
        var state = ProjectState()
        if let record = try await journal.recorded(Self.key(identity)) {
            state.project = try await read(record)
        } else {
            (state.project, state.isNumberTaken) = try await search(identity)
        }
        guard let project = state.project else { return state }
        state.isNumberTaken = project.number != identity.number
        state.lines = try await projectLines(project.id)
        state.isClosedByUs = try await journal.recorded(Self.closingKey(identity)) != nil
        for participant in project.participants {
            let key = Self.participantKey(identity, participant.employee)
            if try await journal.recorded(key) != nil {
                state.ownParticipants.insert(participant.employee)
            }
        }
        return state
    }

    static func key(_ identity: ProjectIdentity) -> String { "project/\(identity.fact)" }

    static func closingKey(_ identity: ProjectIdentity) -> String { "closed/\(identity.fact)" }

    /// The project under our number if it is ours, or a person's for the same job; else the one with our mark.
    private func search(
        _ identity: ProjectIdentity
    ) async throws -> (ExistingProject?, isNumberTaken: Bool) {
        guard let numbered = try await project(numbered: identity.number) else {
            return (nil, false)
        }
        if numbered.mark == identity.mark || numbered.isMade(for: identity) {
            return (numbered, false)
        }
        return (try await project(marked: identity.mark), true)
    }

    /// The project, remembered, found or made now.
    func project(
        _ draft: ProjectDraft,
        _ state: ProjectState,
        journal: any EffectJournal
    ) async throws -> (ExistingProject, isNew: Bool) {
        let met = MetProject()
        let record = try await journal.once(
            Self.key(draft.identity),
            ifInterrupted: {
                guard let found = try await find(draft.identity) else { return nil }
                await met.remember(found, isNew: false)
                return Self.record(found)
            },
            perform: {
                let (project, isNew) = try await adoptOrMake(draft, state)
                await met.remember(project, isNew: isNew)
                return Self.record(project)
            }
        )
        if let met = await met.project { return met }
        guard let project = state.project, String(project.id) == record.id else {
            throw LedgerFailure.projectGone(number: record.number ?? draft.identity.number)
        }
        return (project, false)
    }

    private static func record(_ project: ExistingProject) -> EffectResult {
        EffectResult(kind: "project", id: String(project.id), number: project.number)
    }

    private func read(_ record: EffectResult) async throws -> ExistingProject? {
        guard let id = Int(record.id) else { return nil }
        return try await read(id)
    }

    func read(_ id: Int) async throws -> ExistingProject? {
        try await optional("/project/\(id)")
    }

    private func project(numbered number: String) async throws -> ExistingProject? {
        guard let found = try await optional("/project/number/\(number)"), found.number == number
        else { return nil }
        return found
    }

    private func optional(_ path: String) async throws -> ExistingProject? {
        do {
            let reply = try await calls.exchange(
                RemoteRequest<TripletexValue<TripletexProject>>(
                    path: path,
                    query: [("fields", TripletexProject.fields)]
                )
            )
            return ExistingProject(reply.value)
        } catch let error as RemoteError where error.isNotFound {
            return nil
        }
    }

    /// By the mark; the search contains, so the answer is compared.
    private func project(marked mark: String) async throws -> ExistingProject? {
        let list = try await calls.exchange(
            RemoteRequest<TripletexList<TripletexProject>>(
                path: "/project",
                query: [
                    ("externalAccountsNumber", mark), ("fields", TripletexProject.fields),
                    ("count", "1000"),
                ]
            )
        )
        return list.values.filter { $0.externalAccountsNumber == mark }
            .min { $0.id < $1.id }.map(ExistingProject.init)
    }

    private func find(_ identity: ProjectIdentity) async throws -> ExistingProject? {
        if let numbered = try await project(numbered: identity.number),
            numbered.mark == identity.mark
        {
            return numbered
        }
        return try await project(marked: identity.mark)
    }

    private func adoptOrMake(
        _ draft: ProjectDraft,
        _ state: ProjectState
    ) async throws -> (ExistingProject, isNew: Bool) {
        if let project = state.project { return (project, false) }
        do {
            return (try await make(draft, takesNumber: !state.isNumberTaken), true)
        } catch let error as RemoteError where error.concernsProjectNumber {
            // It was free when it was read; somebody was quicker.
            let (found, isTaken) = try await search(draft.identity)
            if let found { return (found, false) }
            return (try await make(draft, takesNumber: !isTaken), true)
        }
    }

    private func make(_ draft: ProjectDraft, takesNumber: Bool) async throws -> ExistingProject {
        var body = draft.body
        body.isInternal = draft.customer == nil
        if takesNumber {
            body.number = draft.identity.number
        } else {
            body.reference = draft.identity.number
        }
        do {
            let reply = try await calls.exchange(
                RemoteRequest<TripletexValue<TripletexProject>>(
                    method: .post,
                    path: "/project",
                    body: try JSONEncoder().encode(body)
                )
            )
            return ExistingProject(reply.value)
        } catch let error as RemoteError
            where !error.isNotFound && !error.concernsProjectNumber
        {
            throw error.aboutProject(draft)
        }
    }
}

extension ProjectDraft {
    /// The fields that follow the source.
    var body: TripletexProjectBody {
        TripletexProjectBody(
            name: identity.shortName,
            reference: reference.map { String($0.prefix(255)) },
            description: description,
            externalAccountsNumber: identity.mark,
            projectManager: TripletexReference(id: manager),
            startDate: startDate.description,
            endDate: endDate.map { max($0, startDate).description },
            customer: customer.map(TripletexReference.init(id:)),
            contact: contact.map(TripletexReference.init(id:))
        )
    }
}

extension ExistingProject {
    /// A project that nobody marked, of the same number and name: a person made it for the same job.
    fileprivate func isMade(for identity: ProjectIdentity) -> Bool {
        mark == nil && number == identity.number
            && name.lowercased() == identity.shortName.lowercased()
    }
}

/// The project that an effect came upon, so that it need not be read again.
private actor MetProject {
    private(set) var project: (ExistingProject, isNew: Bool)?

    func remember(_ project: ExistingProject, isNew: Bool) {
        self.project = (project, isNew)
    }
}
