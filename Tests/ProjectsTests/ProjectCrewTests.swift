import Bookkeeping
import Projects
import Testing

struct ProjectCrewTests {
    private let today = day("2026-03-10")
    private let employees: [Employee] = [
        .sample(1, number: "1001", first: "Daglig", last: "Leder", canManage: true),
        .sample(2, number: "1002", first: "Lyd", last: "Tekniker", email: "lyd@firma.example"),
        .sample(3, number: "1003", first: "Lys", last: "Tekniker", canManage: false),
    ]

    private func crew(
        _ member: CrewMember,
        on subproject: Subproject.ID? = 930,
        told: Bool = true
    )
        -> CrewPlanning
    {
        CrewPlanning(member: member, subproject: subproject, isPublished: told)
    }

    private func plan(
        _ project: RentalProject,
        _ existing: ExistingProject = .none,
        _ change: (inout ProjectSettings) -> Void = { _ in }
    ) -> ProjectPlan {
        ProjectPlanner.sample(change, employees: employees)
            .plan(project, existing: existing, today: today)
    }

    @Test func `crew with an employee takes part, each once; who has none is one notice`() {
        let known = CrewMember.sample(40, email: "LYD@firma.example")
        let freelancer = CrewMember.sample(42, first: "Inn", last: "Leid")

        let plan = plan(
            .sample(crew: [crew(known), crew(freelancer), crew(known), crew(freelancer)])
        )
        #expect(plan.participants == [2])
        #expect(plan.steps.contains(.addParticipants([2])))
        #expect(plan.notices.map(\.key) == ["NO_EMPLOYEE_MATCH/crew/42"])
        #expect(!plan.isBlocked)
    }

    @Test func `crew of subprojects that are not confirmed takes no part yet`() {
        let member = CrewMember.sample(40, reference: "1002")
        let subprojects = [Subproject.sample(), .sample(931, status: 1)]

        #expect(
            plan(.sample(subprojects: subprojects, crew: [crew(member, on: 931)])).participants
                == []
        )
        #expect(
            plan(.sample(subprojects: subprojects, crew: [crew(member, on: nil)])).participants
                == [2]
        )
    }

    @Test func `who is planned no more leaves only if the company wants it`() {
        var existing = ExistingProject()
        var world = ProjectWorld(existing: existing)
        world.apply(plan(.sample(crew: [crew(.sample(40, reference: "1002"))])).steps)
        existing = world.existing
        existing.participants.append(Participant(employee: 3, isAddedByUs: false))

        #expect(plan(.sample(), existing).steps.isEmpty)
        #expect(
            plan(.sample(), existing) { $0.crewLeaves = .remove }.steps == [
                .removeParticipants([2])
            ]
        )
    }

    @Test func `the account manager leads the project if allowed to`() {
        let allowed = CrewMember.sample(33, reference: "1002")
        let forbidden = CrewMember.sample(34, reference: "1003")

        #expect(plan(.sample(accountManager: allowed)).project?.manager == 2)
        let plan = plan(.sample(accountManager: forbidden))
        #expect(plan.project?.manager == 1)
        #expect(plan.notices.map(\.key) == ["MISSING_RIGHT/crew/34"] && !plan.isBlocked)
    }

    @Test func `without one the company's default leads, else who already does`() {
        #expect(plan(.sample()) { $0.defaultManager = "1002" }.project?.manager == 2)
        #expect(plan(.sample()) { $0.defaultManager = "1003" }.project?.manager == 1)

        var world = ProjectWorld()
        world.apply(plan(.sample()).steps)
        world.existing.ledger?.manager = 3
        #expect(plan(.sample(), world.existing).steps.isEmpty)
    }

    @Test func `nobody who may lead blocks the project, with a remedy`() throws {
        let plan = ProjectPlanner.sample(employees: [.sample(3, canManage: false)])
            .plan(.sample(), existing: .none, today: today)

        #expect(plan.project == nil && plan.isBlocked)
        let notice = try #require(plan.notices.first)
        #expect(notice.code == .noManager && !notice.remedy.nb.isEmpty && !notice.remedy.en.isEmpty)
    }
}
