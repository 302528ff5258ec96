import Bookkeeping
import Projects
import Testing

struct ProjectPlannerTests {
    private let today = day("2026-03-10")

    private func plan(
        _ project: RentalProject,
        _ existing: ExistingProject = .none,
        on today: LocalDate? = nil,
        rules: Rules = .standard,
        employees: [Employee] = [.sample()],
        _ change: (inout ProjectSettings) -> Void = { _ in }
    ) -> ProjectPlan {
        ProjectPlanner.sample(change, rules: rules, employees: employees)
            .plan(project, existing: existing, today: today ?? self.today)
    }

    /// What there is after the plan of a project is done.
    private func world(
        of project: RentalProject,
        employees: [Employee] = [.sample()]
    )
        -> ExistingProject
    {
        var world = ProjectWorld()
        world.apply(plan(project, employees: employees).steps)
        return world.existing
    }

    @Test func `a confirmed project becomes a project with its number, customer, dates and lines`()
        throws
    {
        let plan = plan(
            .sample(subprojects: [
                .sample(931, name: "Utescene", price: "1350.4567", order: 2), .sample(),
            ])
        )

        let project = try #require(plan.project)
        #expect(project.name == "Vårkonferansen 2026" && project.number == "812")
        #expect(project.reference == "PO-4711" && project.marker == "rentman:812")
        #expect(project.startDate == day("2026-05-11") && project.endDate == day("2026-05-13"))
        #expect(project.customer.id == 501 && project.manager == 1)
        #expect(plan.lines.map(\.description) == ["Hovedscene [rm:930]", "Utescene [rm:931]"])
        #expect(plan.lines.map(\.price.minor) == [4_090_000, 135_046])
        #expect(plan.lines.map(\.vatCode?.number) == ["3", "3"])
        #expect(plan.explanation.count == 2 && plan.notices.isEmpty)
        #expect(
            Array(plan.steps.prefix(3)) == [
                .ensureCustomer(.sample()), .createProject(project), .addLines(plan.lines),
            ]
        )
    }

    @Test(arguments: [1, 2, 7, 8, 9, nil] as [Int64?])
    func `a project without a confirmed subproject is none`(status: Int64?) {
        let plan = plan(.sample(subprojects: [.sample(status: status)]))

        #expect(plan.project == nil && plan.lines.isEmpty)
        #expect(!plan.steps.contains { if case .createProject = $0 { true } else { false } })
    }

    @Test(arguments: [3, 4, 5, 6] as [Int64])
    func `a job that is packed, out or back is still confirmed`(status: Int64) {
        #expect(plan(.sample(subprojects: [.sample(status: status)])).project != nil)
    }

    @Test func `which statuses confirm is the company's choice`() {
        let project = RentalProject.sample(subprojects: [.sample(status: 13)])

        #expect(plan(project).notices.map(\.key) == ["UNKNOWN_PROJECT_STATUS/status/13"])
        let chosen = plan(project) { $0.confirmedStatuses = [3, 13] }
        #expect(chosen.project != nil && chosen.notices.isEmpty)
    }

    @Test func `templates, cancelled and non-financial subprojects are no lines`() {
        let plan = plan(
            .sample(subprojects: [
                .sample(), .sample(931, isTemplate: true), .sample(932, status: 2),
                .sample(933, isFinancial: false), .sample(934, status: 1),
            ])
        )

        #expect(plan.lines.map(\.subproject) == [930])
    }

    @Test func `changes follow to the lines, and other people's lines are left alone`() throws {
        var existing = world(
            of: .sample(subprojects: [.sample(), .sample(931, name: "Utescene", order: 2)])
        )
        let theirs = ExistingLine(
            id: 77,
            description: "Ekstra rigging",
            price: Amount(minor: 100),
            vatCode: VATCode("3"),
            date: nil
        )
        existing.lines.append(theirs)

        let plan = plan(
            .sample(subprojects: [
                .sample(name: "Stor scene", price: "41000"), .sample(931, status: 1),
                .sample(935, name: "Ny", order: 3),
            ]),
            existing
        )
        var world = ProjectWorld(existing: existing)
        world.apply(plan.steps)

        #expect(
            world.existing.lines.map(\.description).sorted()
                == ["Ekstra rigging", "Ny [rm:935]", "Stor scene [rm:930]"]
        )
        #expect(world.existing.lines.first?.price == Amount(minor: 4_100_000))
        #expect(world.existing.lines.first?.id == existing.lines.first?.id)
    }

    @Test func `a line that was made twice is made single again`() {
        var existing = world(of: .sample())
        var twin = existing.lines[0]
        twin.id = 50
        existing.lines.insert(twin, at: 0)

        #expect(plan(.sample(), existing).steps == [.removeLines([50])])
    }

    @Test func `an invoiced line is never changed; a person is told`() {
        var existing = world(of: .sample())
        existing.lines[0].isInvoiced = true

        let changed = plan(.sample(subprojects: [.sample(price: "1")]), existing)
        #expect(changed.steps.isEmpty)
        #expect(changed.notices.map(\.key) == ["LINE_ALREADY_INVOICED/subproject/930"])
    }

    @Test func `a price that cannot be read leaves its line as it is`() {
        let existing = world(of: .sample())

        let plan = plan(.sample(subprojects: [.sample(price: nil)]), existing)
        #expect(plan.steps.isEmpty && plan.isBlocked)
        #expect(plan.notices.map(\.code) == [.priceUnknown])
    }

    @Test func `no longer confirmed: lines go, the project is closed, nothing is deleted`() {
        let existing = world(of: .sample())
        let project = RentalProject.sample(subprojects: [.sample(status: 1)])

        let plan = plan(project, existing)
        #expect(plan.steps.prefix(2) == [.removeLines([1]), .closeProject(9)])
        #expect(plan.isClosed)

        let kept = self.plan(project, existing) { $0.notConfirmedAgain = .keep }
        #expect(kept.steps.first == .removeLines([1]))
        #expect(!kept.steps.contains(.closeProject(9)) && !kept.isClosed)
    }

    @Test func `a cancelled or deleted project is closed whatever the setting says`() {
        let existing = world(of: .sample())
        let planner = ProjectPlanner.sample { $0.notConfirmedAgain = .keep }

        let cancelled = planner.plan(
            .sample(subprojects: [.sample(status: 2)]),
            existing: existing,
            today: today
        )
        let deleted = planner.planDeleted(812, existing: existing, today: today)
        for plan in [cancelled, deleted] {
            #expect(plan.steps.contains(.closeProject(9)) && plan.steps.contains(.removeLines([1])))
            #expect(plan.steps.contains(.noteEnd(today)))
        }
    }

    @Test func `confirmed again: the same project is opened and its lines come back`() {
        var world = ProjectWorld()
        for status in [3, 1, 3] as [Int64] {
            let project = RentalProject.sample(subprojects: [.sample(status: status)])
            world.apply(plan(project, world.existing).steps)
        }

        #expect(world.createdProjects == 1 && world.createdChannels == 1)
        #expect(world.existing.ledger?.isClosed == false && world.existing.lines.count == 1)
    }

    @Test func `a project that a person closed stays closed`() {
        var existing = world(of: .sample())
        existing.ledger?.isClosed = true

        #expect(plan(.sample(), existing).notices.isEmpty)
        let changed = plan(.sample(name: "Nytt navn"), existing)
        #expect(!changed.steps.contains { if case .changeProject = $0 { true } else { false } })
        #expect(changed.notices.map(\.code) == [.closedByHand])
    }

    @Test func `a project without customer waits for one, but its channel does not`() {
        let plan = plan(.sample(customer: nil))

        #expect(plan.isBlocked && plan.notices.map(\.code) == [.noCustomer])
        #expect(plan.steps.count == 1)
        guard case .createChannel? = plan.steps.first else {
            Issue.record("no channel")
            return
        }
    }

    @Test func `a customer taken off later blocks nothing but itself`() {
        let existing = world(of: .sample())

        let plan = plan(
            .sample(name: "Ny", customer: nil, subprojects: [.sample(price: "1")]),
            existing
        )
        #expect(plan.notices.map(\.code) == [.noCustomer])
        guard case .changeLine? = plan.steps.first else {
            Issue.record("the line does not follow")
            return
        }
    }

    @Test func `a number that is taken goes into the reference, and stays there`() {
        var existing = ExistingProject(isNumberTaken: true)
        let first = plan(.sample(), existing)
        #expect(first.project?.number == nil && first.project?.reference == "812")
        #expect(first.notices.map(\.code) == [.numberTaken])

        var world = ProjectWorld(existing: existing)
        world.apply(first.steps)
        existing = world.existing
        existing.isNumberTaken = false
        #expect(plan(.sample(), existing).steps.isEmpty)
    }

    @Test func `what was over before the from-date is not taken up`() {
        var rules = Rules.standard
        rules.settings.fromDate = day("2026-06-01")

        #expect(plan(.sample(), rules: rules).steps.isEmpty)
        rules.settings.fromDate = day("2026-05-13")
        #expect(plan(.sample(), rules: rules).project != nil)
    }

    @Test func `long names, emoji and missing dates make a project all the same`() throws {
        let name = String(repeating: "Blåbærfest 🎉\n", count: 40)
        let plan = plan(
            .sample(
                name: name,
                subprojects: [.sample(name: " ", price: "-0.0", from: nil, to: nil)]
            )
        )

        let project = try #require(plan.project)
        #expect(project.name.count == 255 && !project.name.contains("\n"))
        #expect(project.startDate == day("2026-02-20") && project.endDate == nil)
        #expect(plan.lines.map(\.description) == ["Delprosjekt 930 [rm:930]"])
        #expect(plan.lines.map(\.price) == [.zero])
    }
}
