import Bookkeeping

extension ProjectPlanner {
    /// The employees among those planned on confirmed subprojects, and a notice for each who is none.
    func planCrew(
        _ project: RentalProject,
        _ standing: ProjectStanding,
        _ matches: [CrewMember.ID: EmployeeMatch],
        _ plan: inout ProjectPlan
    ) {
        var participants: Set<Employee.ID> = []
        for member in Self.members(of: project, in: standing) {
            switch matches[member.id] ?? .none {
            case .employee(let employee, _): participants.insert(employee)
            case .inactive: break
            case .ambiguous, .none:
                let match = matches[member.id] ?? .none
                plan.notices.append(.noEmployee(member, match: match))
            }
        }
        plan.participants = participants.sorted()
    }

    /// Everybody planned on a confirmed subproject, or on one that Rentman does not name; each once.
    static func members(of project: RentalProject, in standing: ProjectStanding) -> [CrewMember] {
        let confirmed = Set(standing.confirmed.map(\.id))
        var members: [CrewMember.ID: CrewMember] = [:]
        for row in project.crew where row.subproject.map(confirmed.contains) ?? true {
            members[row.member.id] = row.member
        }
        return members.values.sorted { $0.id < $1.id }
    }

    /// The project manager: the account manager if allowed, else the company's default, else who is there already,
    /// else the first who is allowed.
    func manager(
        of project: RentalProject,
        _ matches: [CrewMember.ID: EmployeeMatch],
        _ existing: ExistingProject,
        _ plan: inout ProjectPlan
    ) -> Employee.ID? {
        if let member = project.accountManager,
            case .employee(let id, _) = matches[member.id] ?? .none
        {
            if employees[id]?.canManageProjects ?? false { return id }
            plan.notices.append(.managerNotAllowed(member))
        }
        if let number = settings.defaultManager,
            let employee = employees.employee(number: number), employee.canManageProjects
        {
            return employee.id
        }
        return existing.ledger?.manager
            ?? employees.employees.first(where: \.canManageProjects)?.id
    }

    /// Adds who is missing; removes whom we added, if the company wants that.
    ///
    /// The manager takes part without being added.
    func participantSteps(
        _ plan: ProjectPlan,
        _ existing: ExistingProject,
        manager: Employee.ID?
    ) -> [ProjectStep] {
        var steps: [ProjectStep] = []
        let present = Set(existing.participants.map(\.employee) + [manager].compactMap { $0 })
        let added = plan.participants.filter { !present.contains($0) }
        if !added.isEmpty { steps.append(.addParticipants(added)) }
        guard settings.crewLeaves == .remove else { return steps }
        let removed = existing.participants
            .filter {
                $0.isAddedByUs && !plan.participants.contains($0.employee)
                    && $0.employee != manager
            }
            .map(\.employee).sorted()
        if !removed.isEmpty { steps.append(.removeParticipants(removed)) }
        return steps
    }
}
