import Bookkeeping
import Foundation
import HTTPTypes
import Remote

extension TripletexProjects {
    /// Links those who are missing and, by setting, unlinks those whom we linked and who are off the plan.
    func bringParticipants(
        _ draft: ProjectDraft,
        of project: ExistingProject,
        own: Set<Int>,
        _ journal: any EffectJournal,
        _ outcome: inout ProjectOutcome
    ) async throws {
        // The manager takes part from the start.
        var linked = Set(project.participants.map(\.employee))
        linked.insert(project.manager ?? draft.manager)
        let missing = draft.participants.subtracting(linked).sorted()
        if !missing.isEmpty {
            // Noted before: a link whose answer is lost is one of ours all the same.
            for employee in missing { try await note(employee, of: draft, in: journal) }
            let refused = try await link(missing, to: project.id)
            outcome.participantsJoined = missing.count - refused.count
            for (employee, failure) in refused.sorted(by: { $0.key < $1.key }) {
                outcome.notices.append(.refusedParticipant(employee, failure))
            }
        }
        guard draft.removesParticipants else { return }
        let leaving = project.participants.filter {
            own.contains($0.employee) && !draft.participants.contains($0.employee)
                && $0.employee != draft.manager
        }.map(\.id)
        if !leaving.isEmpty {
            try await unlink(leaving)
            outcome.participantsLeft = leaving.count
        }
    }

    /// Links all in one call, or one by one where Tripletex refuses the list; answers who was refused.
    private func link(_ employees: [Int], to project: Int) async throws -> [Int: LedgerFailure] {
        do {
            try await post(
                "/project/participant/list",
                employees.map { Self.body($0, project) }
            )
            return [:]
        } catch let error as RemoteError where error.isRefusal {
            // One of them may be linked already, or not be possible; or the list is closed to this token.
        }
        guard let now = try await read(project) else {
            throw LedgerFailure.projectGone(number: String(project))
        }
        let linked = Set(now.participants.map(\.employee))
        var refused: [Int: LedgerFailure] = [:]
        for employee in employees where !linked.contains(employee) {
            do {
                try await post("/project/participant", Self.body(employee, project))
            } catch let error as RemoteError where error.isRefusal {
                refused[employee] = LedgerFailure(error)
            }
        }
        return refused
    }

    private static func body(_ employee: Int, _ project: Int) -> TripletexParticipantBody {
        TripletexParticipantBody(
            project: TripletexReference(id: project),
            employee: TripletexReference(id: employee)
        )
    }

    func post(_ path: String, _ body: some Encodable) async throws {
        try await calls.exchange(
            RemoteRequest<Void>(
                method: .post,
                path: path,
                body: try JSONEncoder().encode(body),
                decode: { _ in }
            )
        )
    }

    /// Somebody who is gone already makes the list be refused; what counts is who is there next time.
    private func unlink(_ participants: [Int]) async throws {
        do {
            try await calls.exchange(
                RemoteRequest<Void>(
                    method: .delete,
                    path: "/project/participant/list",
                    query: [("ids", participants.map(String.init).joined(separator: ","))],
                    decode: { _ in }
                )
            )
        } catch let error as RemoteError where error.isNotFound {}
    }

    static func participantKey(_ identity: ProjectIdentity, _ employee: Int) -> String {
        "participant/\(identity.fact)/\(employee)"
    }

    /// Only those whom we linked are ever unlinked by us.
    private func note(
        _ employee: Int,
        of draft: ProjectDraft,
        in journal: any EffectJournal
    ) async throws {
        let result = EffectResult(kind: "participant", id: String(employee))
        _ = try await journal.once(
            Self.participantKey(draft.identity, employee),
            ifInterrupted: { result },
            perform: { result }
        )
    }
}
