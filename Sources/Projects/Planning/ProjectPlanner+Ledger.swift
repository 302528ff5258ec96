import Bookkeeping

extension ProjectPlanner {
    /// The ledger's project of a confirmed one, with its participants and lines.
    func planLedger(
        _ project: RentalProject,
        _ standing: ProjectStanding,
        _ existing: ExistingProject,
        _ today: LocalDate,
        _ plan: inout ProjectPlan
    ) {
        let matches = employees.matches(
            project.crew.map(\.member) + [project.accountManager].compactMap { $0 }
        )
        planCrew(project, standing, matches, &plan)
        let start = standing.period.start ?? project.createdOn ?? today
        let lines = planLines(project, standing, existing, defaultDate: start, &plan)
        plan.project = planned(project, standing, start: start, matches, existing, &plan)
        guard let ledger = existing.ledger else {
            if let planned = plan.project {
                plan.steps += creationSteps(planned)
                plan.steps += participantSteps(plan, existing, manager: planned.manager)
                plan.steps += lines.steps
            }
            return
        }
        // Without a customer or manager the ledger's own stay; the rest follows all the same.
        var steps = plan.project.map { changeSteps($0, ledger) } ?? []
        let manager = plan.project?.manager ?? ledger.manager
        steps += participantSteps(plan, existing, manager: manager) + lines.steps
        plan.notices += lines.notices
        takeOver(steps, ledger, project, &plan)
    }

    /// What the ledger's project should be; nil, with a notice, when that cannot be said.
    private func planned(
        _ project: RentalProject,
        _ standing: ProjectStanding,
        start: LocalDate,
        _ matches: [CrewMember.ID: EmployeeMatch],
        _ existing: ExistingProject,
        _ plan: inout ProjectPlan
    ) -> PlannedProject? {
        guard let customer = project.customer else {
            plan.notices.append(.noCustomer(project))
            return nil
        }
        guard let manager = manager(of: project, matches, existing, &plan) else {
            plan.notices.append(.noManager(project))
            return nil
        }
        let isTaken = isNumberTaken(project, existing)
        if isTaken { plan.notices.append(.numberTaken(project)) }
        return PlannedProject(
            name: Self.line(project.name, fallback: "Prosjekt \(project.number)"),
            number: isTaken ? nil : project.number,
            reference: isTaken
                ? project.number : project.reference.map { Self.line($0, fallback: "") },
            marker: PlannedProject.marker(of: project.id),
            customer: customer,
            contactPerson: project.contactPerson,
            manager: manager,
            startDate: start,
            endDate: standing.period.end.map { max($0, start) }
        )
    }

    private func creationSteps(_ planned: PlannedProject) -> [ProjectStep] {
        var steps: [ProjectStep] = [.ensureCustomer(planned.customer)]
        if let person = planned.contactPerson {
            steps.append(.ensureContactPerson(person, of: planned.customer.id))
        }
        return steps + [.createProject(planned)]
    }

    /// Does the steps on an open project; on one that we closed after opening it; on one that a person closed not.
    private func takeOver(
        _ steps: [ProjectStep],
        _ ledger: LedgerProject,
        _ project: RentalProject,
        _ plan: inout ProjectPlan
    ) {
        if !ledger.isClosed {
            plan.steps += steps
        } else if ledger.isClosedByUs {
            plan.steps += [.reopenProject(ledger.id)] + steps
        } else if !steps.isEmpty {
            plan.notices.append(.closedByHand(project))
        }
    }

    private func changeSteps(
        _ planned: PlannedProject,
        _ ledger: LedgerProject
    ) -> [ProjectStep] {
        var steps: [ProjectStep] = []
        let changes = ledger.changes(to: planned)
        if changes.contains(where: \.isOfCustomer) {
            steps.append(.ensureCustomer(planned.customer))
        }
        if let person = planned.contactPerson, changes.contains(.contactPerson(person.id)) {
            steps.append(.ensureContactPerson(person, of: planned.customer.id))
        }
        if !changes.isEmpty { steps.append(.changeProject(ledger.id, changes)) }
        return steps
    }

    /// Takes our lines off a project that is no longer confirmed, and closes it or leaves it open.
    func planWithdrawal(
        _ existing: ExistingProject,
        closes: Bool,
        _ plan: inout ProjectPlan
    ) {
        guard let ledger = existing.ledger, !ledger.isClosed else { return }
        plan.isClosed = closes
        let ours = existing.lines.filter { LineMark.subproject(in: $0.description) != nil }
        for line in ours where line.isInvoiced {
            if let subproject = LineMark.subproject(in: line.description) {
                plan.notices.append(.lineInvoiced(subproject))
            }
        }
        let removed = ours.filter { !$0.isInvoiced }.map(\.id).sorted()
        if !removed.isEmpty { plan.steps.append(.removeLines(removed)) }
        if closes { plan.steps.append(.closeProject(ledger.id)) }
    }

    /// Whether our number is another project's, or was when the ledger gave this one a number of its own.
    private func isNumberTaken(_ project: RentalProject, _ existing: ExistingProject) -> Bool {
        guard let ledger = existing.ledger else { return existing.isNumberTaken }
        guard ledger.number != project.number else { return false }
        return existing.isNumberTaken || ledger.reference == project.number
    }

    /// One line of text of at most 255 characters.
    private static func line(_ text: String, fallback: String) -> String {
        let words = text.split { $0.isWhitespace || $0.isNewline }
        let line = words.joined(separator: " ")
        return line.isEmpty ? fallback : String(line.prefix(nameLimit))
    }
}

extension LedgerProject {
    /// What has to change for this project to be the planned one.
    fileprivate func changes(to planned: PlannedProject) -> [ProjectChange] {
        var changes: [ProjectChange] = []
        if name != planned.name { changes.append(.name(planned.name)) }
        if let number = planned.number, number != self.number { changes.append(.number(number)) }
        if (reference ?? "") != (planned.reference ?? "") {
            changes.append(.reference(planned.reference))
        }
        if customer != planned.customer.id { changes.append(.customer(planned.customer.id)) }
        if contactPerson != planned.contactPerson?.id {
            changes.append(.contactPerson(planned.contactPerson?.id))
        }
        if manager != planned.manager { changes.append(.manager(planned.manager)) }
        if startDate != planned.startDate { changes.append(.startDate(planned.startDate)) }
        if endDate != planned.endDate { changes.append(.endDate(planned.endDate)) }
        return changes
    }
}

extension ProjectChange {
    fileprivate var isOfCustomer: Bool { if case .customer = self { true } else { false } }
}
