import Bookkeeping
import Foundation
package import Remote

/// Brings a company's projects in Tripletex to what a plan says, each project, participant and line once.
///
/// The making of a project has a key in the journal. All the rest is read before it is changed: lines are known by
/// their mark, participants by their employee, so that doing it again changes nothing.
package struct TripletexProjects: Sendable {
    /// Times that a change is tried anew on what somebody else has changed meanwhile.
    static let revisionTries = 3

    let calls: TripletexCalls
    let lookups: TripletexLookups
    let employees: TripletexEmployees
    /// Where people look at things: `https://tripletex.no`.
    let webAddress: String

    package init(
        calls: TripletexCalls,
        lookups: TripletexLookups,
        employees: TripletexEmployees,
        webAddress: String
    ) {
        self.calls = calls
        self.lookups = lookups
        self.employees = employees
        self.webAddress = webAddress
    }

    /// The same projects, with calls told to somebody.
    package func recording(
        to record: @escaping @Sendable (RecordedRemoteCall) -> Void
    ) -> TripletexProjects {
        TripletexProjects(
            calls: calls.recording(to: record),
            lookups: lookups,
            employees: employees,
            webAddress: webAddress
        )
    }

    /// All employees, with whether they may manage projects; kept for an hour.
    package func allEmployees() async throws -> [TripletexEmployee] {
        try await employees.all(where: { _ in true }, through: calls)
    }

    /// Makes the project if it is not there, and brings its fields, lines and participants to the draft.
    ///
    /// `known` is what ``state(of:journal:)`` has just read, if it was asked. A project that a person closed is left
    /// alone. Throws ``LedgerFailure``; the work is taken up where it stopped when it is called again.
    package func bring(
        _ draft: ProjectDraft,
        from known: ProjectState? = nil,
        journal: any EffectJournal
    ) async throws -> ProjectOutcome {
        let state =
            if let known { known } else { try await state(of: draft.identity, journal: journal) }
        do {
            do {
                return try await outcome(of: draft, state, journal)
            } catch let error as RemoteError where error.isNotFound {
                // Something that the project refers to is gone: the customer can be had anew.
                guard let customer = try await replacedCustomer(of: draft, journal: journal) else {
                    throw error.aboutProject(draft)
                }
                var draft = draft
                draft.customer = customer
                return try await outcome(of: draft, state, journal)
            }
        } catch let error as RemoteError {
            throw LedgerFailure(error)
        }
    }

    private func outcome(
        of draft: ProjectDraft,
        _ state: ProjectState,
        _ journal: any EffectJournal
    ) async throws -> ProjectOutcome {
        var (project, isNew) = try await project(draft, state, journal: journal)
        let isRead = state.project?.id == project.id
        var outcome = ProjectOutcome(project, address: address(of: project.id))
        outcome.wasCreated = isNew
        if project.number != draft.identity.number {
            outcome.notices.append(.numberTaken(draft.identity.number, used: project.number))
        }
        if project.isClosed, !draft.isClosed, !state.isClosedByUs {
            outcome.notices.append(.closedByHand)
            return outcome
        }
        let present = isRead || isNew ? state.lines : try await projectLines(project.id)
        let lines = try await lineChanges(draft, from: present)
        if !isNew {
            // Lines are not taken on a closed project: it is opened before, and closed after.
            let isClosed = draft.isClosed && project.isClosed && lines.isEmpty
            let changed = try await update(project, to: draft, isClosed: isClosed)
            outcome.wasChanged = changed != nil
            project = changed ?? project
        }
        try await bringLines(lines, of: project.id, &outcome)
        try await bringParticipants(
            draft,
            of: project,
            own: state.ownParticipants,
            journal,
            &outcome
        )
        if draft.isClosed, !project.isClosed {
            project = try await close(project, draft, journal: journal)
            outcome.wasChanged = true
        }
        outcome.isClosed = project.isClosed
        return outcome
    }

    /// Noted before it is done: what a person closes stays closed, what we close we may open again.
    private func close(
        _ project: ExistingProject,
        _ draft: ProjectDraft,
        journal: any EffectJournal
    ) async throws -> ExistingProject {
        let result = EffectResult(kind: "project", id: String(project.id), number: project.number)
        _ = try await journal.once(
            Self.closingKey(draft.identity),
            ifInterrupted: { result },
            perform: { result }
        )
        // Participants that joined have raised its version; a stale one is read again.
        return try await update(project, to: draft, isClosed: true) ?? project
    }

    /// Where people look at a project.
    package func address(of project: Int) -> String {
        "\(webAddress)/execute/projectMenu?projectId=\(project)"
    }
}

/// How a project stands after it was brought to its draft.
package struct ProjectOutcome: Hashable, Sendable {
    package var id: Int
    package var number: String
    /// Where people look at it.
    package var address: String
    package var isClosed: Bool
    package var wasCreated = false
    package var wasChanged = false
    package var linesMade = 0
    package var linesChanged = 0
    package var linesRemoved = 0
    package var participantsJoined = 0
    package var participantsLeft = 0
    /// What people should know; nothing of it stops the work.
    package var notices: [ProjectNotice] = []

    init(_ project: ExistingProject, address: String) {
        id = project.id
        number = project.number
        isClosed = project.isClosed
        self.address = address
    }
}
